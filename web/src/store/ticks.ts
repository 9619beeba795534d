import type { Cursor, Seq } from '../protocol/frames';
import { readAudience } from './audience';
import type { Database } from './database';

/**
 * How far the ticks of the user's own messages have got: where the other one is, and in a group whom all have passed.
 * In a group they never go back: not when the only one who had read a message leaves, nor when the user does and is not
 * told any more who is in the group.
 *
 * So what is drawn of a conversation needs one small row of it, and nothing is drawn again when a receipt changes no
 * tick.
 */
export class Ticks {
  private readonly touched = new Set<number>();

  constructor(private readonly db: Database) {}

  /** Somebody has got further in this conversation, has come, or has gone. */
  touch(conversation: number): void {
    this.touched.add(conversation);
  }

  /** Beyond this seq the log of a restored server has other entries. */
  async cut(conversation: number, upTo: Seq): Promise<void> {
    const row = await this.db.ticks.get(conversation);
    if (row) {
      await this.db.ticks.put({
        conversation,
        delivered: Math.min(row.delivered, upTo),
        read: Math.min(row.read, upTo),
      });
    }
  }

  async settle(): Promise<void> {
    for (const conversation of this.touched) {
      const before = await this.db.ticks.get(conversation);
      const now = await this.reached(conversation);
      if (now && (before?.delivered !== now.delivered || before.read !== now.read)) {
        await this.db.ticks.put({ conversation, delivered: now.delivered, read: now.read });
      }
    }
    this.touched.clear();
  }
  private async reached(conversation: number): Promise<Cursor | undefined> {
    const row = await this.db.conversations.get(conversation);
    if (row?.id?.startsWith('g') === true) {
      return (await readAudience(this.db, row)).reached();
    }
    const cursors = await this.db.cursors.where('conversation').equals(conversation).toArray();
    return cursors.find((cursor) => cursor.user !== this.db.me);
  }
}
