import { Dexie } from 'dexie';
import type { Seq } from '../protocol/frames';
import type { Message } from './model';
import type { Reading } from './reading';
import type { GroupStateRow, LineRow, ReadersRow, TicksRow } from './rows';
import { seqOf } from './rows';
import { rowsOfKeys } from './rowsOfKeys';

/**
 * How far own messages have got, as their ticks say, which are kept right when a cursor or a member changes. So nobody's
 * cursor is read in order to draw a conversation, and nothing is drawn again when a receipt changes no tick.
 */
export class Reached {
  private constructor(
    private readonly ticks: ReadonlyMap<number, TicksRow>,
    private readonly large: ReadonlyMap<number, LargeGroup>,
  ) {}

  static async read(
    { db, me }: Reading,
    lines: readonly LineRow[],
    groups: ReadonlyMap<number, GroupStateRow>,
  ): Promise<Reached> {
    const own = lines.filter((line) => line.sender === me && seqOf(line.place) !== undefined);
    const keys = [...new Set(own.map((line) => line.conversation))];
    const large = keys.filter((key) => groups.get(key)?.large === true);
    const [ticks, counted] = await Promise.all([
      rowsOfKeys(db.ticks, keys, (row) => row.conversation),
      Promise.all(large.map((key) => largeGroup(db, me, key))),
    ]);
    return new Reached(ticks, new Map(counted.map((group) => [group.conversation, group])));
  }

  state(conversation: number, seq: Seq): Message['state'] {
    const ticks = this.ticks.get(conversation);
    return { type: isAt(ticks?.read, seq) ? 'read' : isAt(ticks?.delivered, seq) ? 'delivered' : 'sent' };
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

function isAt(reached: Seq | undefined, seq: Seq): boolean {
  return reached !== undefined && reached >= seq;
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
