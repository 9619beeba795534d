import type { Database } from '../../src/store/database';
import type { ConversationRow, EntryRow, OutboxRowStored } from '../../src/store/rows';

/** What must hold after every transaction: an own entry is in the outbox or in the log, and nothing waits in vain. */
export async function brokenRules(db: Database): Promise<readonly string[]> {
  const entries = await db.entries.toArray();
  const outbox = await db.outbox.toArray();
  const conversations = new Map((await db.conversations.toArray()).map((row) => [row.key, row]));
  const lookedUp = new Set(outbox.filter((row) => row.op === 'lookup').map((row) => row.conversation));
  const entriesByKey = new Map(entries.map((row) => [row.key, row]));
  const rowsByKey = new Map(outbox.map((row) => [row.key, row]));
  const waiting = new Set(outbox.map((row) => row.entry));
  const names = new Set([...lookedUp].map((key) => conversations.get(key)?.name));
  return [
    ...entries.flatMap((row) => ofEntry(row, db.me, waiting, conversations)),
    ...outbox.flatMap((row) => ofRow(row, entriesByKey.get(row.entry ?? 0), conversations, lookedUp)),
    ...(await db.needs.toArray()).flatMap((need) => {
      const row = rowsByKey.get(need.row);
      return [
        ...when(row === undefined, `need of row ${need.row}, which is gone`),
        ...when(row?.failed === false && !names.has(need.name), `nobody looks up ${need.name} for row ${need.row}`),
      ];
    }),
    ...(await db.lines.toArray()).flatMap(({ entry }) => when(!entriesByKey.has(entry), `line of nothing: ${entry}`)),
  ];
}

function ofEntry(
  row: EntryRow,
  me: string,
  waiting: ReadonlySet<number | undefined>,
  conversations: ReadonlyMap<number, ConversationRow>,
): readonly string[] {
  const merged = conversations.get(row.conversation)?.mergedInto !== undefined;
  return [
    ...when(row.sender === me && row.seq === undefined && !waiting.has(row.key), `own entry in neither: ${row.key}`),
    ...when(merged, `entry ${row.key} in a conversation that was merged away`),
  ];
}

function ofRow(
  row: OutboxRowStored,
  entry: EntryRow | undefined,
  conversations: ReadonlyMap<number, ConversationRow>,
  lookedUp: ReadonlySet<number>,
): readonly string[] {
  const conversation = conversations.get(row.conversation);
  const isLookup = row.op === 'lookup';
  return [
    ...when(!isLookup && entry === undefined, `row ${row.key} without its entry`),
    ...when(entry?.seq !== undefined, `entry ${row.entry} in both`),
    ...when(
      entry !== undefined && entry.conversation !== row.conversation,
      `row ${row.key} is elsewhere than its entry`,
    ),
    ...when(conversation?.mergedInto !== undefined, `row ${row.key} in a conversation that was merged away`),
    ...when(
      !isLookup && !row.failed && conversation?.id === undefined && !lookedUp.has(row.conversation),
      `nobody looks up the name that row ${row.key} waits for`,
    ),
  ];
}

function when(broken: boolean, what: string): readonly string[] {
  return broken ? [what] : [];
}
