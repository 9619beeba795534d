import { VERSION } from '../../protocol/limits';
import { Backoff } from './backoff';
import { CatchUp } from './catchUp';
import { Checks } from './checks';
import { ConnectionCycle } from './connectionCycle';
import { Directory } from './directory';
import type { Effects, Status } from './effects';
import type { Event, LocalChanges, Random, Snapshot } from './events';
import { HoleQueue } from './holeQueue';
import { Incoming } from './incoming';
import { MemberPages } from './memberPages';
import { Nearness } from './nearness';
import { min } from './numbers';
import { OutboxQueue } from './outboxQueue';
import { Receipts } from './receipts';
import { Rids } from './rids';
import { isSameStatus } from './status';
import { Timelines } from './timelines';
import { Turn } from './turn';
import { Watchdog } from './watchdog';

const LONGEST_ANSWER_MILLIS = 60_000;

/**
 * The network side of one profile as a state machine: events in, effects out. It decides what is written to the local
 * database and what is said to the server; it does no I/O and reads no clock.
 *
 * The order that everything stands on: an effect's store operations are committed in one transaction before any of its
 * actions is carried out. If the transaction fails, the engine is thrown away and made anew from the database.
 */
export class Engine {
  private readonly cycle: ConnectionCycle;
  private readonly outbox: OutboxQueue;
  private readonly receipts: Receipts;
  private readonly directory: Directory;
  private readonly holes: HoleQueue;
  private readonly timelines: Timelines;
  private readonly catchUp: CatchUp;
  private readonly checks: Checks;
  private readonly members: MemberPages;
  private readonly nearness: Nearness;
  private readonly watchdog = new Watchdog();
  private readonly incoming: Incoming;
  private readonly initial: LocalChanges;
  private finishing = false;
  private told: Status = { phase: { type: 'idle' }, caughtUp: false, settled: false };

  /** @param random for jitter only */
  constructor(
    snapshot: Snapshot,
    private readonly agent: string,
    random: Random,
  ) {
    const { me } = snapshot;
    const backoff = new Backoff(random);
    const rids = new Rids();
    this.cycle = new ConnectionCycle(backoff);
    this.outbox = new OutboxQueue(backoff);
    this.receipts = new Receipts(me);
    this.directory = new Directory(snapshot.named, backoff);
    this.holes = new HoleQueue(random);
    this.timelines = new Timelines(snapshot, this.outbox, this.receipts, this.directory, this.holes);
    this.catchUp = new CatchUp(this.timelines, this.holes, rids);
    this.checks = new Checks(snapshot.mark, this.timelines, this.receipts, random);
    this.members = new MemberPages(rids, this.directory);
    this.nearness = new Nearness(me);
    this.incoming = new Incoming(me, {
      cycle: this.cycle,
      watchdog: this.watchdog,
      outbox: this.outbox,
      timelines: this.timelines,
      catchUp: this.catchUp,
      checks: this.checks,
      members: this.members,
      nearness: this.nearness,
    });
    this.initial = snapshot.local;
  }

  on(event: Event): Effects {
    const turn = new Turn(event.now);
    this.handle(turn, event);
    if (this.cycle.isOpen()) {
      this.pump(turn);
    }
    this.wake(turn);
    this.nearness.neighbours.tell(turn);
    this.tell(turn);
    return turn.effects();
  }

  /** How the connection stands. */
  status(): Status {
    return this.told;
  }

  private handle(turn: Turn, event: Event): void {
    switch (event.type) {
      case 'started':
        this.changed(turn, this.initial);
        return this.cycle.connect(turn);
      case 'changed':
        return this.changed(turn, event.changes);
      case 'opened':
        return this.greet(turn);
      case 'closed':
        return this.closed(turn, event.unauthorized, event.reason);
      case 'received':
        return this.received(turn, event);
      case 'tick':
        return this.tick(turn);
      case 'tryNow':
        this.cycle.tryNow(turn);
        return this.checks.want();
      case 'finish':
        this.finishing = true;
        return this.holes.hurry();
      case 'watchWanted':
        this.nearness.watch(event);
        return this.holes.watch(this.nearness.watched());
      case 'active':
        return this.nearness.active(event.now);
      case 'typed':
        return this.nearness.typed(turn, event.conversation);
      case 'wantMembers':
        return this.members.want(event.conversation);
      case 'leaving':
        return this.nearness.leaving(turn);
      case 'lookedUp':
        return this.directory.lookedUp(turn, event);
      case 'lookupFailed':
        return this.directory.lookupFailed(turn, event);
      case 'described':
        return this.directory.described(turn, event);
      case 'localEntries':
        this.timelines.compare(turn, event);
        if (!this.timelines.isRecovering()) {
          this.checks.wantExact();
        }
        return;
      default:
        return event satisfies never;
    }
  }

  private changed(turn: Turn, changes: LocalChanges): void {
    this.outbox.replace(changes);
    this.directory.replace(changes);
    this.nearness.busy(changes.busy);
    for (const [conversation, seq] of changes.seen) {
      const timeline = this.timelines.find(conversation);
      if (timeline !== undefined) {
        this.receipts.seen(turn, timeline, seq);
      }
    }
  }

  private received(turn: Turn, event: Extract<Event, { readonly type: 'received' }>): void {
    const wasOpen = this.cycle.isOpen();
    this.incoming.frame(turn, event.frame);
    if (wasOpen && !this.cycle.isOpen()) {
      this.lost();
    }
  }

  private greet(turn: Turn): void {
    this.cycle.opened();
    this.outbox.opened();
    this.checks.greeting();
    const { epoch } = this.timelines;
    turn.act({
      type: 'sendFrame',
      frame: {
        t: 'hello',
        version: VERSION,
        agent: this.agent,
        epoch,
        mark: this.checks.mark,
        digest: epoch === undefined ? undefined : this.timelines.digest(),
        receipts: this.receipts.greeting(),
      },
    });
  }

  private lost(): void {
    this.outbox.connectionLost();
    this.catchUp.connectionLost();
    this.checks.connectionLost();
    this.directory.connectionLost();
    this.members.connectionLost();
    this.nearness.connectionLost();
    this.watchdog.reset();
  }

  private closed(turn: Turn, unauthorized: boolean, reason: string): void {
    this.lost();
    if (unauthorized) {
      turn.write({ type: 'lock' });
    }
    this.cycle.closed(turn, unauthorized, reason);
  }

  private tick(turn: Turn): void {
    this.cycle.tick(turn);
    const tooOld = turn.now - this.outstandingSince(turn.now) > LONGEST_ANSWER_MILLIS;
    if (this.cycle.isOpen() && (this.watchdog.expired(turn.now) || tooOld)) {
      const reason = 'The server does not answer.';
      turn.act({ type: 'disconnect', reason });
      this.closed(turn, false, reason);
    }
  }

  private outstandingSince(now: number): number {
    const entries = min(this.catchUp.oldest() ?? now, this.outbox.oldest() ?? now);
    return min(entries, this.members.oldest() ?? now);
  }

  private pump(turn: Turn): void {
    for (const conversation of this.outbox.pump(turn)) {
      this.nearness.wrote(turn, conversation);
    }
    if (!this.cycle.isOnline()) {
      return;
    }
    this.receipts.flushIfDue(turn);
    this.catchUp.pump(turn);
    this.directory.pump(turn);
    this.members.pump(turn);
    if (this.finishing && this.caughtUp(turn) && this.outbox.isEmpty() && !this.receipts.allConfirmed()) {
      this.checks.want();
    }
    this.checks.pump(turn);
    this.nearness.pump(turn);
  }

  private wake(turn: Turn): void {
    this.cycle.wake(turn);
    const outstanding =
      this.outbox.anyInFlight() ||
      this.catchUp.anyOutstanding() ||
      this.members.oldest() !== undefined ||
      this.checks.isRunning();
    this.watchdog.watch(turn, this.cycle.isOpen() && outstanding);
    if (this.cycle.isOnline()) {
      this.outbox.wake(turn);
      this.receipts.wake(turn);
      this.catchUp.wake(turn);
      this.directory.wake(turn);
      this.checks.wake(turn);
    }
  }

  private caughtUp(turn: Turn): boolean {
    return this.cycle.isOnline() && this.checks.greeted() && this.catchUp.isIdle(turn.now);
  }

  private tell(turn: Turn): void {
    const caughtUp = this.caughtUp(turn);
    const settled =
      caughtUp &&
      this.catchUp.isComplete() &&
      this.outbox.isEmpty() &&
      this.directory.isIdle() &&
      this.receipts.allConfirmed() &&
      !this.checks.isRunning();
    const status: Status = { phase: this.cycle.phase(), caughtUp, settled };
    this.finishing &&= !settled;
    if (!isSameStatus(status, this.told)) {
      this.told = status;
      turn.act({ type: 'notify', status });
    }
  }
}
