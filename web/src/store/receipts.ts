import { Dexie } from 'dexie';
import type { Cursor, Seq, UserId } from '../protocol/frames';
import type { Database } from './database';
import type { Derived } from './derived';
import type { CursorRow } from './rows';

/** How far everybody has got, and how far the user has: all of it only grows, but for what a restored server lost. */
export class Receipts {
  constructor(
    private readonly db: Database,
    private readonly derived: Derived,
  ) {}

  /** The user has seen everything up to this seq, on this device or another. */
  async see(conversation: number, seq: Seq): Promise<void> {
    const row = await this.db.conversations.get(conversation);
    if (row && seq > row.seen) {
      await this.db.conversations.update(conversation, { seen: seq });
      this.derived.lines.seen(conversation);
      await this.reckon(conversation);
    }
  }

  /** Merged by max. */
  async put(conversation: number, user: UserId, cursor: Cursor): Promise<void> {
    const row = (await this.db.cursors.get([conversation, user])) ?? none(conversation, user);
    await this.db.cursors.put({
      ...row,
      delivered: Math.max(row.delivered, cursor.delivered),
      read: Math.max(row.read, cursor.read),
    });
    this.derived.ticks.touch(conversation);
    if (user === this.db.me) {
      await this.reckon(conversation);
    }
  }

  /** The server has this receipt of the user on disk. */
  async confirm(conversation: number, cursor: Cursor): Promise<void> {
    const row = await this.db.cursors.get([conversation, this.db.me]);
    if (row) {
      await this.db.cursors.put({
        ...row,
        confirmedDelivered: Math.max(row.confirmedDelivered, cursor.delivered),
        confirmedRead: Math.max(row.confirmedRead, cursor.read),
      });
    }
  }

  /** What was said of entries beyond this seq meant others than stand there now. */
  async cut(conversation: number, upTo: Seq): Promise<void> {
    const row = await this.db.conversations.get(conversation);
    await this.db.conversations.update(conversation, { seen: Math.min(row?.seen ?? 0, upTo) });
    const rows = await this.db.cursors.where('conversation').equals(conversation).toArray();
    await this.db.cursors.bulkPut(
      rows.map((each) => ({
        ...each,
        delivered: Math.min(each.delivered, upTo),
        read: Math.min(each.read, upTo),
        confirmedDelivered: 0,
        confirmedRead: 0,
      })),
    );
    await this.db.readers
      .where('[conversation+seq]')
      .between([conversation, Dexie.minKey], [conversation, Dexie.maxKey])
      .delete();
    await this.derived.ticks.cut(conversation, upTo);
    this.derived.lines.seen(conversation);
    await this.reckon(conversation);
  }

  /** Marks the conversation while the server has not been told how far the user has read. */
  private async reckon(conversation: number): Promise<void> {
    const row = await this.db.conversations.get(conversation);
    const read = (await this.db.cursors.get([conversation, this.db.me]))?.read ?? 0;
    const untold = row && row.seen > read ? 1 : undefined;
    if (row && row.untold !== untold) {
      await this.db.conversations.update(conversation, { untold });
    }
  }
}

function none(conversation: number, user: UserId): CursorRow {
  return { conversation, user, delivered: 0, read: 0, confirmedDelivered: 0, confirmedRead: 0 };
}
