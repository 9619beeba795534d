import { Dexie } from 'dexie';
import type { UserId } from '../protocol/frames';
import type { Database } from './database';
import { sameLine } from './lineText';
import type { ConversationRow, LineRow, SummaryRow } from './rows';

/** Keeps right what lists show of conversations. Unread messages are counted on: there may be very many. */
export class Summaries {
  private touched = new Set<number>();
  private uncounted = new Set<number>();

  constructor(private readonly db: Database) {}

  touch(conversation: number): void {
    this.touched.add(conversation);
  }

  /** What counts as unread is other than before. */
  recount(conversation: number): void {
    this.touched.add(conversation);
    this.uncounted.add(conversation);
  }

  /** These lines were there before; these are there instead. */
  async settle(before: readonly LineRow[], after: readonly LineRow[]): Promise<void> {
    const { touched, uncounted } = this;
    this.touched = new Set();
    this.uncounted = new Set();
    [...before, ...after].forEach((line) => touched.add(line.conversation));
    for (const key of touched) {
      const conversation = await this.db.conversations.get(key);
      if (!conversation || conversation.mergedInto !== undefined) {
        await this.db.summaries.delete(key);
        continue;
      }
      const old = await this.db.summaries.get(key);
      const unread =
        old && !uncounted.has(key)
          ? old.unread + count(conversation, after) - count(conversation, before)
          : await this.count(conversation);
      await this.put(old, {
        conversation: key,
        ...(await this.newest(key)),
        unread,
        mine: await this.isMine(key),
      });
    }
  }

  private async put(old: SummaryRow | undefined, row: SummaryRow): Promise<void> {
    const same = old?.unread === row.unread && old.mine === row.mine && sameLine(old.line, row.line);
    if (!same) {
      await this.db.summaries.put(row);
    }
  }

  private count({ key, seen }: ConversationRow): Promise<number> {
    return this.db.lines
      .where('[conversation+counts+place]')
      .between([key, 1, seen], [key, 1, Dexie.maxKey], false, false)
      .count();
  }

  private async newest(conversation: number): Promise<Pick<SummaryRow, 'last' | 'at' | 'line'>> {
    const line = await this.db.lines
      .where('[conversation+place]')
      .between([conversation, Dexie.minKey], [conversation, Dexie.maxKey])
      .last();
    return line ? { last: line.entry, at: line.at, line } : { last: 0, at: 0 };
  }

  private async isMine(conversation: number): Promise<boolean> {
    return (await ofSender(this.db, conversation, this.db.me)) > 0;
  }
}

async function ofSender(db: Database, conversation: number, sender: UserId): Promise<number> {
  const keys = await db.entries
    .where('[conversation+sender+id]')
    .between([conversation, sender, Dexie.minKey], [conversation, sender, Dexie.maxKey])
    .limit(1)
    .primaryKeys();
  return keys.length;
}

function count({ key, seen }: ConversationRow, lines: readonly LineRow[]): number {
  return lines.filter((line) => line.conversation === key && line.counts === 1 && line.place > seen).length;
}
