/** A request costs as much as reading some ten rows that stand together. */
const FEW = 32;
const SPARSE = 4;

/** A Dexie table, as far as it is needed here. */
interface Readable<Row, Key> {
  bulkGet(keys: Key[]): PromiseLike<readonly (Row | undefined)[]>;
  offset(n: number): { limit(n: number): { primaryKeys(): PromiseLike<readonly Key[]> } };
  toArray(): PromiseLike<readonly Row[]>;
  where(index: string): { anyOf(keys: readonly Key[]): { toArray(): PromiseLike<readonly Row[]> } };
}

/** The rows of these keys by key, and perhaps others beside them. Of a large table nothing is read but what was asked for. */
export async function rowsOfKeys<Row, Key>(
  table: Readable<Row, Key>,
  keys: readonly Key[],
  keyOf: (row: Row) => Key,
): Promise<ReadonlyMap<Key, Row>> {
  const out = new Map<Key, Row>();
  for (const row of await read(table, keys)) {
    if (row !== undefined) {
      out.set(keyOf(row), row);
    }
  }
  return out;
}

async function read<Row, Key>(table: Readable<Row, Key>, keys: readonly Key[]): Promise<readonly (Row | undefined)[]> {
  if (keys.length <= FEW) {
    return keys.length === 0 ? [] : table.bulkGet([...keys]);
  }
  // Not by a count: browsers count rows one by one, and there may be 100,000.
  const [beyond] = await table
    .offset(SPARSE * keys.length)
    .limit(1)
    .primaryKeys();
  return beyond === undefined ? table.toArray() : table.where(':id').anyOf(keys).toArray();
}
