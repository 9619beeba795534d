import { type Collection, Dexie } from 'dexie';
import type { Database } from './database';
import type { OutboxRowStored } from './rows';

type Given = Pick<OutboxRowStored, 'conversation' | 'pos' | 'op' | 'since'> & Partial<OutboxRowStored>;

export const LOOKUP_POS = 0;

export function newRow(given: Given): Omit<OutboxRowStored, 'key'> {
  return { rev: 0, maybeSent: false, failed: false, attempts: 0, ...given };
}

/** What a row loses that is to be tried again; it has another `rev` then. */
export const AFRESH = {
  failed: false,
  code: undefined,
  reason: undefined,
  version: undefined,
  attempts: 0,
  nextAt: undefined,
} as const;

/** All rows of a conversation, in the order in which they leave. */
export function rowsOf(db: Database, conversation: number): Collection<OutboxRowStored, number> {
  return db.outbox
    .where('[conversation+pos]')
    .between([conversation, Dexie.minKey], [conversation, Dexie.maxKey]) as Collection<OutboxRowStored, number>;
}

/** The lookup that a conversation without an id waits for; no other row has this place. */
export async function lookupOf(db: Database, conversation: number): Promise<OutboxRowStored | undefined> {
  const rows = await db.outbox.where('[conversation+pos]').equals([conversation, LOOKUP_POS]).toArray();
  return rows.find((row) => row.op === 'lookup');
}

/** The rows of these entries, by entry. */
export async function rowsOfEntries(
  db: Database,
  entries: readonly number[],
): Promise<ReadonlyMap<number, OutboxRowStored>> {
  const rows = entries.length === 0 ? [] : await db.outbox.where('entry').anyOf(entries).toArray();
  return new Map(rows.flatMap((row) => (row.entry === undefined ? [] : [[row.entry, row]])));
}

/** What the row needs is forgotten with it. */
export async function deleteRow(db: Database, row: number): Promise<void> {
  await db.needs.where('row').equals(row).delete();
  await db.outbox.delete(row);
}
