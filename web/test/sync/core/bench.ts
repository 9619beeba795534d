import { content } from '../../../src/protocol/contents';
import type { Code } from '../../../src/protocol/codes';
import type {
  ClientFrame,
  ConversationId,
  Content,
  Cursor,
  Entry,
  FrameOf,
  Seq,
  ServerFrame,
  UserId,
} from '../../../src/protocol/frames';
import { conversationId } from '../../../src/protocol/ids';
import type { Action, Effects, StoreOp, Surroundings } from '../../../src/sync/core/effects';
import { Engine } from '../../../src/sync/core/engine';
import type {
  Event,
  LocalChanges,
  OutboxRow,
  QueuedRow,
  Random,
  SnapshotConversation,
} from '../../../src/sync/core/events';

export function userId(number: number): UserId {
  return `u${String(number).padStart(26, '0')}`;
}

export function userIds(from: number, to: number): UserId[] {
  return Array.from({ length: to - from }, (_, index) => userId(from + index));
}

export const ME = userId(1);
export const BOB = userId(2);
export const CAROL = userId(3);
export const DEVICE = `v${'0'.repeat(26)}`;
export const WITH_BOB = conversationId.direct(ME, BOB);
export const WITH_CAROL = conversationId.direct(ME, CAROL);

/** The same draws in each run. */
export function seeded(seed: number): Random {
  let state = seed;
  return {
    below(bound) {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
    },
  };
}

export const NO_CHANGES: LocalChanges = { rows: [], truncated: [], seen: [], busy: false };

export function known(head: Seq, covered: string, own: Cursor, confirmed: Cursor): SnapshotConversation {
  return { id: WITH_BOB, members: [ME, BOB], head, covered, trusted: 1, own, confirmed, large: false };
}

export function complete(head: Seq): SnapshotConversation {
  const cursor = { delivered: head, read: 0 };
  return known(head, `1-${head}`, cursor, cursor);
}

export function row(key: number, more: Partial<Extract<QueuedRow, { type: 'send' }>> = {}): OutboxRow {
  return {
    type: 'send',
    key,
    rev: 0,
    attempts: 0,
    conversation: WITH_BOB,
    with: BOB,
    id: `id${key}`,
    content: content.message(`message ${key}`),
    maybeSent: false,
    displaced: false,
    ...more,
  };
}

export function rows(from: number, to: number): OutboxRow[] {
  return Array.from({ length: to - from + 1 }, (_, index) => row(from + index));
}

export function entry(seq: Seq, from: UserId, id: string, what: Content = content.message(`text ${seq}`)): Entry {
  return { seq, at: 1_000 + seq, from, device: DEVICE, id, content: what };
}

export function entries(from: Seq, to: Seq): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, index) => entry(from + index, BOB, `b${from + index}`));
}

export function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined || list.length > 1) {
    throw new Error(`one was expected, not ${list.length}`);
  }
  return first;
}

/** One engine on a bench: events by hand, effects laid out. */
export class Bench {
  now = 1_000;
  readonly engine: Engine;
  /** What it did on the last event only. */
  ops: readonly StoreOp[] = [];
  actions: readonly Action[] = [];
  wakeAt: number | undefined;
  /** What the engine said in its last hello that it has. */
  private digest = '';

  constructor(conversations: readonly SnapshotConversation[] = [], outbox: readonly OutboxRow[] = []) {
    const snapshot = {
      me: ME,
      epoch: 'e1',
      epochNo: 1,
      mark: 'm1',
      conversations,
      named: [ME, BOB, CAROL],
      nameless: [],
      local: { ...NO_CHANGES, rows: outbox },
    };
    this.engine = new Engine(snapshot, 'test', seeded(5));
  }

  on(event: Event): this {
    return this.show(this.engine.on(event));
  }

  after(millis: number): this {
    this.now += millis;
    return this;
  }

  start(): this {
    return this.on({ type: 'started', now: this.now });
  }

  open(): this {
    this.on({ type: 'opened', now: this.now });
    this.digest = this.frames('hello')[0]?.digest ?? '';
    return this;
  }

  got(frame: ServerFrame): this {
    return this.on({ type: 'received', now: this.now, frame });
  }

  welcome(more: Partial<FrameOf<ServerFrame, 'welcome'>> = {}): this {
    return this.got({
      t: 'welcome',
      epoch: 'e1',
      user: ME,
      device: DEVICE,
      at: 1_000_000,
      window: 64,
      strangers: false,
      features: [],
      ...more,
    });
  }

  /** With the digest that the engine had when it connected. */
  current(): this {
    return this.got({ t: 'current', mark: 'm2', digest: this.digest });
  }

  /** Connected, greeted and caught up; the digest is right. */
  online(): this {
    return this.start().open().welcome().current();
  }

  /** On a server that knows groups and presence. */
  onlineWithFeatures(): this {
    return this.start().open().welcomeWithFeatures().current();
  }

  welcomeWithFeatures(): this {
    return this.welcome({ features: ['groups', 'presence'] });
  }

  closed(): this {
    return this.on({ type: 'closed', now: this.now, unauthorized: false, reason: 'cut' });
  }

  tryNow(): this {
    return this.on({ type: 'tryNow', now: this.now });
  }

  tick(): this {
    return this.on({ type: 'tick', now: this.now });
  }

  /** Time passes; a check that becomes due is answered. */
  pass(millis: number): this {
    this.after(millis).tick();
    if (this.frames('check').length > 0) {
      const { ops, actions } = this;
      this.current();
      this.ops = [...ops, ...this.ops];
      this.actions = [...actions, ...this.actions];
    }
    return this;
  }

  changed(outbox: readonly OutboxRow[], more: Partial<LocalChanges> = {}): this {
    return this.on({ type: 'changed', now: this.now, changes: { ...NO_CHANGES, rows: outbox, ...more } });
  }

  sent(key: number, seq: Seq): this {
    return this.got({ t: 'sent', conversation: WITH_BOB, id: `id${key}`, seq, at: 1_000 + seq });
  }

  refused(key: number, code: Code, retryAfter?: number, conversation: ConversationId = WITH_BOB): this {
    return this.got({ t: 'refused', conversation, id: `id${key}`, code, message: 'Refused.', retryAfter });
  }

  pushed(seq: Seq): this {
    return this.got({ t: 'entry', conversation: WITH_BOB, entry: entry(seq, BOB, `b${seq}`) });
  }

  allFrames(): ClientFrame[] {
    return this.done('sendFrame').map((action) => action.frame);
  }

  frames<T extends ClientFrame['t']>(type: T): FrameOf<ClientFrame, T>[] {
    return this.allFrames().filter((frame): frame is FrameOf<ClientFrame, T> => frame.t === type);
  }

  /** `id after predecessor` of each send. */
  sends(): string[] {
    return this.frames('send').map(({ id, after }) => (after === undefined ? id : `${id} after ${after}`));
  }

  wrote<T extends StoreOp['type']>(type: T): Extract<StoreOp, { type: T }>[] {
    return this.ops.filter((op): op is Extract<StoreOp, { type: T }> => op.type === type);
  }

  done<T extends Action['type']>(type: T): Extract<Action, { type: T }>[] {
    return this.actions.filter((action): action is Extract<Action, { type: T }> => action.type === type);
  }

  /** What it told last on this event. */
  told(): Surroundings | undefined {
    return this.done('tell').at(-1)?.surroundings;
  }

  private show(effects: Effects): this {
    this.ops = effects.ops;
    this.actions = effects.actions;
    this.wakeAt = effects.wakeAt;
    return this;
  }
}
