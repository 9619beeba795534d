import type { ConversationId } from '../protocol/frames';
import { StorageFault, StoreConflict, Superseded, asStorageFault } from '../store/faults';
import type { Nearby } from '../store/model';
import type { Clock } from './clock';
import { Engine } from './core/engine';
import type { Action, Status, StoreOp } from './core/effects';
import type { Event, Random } from './core/events';
import type { EngineDatabase } from './engineDatabase';
import { Errands, type Inside, type Names } from './errands';
import type { Transport } from './link';
import { Mailbox, type Dated } from './mailbox';
import { NearbyBridge, type Wish } from './nearbyBridge';

const MAX_BATCH = 256;
/** Who wrote may have died before it could say so: that often the outbox is looked at unasked. */
const LOOK_MILLIS = 60_000;
const FAULT_PAUSE_MILLIS = 1_000;
const LONGEST_FAULT_PAUSE_MILLIS = 60_000;

export interface LoopParts {
  readonly db: EngineDatabase;
  readonly transport: Transport;
  readonly names: Names;
  readonly clock: Clock;
  readonly random: Random;
  readonly agent: string;
  /** How it stands; `by`: fence of the run that says so, 0 before there is one. */
  readonly told: (by: number, status: Status) => void;
  readonly nearby: (by: number, nearby: Nearby) => void;
}

/**
 * Drives one engine: collects events, commits what they want written in one transaction, then does what they want
 * done. Nothing of it is said to anybody before it is on disk.
 */
export class EngineLoop {
  private readonly mailbox: Mailbox;
  private readonly errands: Errands;
  private urgent: Event[] = [];
  /**
   * What was read of the local log, for the next turn. From it follows what stands in the outbox: so it comes behind the
   * outbox as it was read at the same time, which otherwise would seem to be what has followed.
   */
  private read: Event[] = [];
  private wish: Wish = { conversations: [], users: [] };
  private activeAt: number | undefined;
  private stale = false;
  private lookedAt = 0;
  private wakeAt: number | undefined;
  private impatient = false;
  private faults = 0;
  private stopping = false;
  private fence: number | undefined;

  constructor(private readonly parts: LoopParts) {
    this.mailbox = new Mailbox(parts.clock);
    this.errands = new Errands(parts.transport, parts.names, this.mailbox, () => parts.clock.now());
  }

  /** Somebody, in this tab or another, has committed something. */
  changed(): void {
    this.stale = true;
    this.mailbox.wake();
  }

  /** Connect now, and compare with the server, whatever was planned. */
  tryNow(): void {
    this.impatient = true;
    this.post((now) => ({ type: 'tryNow', now }));
  }

  active(): void {
    this.activeAt = this.parts.clock.now();
    this.post((now) => ({ type: 'active', now }));
  }

  watch(wish: Wish): void {
    this.wish = wish;
    this.mailbox.wake();
  }

  typed(conversation: number): void {
    this.about(conversation, (id) => (now) => ({ type: 'typed', now, conversation: id }));
  }

  wantMembers(group: number): void {
    this.about(group, (id) => (now) => ({ type: 'wantMembers', now, conversation: id }));
  }

  /** Have everything confirmed as soon as there is nothing else to do. */
  finish(): void {
    this.post((now) => ({ type: 'finish', now }));
  }

  /** Says goodbye and ends `run`. */
  stop(): void {
    this.stopping = true;
    this.mailbox.wake();
  }

  /**
   * Ends when it was stopped, or when another run has begun. Faults of the storage do not end it: it begins anew from
   * what is on disk, after a pause, so that nothing of a transaction that failed is believed to have happened.
   */
  async run(): Promise<'stopped' | 'superseded'> {
    while (!this.stopping) {
      try {
        this.fence ??= await this.parts.db.begin();
        await this.runEngine(this.fence);
      } catch (cause) {
        this.errands.disconnect();
        if (cause instanceof Superseded) {
          return 'superseded';
        }
        if (!(cause instanceof StoreConflict)) {
          await this.sitOut(cause);
        }
      }
    }
    this.errands.disconnect();
    return 'stopped';
  }

  private async sitOut(cause: unknown): Promise<void> {
    const fault = asStorageFault(cause);
    if (!(fault instanceof StorageFault)) {
      console.error(fault);
    }
    const { clock } = this.parts;
    const until = clock.now() + Math.min(LONGEST_FAULT_PAUSE_MILLIS, FAULT_PAUSE_MILLIS * 2 ** this.faults);
    this.faults = Math.min(this.faults + 1, 10);
    const reason =
      fault instanceof StorageFault ? `storage.${fault.kind}` : fault instanceof Error ? fault.message : String(fault);
    this.tell({ phase: { type: 'waiting', at: until, reason }, caughtUp: false, settled: false });
    this.impatient = false;
    while (!this.stopping && !this.impatient && clock.now() < until) {
      await this.mailbox.wait(until - clock.now());
    }
  }

  private async runEngine(fence: number): Promise<void> {
    const { db, agent, random, clock } = this.parts;
    const bridge = new NearbyBridge(db);
    this.errands.begin();
    this.urgent = [];
    this.read = [];
    this.stale = false;
    this.lookedAt = clock.now();
    const engine = new Engine(await db.snapshot(), agent, random);
    const inside = this.inside(fence, bridge);
    if (this.activeAt !== undefined) {
      this.urgent.push({ type: 'active', now: this.activeAt });
    }
    this.urgent.push({ type: 'started', now: clock.now() });
    while (!this.stopping) {
      const ops: StoreOp[] = [];
      const actions: Action[] = [];
      for (const event of await this.collect(bridge)) {
        const effects = engine.on(event);
        ops.push(...effects.ops);
        actions.push(...effects.actions);
        this.wakeAt = effects.wakeAt;
      }
      if (ops.length > 0) {
        await db.apply(fence, ops);
        this.faults = 0;
      }
      await this.errands.carryOut(actions, db, inside);
    }
    // The others need not wait for the connection to be missed.
    await this.errands.carryOut(engine.on({ type: 'leaving', now: clock.now() }).actions, db, inside);
  }

  /** What is to be told to the engine next; waits until there is something. */
  private async collect(bridge: NearbyBridge): Promise<readonly Event[]> {
    const { db, clock } = this.parts;
    const events = this.urgent;
    this.urgent = [];
    if (events.length === 0 && this.read.length === 0 && !this.stale) {
      const now = clock.now();
      await this.mailbox.wait(Math.min(this.lookedAt + LOOK_MILLIS, this.wakeAt ?? Infinity) - now);
    }
    // Nothing is uncommitted here: what is read now is what the engine has been told, and what the user did since.
    const changed = this.stale || clock.now() >= this.lookedAt + LOOK_MILLIS;
    if (changed) {
      this.stale = false;
      this.lookedAt = clock.now();
      const changes = await db.localChanges();
      events.push({ type: 'changed', now: clock.now(), changes });
    }
    events.push(...this.read);
    this.read = [];
    const wanted = await bridge.wanted(this.wish, clock.now(), changed);
    if (wanted !== undefined) {
      events.push(wanted);
    }
    events.push(...this.mailbox.take(MAX_BATCH));
    const now = clock.now();
    if (this.wakeAt !== undefined && this.wakeAt <= now) {
      this.wakeAt = undefined;
      events.push({ type: 'tick', now });
    }
    return events;
  }

  private inside(fence: number, bridge: NearbyBridge): Inside {
    return {
      next: (event) => {
        this.read.push(event);
      },
      readOutbox: () => {
        this.stale = true;
      },
      tell: async (surroundings) => {
        this.parts.nearby(fence, await bridge.nearby(surroundings));
      },
      notify: (status) => this.tell(status),
    };
  }

  private tell(status: Status): void {
    this.parts.told(this.fence ?? 0, status);
  }

  private post(event: Dated): void {
    this.mailbox.post(event);
  }

  /** What the screens say of a conversation that has no id yet concerns nobody else. */
  private about(conversation: number, event: (id: ConversationId) => Dated): void {
    this.parts.db.id(conversation).then(
      (id) => {
        if (id !== undefined) {
          this.post(event(id));
        }
      },
      () => undefined,
    );
  }
}
