import 'fake-indexeddb/auto';
import type { ConversationId, Seq, ServerFrame, UserId } from '../../../src/protocol/frames';
import { conversationId } from '../../../src/protocol/ids';
import { Database } from '../../../src/store/database';
import { LocalWrites } from '../../../src/store/localWrites';
import { NowStore } from '../../../src/store/now';
import { Views } from '../../../src/store/views';
import type { Nearby } from '../../../src/store/model';
import type { Status, StoreOp } from '../../../src/sync/core/effects';
import type { LocalEntry } from '../../../src/sync/core/events';
import { StoredEngineDatabase } from '../../../src/sync/engineDatabase';
import { EngineLoop } from '../../../src/sync/engineLoop';
import { randomBytes } from '../../../src/sync/browser';
import { ScriptedServer } from './scriptedServer';
import { TestClock } from './testClock';

export const BOB: UserId = `u${'b'.repeat(26)}`;
export const DEVICE = `v${'c'.repeat(26)}`;
let users = 0;

/** The real database, in which a test may stop a transaction before it begins. */
class WatchedDatabase extends StoredEngineDatabase {
  readonly applied: (readonly StoreOp[])[] = [];
  before: (ops: readonly StoreOp[]) => Promise<void> | void = () => undefined;
  /** Somebody reads the local log, to compare it with the server's. */
  compared: () => void = () => undefined;

  override async apply(fence: number, ops: readonly StoreOp[]): Promise<void> {
    await this.before(ops);
    await super.apply(fence, ops);
    this.applied.push(ops);
  }

  override async localEntries(conversation: ConversationId, from: Seq, to: Seq): Promise<readonly LocalEntry[]> {
    this.compared();
    return super.localEntries(conversation, from, to);
  }
}

/** One user's device: a database of its own, an engine's loop, and a server that a test speaks for. */
export class Device {
  readonly me: UserId = `u${String(++users).padStart(26, '0')}`;
  readonly withBob: ConversationId = conversationId.direct(this.me, BOB);
  readonly clock = new TestClock();
  readonly server = new ScriptedServer();
  readonly database = new Database(this.me);
  readonly stored: WatchedDatabase;
  readonly writes: LocalWrites;
  readonly views: Views;
  readonly statuses: Status[] = [];
  readonly nearby: Nearby[] = [];
  readonly looked: string[] = [];
  readonly loop: EngineLoop;

  constructor() {
    const storeClock = { now: () => this.clock.wall(), randomBytes };
    this.stored = new WatchedDatabase(this.database, storeClock);
    this.writes = new LocalWrites(this.database, storeClock);
    this.views = new Views(this.database, new NowStore(this.me), storeClock.now);
    this.loop = this.makeLoop(this.stored);
  }

  makeLoop(db: StoredEngineDatabase): EngineLoop {
    return new EngineLoop({
      db,
      transport: this.server,
      names: {
        lookUp: async (name) => {
          this.looked.push(name);
          return { id: BOB, name };
        },
        describe: async (asked) => asked.map((id) => ({ id, name: `name of ${id}` })),
      },
      clock: this.clock,
      random: { below: () => 0 },
      agent: 'test',
      told: (_, status) => this.statuses.push(status),
      nearby: (_, nearby) => this.nearby.push(nearby),
    });
  }

  another(): StoredEngineDatabase {
    return new StoredEngineDatabase(this.database, { now: () => this.clock.wall(), randomBytes });
  }

  welcome(user: UserId = this.me): ServerFrame {
    return {
      t: 'welcome',
      epoch: 'e1',
      user,
      device: DEVICE,
      at: this.clock.wall(),
      window: 64,
      strangers: false,
      features: ['groups', 'presence'],
    };
  }
}

export function current(mark: string, digest = '0000000000000000'): ServerFrame {
  return { t: 'current', mark, digest };
}

export function entry(seq: number, from: UserId, id: string, text: string) {
  const content = { kind: 'message', mentions: [], blobs: [], body: { type: 'text/plain', data: text } };
  return { seq, at: 1_800_000_000_000 + seq, from, device: DEVICE, id, content };
}
