import { expect } from 'vitest';
import type { Content, ConversationId, Entry, Seq, UserId } from '../../src/protocol/frames';
import { writeGroupChange } from '../../src/protocol/groupChanges';
import type { GroupChange } from '../../src/protocol/groups';
import { conversationId } from '../../src/protocol/ids';
import { Database } from '../../src/store/database';
import { EngineStore } from '../../src/store/engineStore';
import { LocalWrites } from '../../src/store/localWrites';
import { Refusal } from '../../src/store/model';
import type { LineRow } from '../../src/store/rows';
import type { StoreOp } from '../../src/sync/core/effects';
import type { OutboxRow, QueuedRow } from '../../src/sync/core/events';
import { brokenRules } from './rules';

export const ME = user('a');
export const BOB = user('b');
export const CAROL = user('c');
export const DAVE = user('d');
export const WITH_BOB = conversationId.direct(ME, BOB);
export const NOW = 1_767_225_600_000;

const DEVICE = `v${'z'.repeat(26)}`;

export type SendRow = Extract<QueuedRow, { type: 'send' }>;

export function user(letter: string): UserId {
  return `u${letter.repeat(26)}`;
}

/** Bytes that look random and are the same in every run. */
function dice(seed: number): (length: number) => Uint8Array {
  let state = seed;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      return state >>> 24;
    });
}

/** One user's database with all that writes to it. */
export class Profile {
  private static handles = 0;
  readonly db = new Database(ME);
  readonly writes: LocalWrites;
  readonly store: EngineStore;
  private fence = 0;

  private constructor() {
    // Each handle is a tab of its own, with its own chance.
    const clock = { now: () => NOW, randomBytes: dice(++Profile.handles) };
    this.writes = new LocalWrites(this.db, clock);
    this.store = new EngineStore(this.db, clock);
  }

  static async open(): Promise<Profile> {
    const profile = new Profile();
    profile.fence = await profile.store.begin();
    return profile;
  }

  async remove(): Promise<void> {
    await this.db.delete();
  }

  apply(...ops: readonly StoreOp[]): Promise<void> {
    return this.store.apply(this.fence, ops);
  }

  named(id: UserId, name: string): Promise<void> {
    return this.apply({ type: 'putNames', persons: [{ id, name }] });
  }

  /** What may leave. */
  async rows(): Promise<readonly OutboxRow[]> {
    return (await this.store.localChanges()).rows;
  }

  async queued(index = 0): Promise<QueuedRow> {
    const row = (await this.rows()).at(index);
    if (row === undefined || row.type === 'lookup') {
      throw new Error(`row ${index} is ${row?.type ?? 'not there'}`);
    }
    return row;
  }

  async sending(index = 0): Promise<SendRow> {
    const row = await this.queued(index);
    if (row.type !== 'send') {
      throw new Error(`row ${index} is a ${row.type}`);
    }
    return row;
  }

  async lookup(): Promise<number> {
    const row = (await this.rows()).find((each) => each.type === 'lookup');
    if (row === undefined) {
      throw new Error('nothing is looked up');
    }
    return row.key;
  }

  async resolve(id: UserId, name: string): Promise<void> {
    await this.apply({ type: 'resolve', row: await this.lookup(), person: { id, name } });
  }

  /** The row may have left. */
  async markSent(row: QueuedRow): Promise<void> {
    await this.apply({ type: 'markSent', row: row.key, rev: row.rev });
  }

  async fail(index: number, code: string, version?: number): Promise<void> {
    const row = await this.queued(index);
    await this.markSent(row);
    const failed = { type: 'fail', row: row.key, rev: row.rev, code, reason: 'No.' } as const;
    await this.apply(version === undefined ? failed : { ...failed, version });
  }

  async confirm(row: QueuedRow, seq: Seq): Promise<void> {
    await this.apply({ type: 'confirm', conversation: row.conversation, id: row.id, seq, at: NOW + seq });
  }

  /** Everything of this conversation that may leave is stored, at the seqs that follow; answers with the last. */
  async confirmAll(conversation: ConversationId, head: Seq): Promise<Seq> {
    let seq = head;
    for (const row of await this.rows()) {
      if (row.type === 'send' && row.conversation === conversation) {
        await this.markSent(row);
        await this.confirm(row, ++seq);
      }
    }
    await this.apply({ type: 'setCoverage', conversation, head: seq, covered: `1-${seq}` });
    return seq;
  }

  /** A message to Bob that may have left. */
  async sentUnanswered(text: string): Promise<number> {
    const key = await this.writes.send(await this.writes.open(BOB), text);
    const rows = await this.rows();
    await this.markSent(await this.queued(rows.length - 1));
    return key;
  }

  async key(id: ConversationId): Promise<number> {
    return (await this.db.conversations.where('id').equals(id).first())?.key ?? 0;
  }

  async lines(conversation: number): Promise<readonly LineRow[]> {
    return this.db.lines
      .where('[conversation+place]')
      .between([conversation, -Infinity], [conversation, Infinity])
      .toArray();
  }

  async texts(conversation: number): Promise<readonly string[]> {
    return (await this.lines(conversation)).filter((line) => !line.deleted).map((line) => line.text);
  }

  /** What must hold after every transaction. */
  async rules(): Promise<void> {
    expect(await brokenRules(this.db)).toEqual([]);
  }
}

export function entry(seq: Seq, from: UserId, id: string, content: Content): Entry {
  return { seq, at: NOW + seq, from, device: DEVICE, id, content };
}

export function changed(seq: Seq, from: UserId, change: GroupChange): Entry {
  return entry(seq, from, `e${seq}`, writeGroupChange(change));
}

/** The code by which it is refused. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const cause = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (cause instanceof Refusal) {
    return cause.code;
  }
  throw cause ?? new Error('it was not refused');
}
