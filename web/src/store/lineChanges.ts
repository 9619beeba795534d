import type { Seq } from '../protocol/frames';
import type { Database } from './database';
import { type AppliedChange, isChange } from './lineText';
import { rowsOfEntries } from './outboxRows';
import type { EntryRow } from './rows';

/** Up to this many seqs for each that is asked for, one range is read instead of each seq. */
const SPARSE = 4;

/**
 * The edits and deletions of these entries that count, in the order in which they apply, by key of what they are about.
 * They are entries of their own, and may be here before what they are about. What waits names its target by key, what
 * is in the log by seq; what failed does not count.
 *
 * @param older keys of those that are not new in this transaction: only to these an own change can hold on
 */
export async function readChanges(
  db: Database,
  rows: readonly EntryRow[],
  older: ReadonlySet<number>,
): Promise<ReadonlyMap<number, readonly AppliedChange[]>> {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const bySeq = new Map(
    rows.flatMap((row) => (row.seq === undefined ? [] : [[place(row.conversation, row.seq), row]])),
  );
  const found: { readonly target: EntryRow; readonly change: EntryRow }[] = [];
  for (const change of await aboutSeqs(db, rows)) {
    const target = change.target === undefined ? undefined : bySeq.get(place(change.conversation, change.target));
    if (target && change.targetEntry === undefined) {
      found.push({ target, change });
    }
  }
  const own = rows.filter((row) => row.sender === db.me && older.has(row.key)).map((row) => row.key);
  const held = own.length === 0 ? [] : await db.entries.where('targetEntry').anyOf(own).toArray();
  for (const change of held) {
    const target = change.targetEntry === undefined ? undefined : byKey.get(change.targetEntry);
    if (target) {
      found.push({ target, change });
    }
  }
  const valid = found.filter(({ target, change }) => isChange(change.kind) && change.sender === target.sender);
  const outbox = await rowsOfEntries(
    db,
    valid.filter(({ change }) => change.sender === db.me && change.seq === undefined).map(({ change }) => change.key),
  );
  const out = new Map<number, AppliedChange[]>();
  for (const { target, change } of valid.toSorted((one, other) => inOrder(one.change, other.change))) {
    const row = outbox.get(change.key);
    const counts = row ? !row.failed && row.op === 'send' : change.seq !== undefined;
    if (counts) {
      const list = out.get(target.key) ?? [];
      list.push({ kind: change.kind, content: change.content, waiting: row !== undefined });
      out.set(target.key, list);
    }
  }
  return out;
}

function place(conversation: number, seq: Seq): string {
  return `${conversation}:${seq}`;
}

/** What has a seq comes first. */
function inOrder(one: EntryRow, other: EntryRow): number {
  return (one.seq ?? Infinity) - (other.seq ?? Infinity) || (one.ord ?? 0) - (other.ord ?? 0);
}

async function aboutSeqs(db: Database, rows: readonly EntryRow[]): Promise<readonly EntryRow[]> {
  const seqs = new Map<number, Seq[]>();
  for (const { conversation, seq } of rows) {
    if (seq !== undefined) {
      const list = seqs.get(conversation) ?? [];
      list.push(seq);
      seqs.set(conversation, list);
    }
  }
  const parts = await Promise.all(
    [...seqs].flatMap(([conversation, wanted]) => {
      const sorted = wanted.toSorted((one, other) => one - other);
      return runs(sorted).map(([from, to]) =>
        db.entries
          .where('[conversation+target]')
          .between([conversation, from], [conversation, to], true, true)
          .toArray(),
      );
    }),
  );
  return parts.flat();
}

/** Few ranges that hold all of these and not many others. */
function runs(sorted: readonly Seq[]): readonly (readonly [Seq, Seq])[] {
  const out: [Seq, Seq][] = [];
  for (const seq of sorted) {
    const last = out.at(-1);
    if (last && seq - last[1] <= SPARSE) {
      last[1] = seq;
    } else {
      out.push([seq, seq]);
    }
  }
  return out;
}
