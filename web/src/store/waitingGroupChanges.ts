import type { Content } from '../protocol/frames';
import type { Database } from './database';
import { rowsOf } from './outboxRows';
import type { OutboxRowStored } from './rows';

/** Of one conversation, or of all: changes of groups that wait here, in the order in which they will leave. */
export async function waitingGroupChanges(
  db: Database,
  conversation?: number,
): Promise<ReadonlyMap<number, readonly Content[]>> {
  const rows = await (
    conversation === undefined ? db.outbox.orderBy('[conversation+pos]') : rowsOf(db, conversation)
  ).toArray();
  const wanted = rows.filter(counts);
  const entries = await db.entries.bulkGet(wanted.map((row) => row.entry));
  const out = new Map<number, Content[]>();
  wanted.forEach((row, i) => {
    const entry = entries[i];
    if (entry?.kind.startsWith('group.')) {
      const content = row.replacement ?? entry.content;
      const before = out.get(row.conversation);
      if (before === undefined) {
        out.set(row.conversation, [content]);
      } else {
        before.push(content);
      }
    }
  });
  return out;
}

/** What failed holds no longer, nor what is being withdrawn. */
function counts(row: OutboxRowStored): row is OutboxRowStored & { entry: number } {
  return row.entry !== undefined && !row.failed && (row.op === 'send' || row.replacement !== undefined);
}
