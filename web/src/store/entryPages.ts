import type { Entry, Seq } from '../protocol/frames';
import { sameContent } from './contents';
import type { Database } from './database';
import { type Derived, hasConsequences } from './derived';
import type { Entries } from './entries';
import type { EntryRow } from './rows';
import { stayInTransaction } from './zone';

/**
 * Puts a page of the log: what is new, and what stands where it did, in a handful of requests, however long the page is;
 * the rest (own entries that have arrived, entries that moved) one by one.
 */
export async function putPage(
  db: Database,
  derived: Derived,
  entries: Entries,
  conversation: number,
  page: readonly Entry[],
  epoch: number,
): Promise<void> {
  if (page.length === 0) {
    return;
  }
  const standing = await atSeqs(db, conversation, page);
  const known = await withIds(db, conversation, page);
  const fresh: Entry[] = [];
  const same: (readonly [Entry, EntryRow])[] = [];
  const other: Entry[] = [];
  const ids = new Set<string>();
  const seqs = new Set<Seq>();
  for (const entry of page) {
    const row = known.get(name(entry.from, entry.id));
    if (ids.has(name(entry.from, entry.id)) || seqs.has(entry.seq)) {
      other.push(entry);
    } else if (!row && !standing.has(entry.seq)) {
      fresh.push(entry);
    } else if (row?.seq === entry.seq && row.targetEntry === undefined && sameContent(row.content, entry.content)) {
      same.push([entry, row]);
    } else {
      other.push(entry);
    }
    ids.add(name(entry.from, entry.id));
    seqs.add(entry.seq);
  }
  await learnAgain(db, derived, same, epoch);
  for (const row of fresh.length > 0 ? await entries.insert(conversation, fresh, epoch) : []) {
    if (hasConsequences(row.kind)) {
      await derived.entered(row.key, conversation, row.seq ?? 0, row.sender, row.content);
      await stayInTransaction();
    }
  }
  for (const entry of other) {
    await entries.put(conversation, entry, epoch);
  }
}

/** They stand where they stood, and say what they said. */
async function learnAgain(
  db: Database,
  derived: Derived,
  same: readonly (readonly [Entry, EntryRow])[],
  epoch: number,
): Promise<void> {
  const changed = same.filter(([entry, row]) => row.epoch !== epoch || row.at !== entry.at);
  changed.filter(([entry, row]) => row.at !== entry.at).forEach(([, row]) => derived.lines.touchRow(row));
  await db.entries.bulkPut(changed.map(([entry, row]) => ({ ...row, at: entry.at, epoch })));
}

function name(sender: string, id: string): string {
  return `${sender} ${id}`;
}

/** The entries that stand at the seqs of the page. */
async function atSeqs(db: Database, conversation: number, page: readonly Entry[]): Promise<ReadonlyMap<Seq, EntryRow>> {
  const seqs = page.map((entry) => entry.seq);
  const rows = await between(
    db,
    '[conversation+seq]',
    [conversation, Math.min(...seqs)],
    [conversation, Math.max(...seqs)],
    seqs.map((seq) => [conversation, seq]),
  );
  return new Map(rows.flatMap((row) => (row.seq === undefined ? [] : [[row.seq, row]])));
}

/** The entries that have the ids of the page. Ids of one sender mostly are in the order of time, so they stand together. */
async function withIds(
  db: Database,
  conversation: number,
  page: readonly Entry[],
): Promise<ReadonlyMap<string, EntryRow>> {
  const bySender = new Map<string, string[]>();
  for (const { from, id } of page) {
    bySender.set(from, [...(bySender.get(from) ?? []), id]);
  }
  const found = await Promise.all(
    [...bySender].map(([sender, unsorted]) => {
      const ids = unsorted.toSorted();
      return between(
        db,
        '[conversation+sender+id]',
        [conversation, sender, ids[0] ?? ''],
        [conversation, sender, ids.at(-1) ?? ''],
        ids.map((id) => [conversation, sender, id]),
      );
    }),
  );
  return new Map(found.flat().map((row) => [name(row.sender, row.id), row]));
}

/** Everything from `low` to `high` in one request; where that is much more than what is wanted, only that. */
async function between(
  db: Database,
  index: string,
  low: readonly (number | string)[],
  high: readonly (number | string)[],
  wanted: readonly (readonly (number | string)[])[],
): Promise<readonly EntryRow[]> {
  const most = 2 * wanted.length;
  const rows = await db.entries
    .where(index)
    .between(low, high, true, true)
    .limit(most + 1)
    .toArray();
  if (rows.length <= most) {
    return rows;
  }
  const exact = await Promise.all(wanted.map((key) => db.entries.where(index).equals(key).toArray()));
  return exact.flat();
}
