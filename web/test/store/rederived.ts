import { inWriting } from '../../src/store/writing';
import type { Database } from '../../src/store/database';
import type { LineRow, SummaryRow } from '../../src/store/rows';

export interface Drawn {
  readonly lines: readonly LineRow[];
  readonly summaries: readonly SummaryRow[];
}

/** What is drawn of the entries, as it was kept. */
export async function kept(db: Database): Promise<Drawn> {
  return { lines: await db.lines.toArray(), summaries: await db.summaries.toArray() };
}

/** What is drawn of the entries, all of it made anew. */
export async function rederived(db: Database): Promise<Drawn> {
  const clock = { now: () => 0, randomBytes: (n: number) => new Uint8Array(n) };
  await inWriting(db, clock, async ({ derived }) => {
    await db.lines.clear();
    await db.summaries.clear();
    (await db.entries.toArray()).forEach((row) => derived.lines.touchRow(row));
    (await db.conversations.toArray()).forEach((row) => derived.lines.conversation(row.key));
  });
  return kept(db);
}
