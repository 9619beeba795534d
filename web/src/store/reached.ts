import { Dexie } from 'dexie';
import type { Seq } from '../protocol/frames';
import type { Message } from './model';
import type { Reading } from './reading';
import type { ConversationRow, GroupStateRow, LineRow, ReadersRow } from './rows';
import { seqOf } from './rows';
import { rowsOfKeys } from './rowsOfKeys';

interface Marks {
  readonly delivered: Seq;
  readonly read: Seq;
}

const NOWHERE: Marks = { delivered: 0, read: 0 };

/**
 * How far own messages have got: of a 1:1 the other's cursor says it, of a group its ticks, which are kept right when a
 * cursor or a member changes. So nobody's cursor is read in order to draw a group.
 */
export class Reached {
  private constructor(
    private readonly marks: ReadonlyMap<number, Marks>,
    private readonly large: ReadonlyMap<number, LargeGroup>,
  ) {}

  static async read(
    { db, me }: Reading,
    lines: readonly LineRow[],
    conversations: ReadonlyMap<number, ConversationRow>,
    groups: ReadonlyMap<number, GroupStateRow>,
  ): Promise<Reached> {
    const own = new Set(
      lines.filter((line) => line.sender === me && seqOf(line.place) !== undefined).map((line) => line.conversation),
    );
    const pairs: [number, string][] = [];
    const small: number[] = [];
    const large: number[] = [];
    for (const key of own) {
      const conversation = conversations.get(key);
      if (conversation?.id?.startsWith('g') === true) {
        (groups.get(key)?.large === true ? large : small).push(key);
      } else {
        const other = conversation?.members.find((member) => member !== me);
        if (other !== undefined) {
          pairs.push([key, other]);
        }
      }
    }
    const [cursors, ticks, counted] = await Promise.all([
      pairs.length === 0 ? [] : db.cursors.bulkGet(pairs),
      rowsOfKeys(db.ticks, small, (row) => row.conversation),
      Promise.all(large.map((key) => largeGroup(db, me, key))),
    ]);
    const marks = new Map<number, Marks>(ticks);
    for (const cursor of cursors) {
      if (cursor !== undefined) {
        marks.set(cursor.conversation, cursor);
      }
    }
    return new Reached(marks, new Map(counted.map((group) => [group.conversation, group])));
  }

  state(conversation: number, seq: Seq): Message['state'] {
    const marks = this.marks.get(conversation) ?? NOWHERE;
    return { type: marks.read >= seq ? 'read' : marks.delivered >= seq ? 'delivered' : 'sent' };
  }

  /** In a large group, how many others have read this far. */
  readers(conversation: number, seq: Seq): number {
    const group = this.large.get(conversation);
    if (group === undefined) {
      return 0;
    }
    const count = group.readers.reduce((most, each) => (each.seq >= seq ? Math.max(most, each.count) : most), 0);
    return Math.max(0, group.ownRead >= seq ? count - 1 : count);
  }
}

interface LargeGroup {
  readonly conversation: number;
  readonly readers: readonly ReadersRow[];
  readonly ownRead: Seq;
}

async function largeGroup(db: Reading['db'], me: string, conversation: number): Promise<LargeGroup> {
  const [readers, own] = await Promise.all([
    db.readers
      .where('[conversation+seq]')
      .between([conversation, Dexie.minKey], [conversation, Dexie.maxKey])
      .toArray(),
    db.cursors.get([conversation, me]),
  ]);
  return { conversation, readers, ownRead: own?.read ?? 0 };
}
