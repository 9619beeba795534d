import type { Seq } from '../protocol/frames';
import { readAudience } from './audience';
import type { Database } from './database';

/**
 * How far the ticks of the user's own messages in a group have got. They never go back: not when the only one who had
 * read a message leaves, nor when the user does and is not told any more who is in the group.
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
      const row = await this.db.conversations.get(conversation);
      if (row?.id?.startsWith('g') !== true) {
        continue;
      }
      const before = await this.db.ticks.get(conversation);
      const now = (await readAudience(this.db, row)).reached();
      if (before?.delivered !== now.delivered || before.read !== now.read) {
        await this.db.ticks.put({ conversation, ...now });
      }
    }
    this.touched.clear();
  }
}
