import type { Cursor, Seq, UserId } from '../protocol/frames';
import { RangeSet } from '../sync/core/rangeSet';
import type { Database } from './database';
import type { ConversationRow, CursorRow } from './rows';

const NONE: Cursor = { delivered: 0, read: 0 };

/** `since`: seq from which they are in it. */
interface Other {
  readonly user: UserId;
  readonly since: Seq;
  readonly cursor: Cursor;
}

/** The others in one conversation, and how far each of them has got. Of a large group nobody is told. */
export class Audience {
  constructor(
    private readonly others: readonly Other[],
    /** Up to where own messages were reached before, see `Ticks`. */
    private readonly ticks: Cursor,
    /** Up to this seq it is known who is in it. */
    private readonly known: Seq,
  ) {}

  /** Who came after a message does not hold up its ticks, and who is gone does not either. */
  of(seq: Seq): readonly Other[] {
    return this.others.filter((other) => other.since <= seq);
  }

  /** Up to where own messages are reached, now or before. */
  reached(): Cursor {
    return {
      delivered: Math.max(this.ticks.delivered, Math.min(this.known, this.part('delivered'))),
      read: Math.max(this.ticks.read, Math.min(this.known, this.part('read'))),
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
}

export async function readAudience(db: Database, conversation: ConversationRow): Promise<Audience> {
  const { key, id } = conversation;
  const cursors = new Map((await db.cursors.where('conversation').equals(key).toArray()).map((row) => [row.user, row]));
  const isGroup = id?.startsWith('g') === true;
  const people = isGroup ? await inGroup(db, key) : conversation.members.map((user) => ({ user, since: 0 }));
  const others = people
    .filter(({ user }) => user !== db.me)
    .map(({ user, since }) => ({ user, since, cursor: cursorOf(cursors.get(user)) }));
  return isGroup
    ? new Audience(others, (await db.ticks.get(key)) ?? NONE, await knownUpTo(db, conversation))
    : new Audience(others, NONE, Infinity);
}

/**
 * Whoever was taken in is told at first of those only who came after them. All are known from where the server said who
 * they are, or from the beginning for who was there; and from there up to where an entry is missing, by which somebody
 * may have come.
 */
async function knownUpTo(db: Database, { key, covered }: ConversationRow): Promise<Seq> {
  const [state, mine] = await Promise.all([db.groupStates.get(key), db.members.get([key, db.me])]);
  if (state === undefined || state.viewEpoch < 0 || mine === undefined) {
    return 0;
  }
  const said = state.membersSeq;
  const isFounder = said === 0 && mine.since === 1;
  const isTold = said > 0 && said >= mine.since;
  return isFounder || isTold ? RangeSet.parse(covered).endFrom(said + 1) : 0;
}

async function inGroup(db: Database, key: number): Promise<readonly Pick<Other, 'user' | 'since'>[]> {
  const large = (await db.groupStates.get(key))?.large === true;
  return large ? [] : db.members.where('conversation').equals(key).toArray();
}

function cursorOf(row: CursorRow | undefined): Cursor {
  return row ? { delivered: row.delivered, read: row.read } : NONE;
}
