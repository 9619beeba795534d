import { Dexie } from 'dexie';
import type { Cursor, Seq, UserId } from '../protocol/frames';
import type { Database } from './database';
import type { ConversationRow, CursorRow, ReadersRow } from './rows';

const NONE: Cursor = { delivered: 0, read: 0 };

/** `since`: seq from which they are in it. */
interface Other {
  readonly user: UserId;
  readonly since: Seq;
  readonly cursor: Cursor;
}

/** The others in one conversation, and how far each of them has got. */
export class Audience {
  constructor(
    private readonly others: readonly Other[],
    /** Of a large group. */
    private readonly counts: readonly ReadersRow[],
    private readonly ownRead: Seq,
    /** Up to where own messages were reached before, see `Ticks`. */
    private readonly ticks: Cursor,
  ) {}

  /** Who came after a message does not hold up its ticks, and who is gone does not either. */
  of(seq: Seq): readonly Other[] {
    return this.others.filter((other) => other.since <= seq);
  }

  /** How far an own message at this seq has got. */
  state(seq: Seq): 'sent' | 'delivered' | 'read' {
    const expected = this.of(seq);
    const byAll = (part: keyof Cursor) => expected.length > 0 && expected.every((other) => other.cursor[part] >= seq);
    if (this.ticks.read >= seq || byAll('read')) {
      return 'read';
    }
    return this.ticks.delivered >= seq || byAll('delivered') ? 'delivered' : 'sent';
  }

  /** Up to where own messages are reached, now or before. */
  reached(): Cursor {
    return {
      delivered: Math.max(this.ticks.delivered, this.part('delivered')),
      read: Math.max(this.ticks.read, this.part('read')),
    };
  }

  /**
   * The earlier a message, the fewer had to be reached by it: between two who came one after the other it is for those
   * who were there before.
   */
  private part(part: keyof Cursor): Seq {
    const inOrder = this.others.toSorted((one, other) => one.since - other.since);
    let reached = 0;
    let byAll = Infinity;
    for (const [at, { since, cursor }] of inOrder.entries()) {
      byAll = Math.min(byAll, cursor[part]);
      const next = inOrder[at + 1];
      const last = Math.min(byAll, next ? next.since - 1 : Infinity);
      reached = last >= since ? Math.max(reached, last) : reached;
    }
    return reached;
  }

  /** How many others have read this far, of a large group. */
  readers(seq: Seq): number {
    const count = Math.max(0, ...this.counts.filter((each) => each.seq >= seq).map((each) => each.count));
    return Math.max(0, this.ownRead >= seq ? count - 1 : count);
  }
}

export async function readAudience(db: Database, conversation: ConversationRow): Promise<Audience> {
  const cursors = new Map(
    (await db.cursors.where('conversation').equals(conversation.key).toArray()).map((row) => [row.user, row]),
  );
  const ownRead = cursors.get(db.me)?.read ?? 0;
  if (conversation.id?.startsWith('g') !== true) {
    const others = conversation.members
      .filter((user) => user !== db.me)
      .map((user) => ({ user, since: 0, cursor: cursorOf(cursors.get(user)) }));
    return new Audience(others, [], ownRead, NONE);
  }
  const large = (await db.groupStates.get(conversation.key))?.large === true;
  const members = large ? [] : await db.members.where('conversation').equals(conversation.key).toArray();
  const others = members
    .filter(({ user }) => user !== db.me)
    .map(({ user, since }) => ({ user, since, cursor: cursorOf(cursors.get(user)) }));
  const ticks = await db.ticks.get(conversation.key);
  const counts = await db.readers
    .where('[conversation+seq]')
    .between([conversation.key, Dexie.minKey], [conversation.key, Dexie.maxKey])
    .toArray();
  return new Audience(others, counts, ownRead, ticks ?? NONE);
}

function cursorOf(row: CursorRow | undefined): Cursor {
  return row ? { delivered: row.delivered, read: row.read } : NONE;
}
