import type { Database } from './database';
import type { OutboxRowStored } from './rows';

/** A row that is about an entry: every one but a lookup. */
export type EntryOutboxRow = OutboxRowStored & { entry: number };

/** Of rows of one slot that never left, a later one takes the place of an earlier one. In the order of leaving. */
export async function slotRows(db: Database, conversation: number, slot: string): Promise<readonly EntryOutboxRow[]> {
  const rows = await db.outbox.where('[conversation+slot]').equals([conversation, slot]).toArray();
  return rows.filter(isOfEntry).toSorted((one, other) => one.pos - other.pos || one.key - other.key);
}

function isOfEntry(row: OutboxRowStored): row is EntryOutboxRow {
  return row.entry !== undefined;
}
