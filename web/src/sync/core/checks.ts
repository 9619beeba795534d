import type { ConversationId, FrameOf, ServerFrame } from '../../protocol/frames';
import type { Random } from './events';
import type { Receipts } from './receipts';
import type { Timelines } from './timelines';
import type { Turn } from './turn';

export const CHECK_INTERVAL_MILLIS = 60_000;
const MAX_UNQUIET = 5;

type Running = 'none' | 'hello' | 'check' | 'exact';

/**
 * "What changed?" on every connection, about once a minute, and when pushes were dropped; "compare everything" when the
 * digests differ.
 */
export class Checks {
  private running: Running = 'none';
  private readonly named = new Set<ConversationId>();
  private hasGreeted = false;
  private wanted = false;
  private exactWanted = false;
  private dueAt = 0;
  private nextExactAt = Number.NEGATIVE_INFINITY;
  private hasMoved = false;
  private unquiet = 0;

  constructor(
    private lastMark: string | undefined,
    private readonly timelines: Timelines,
    private readonly receipts: Receipts,
    private readonly random: Random,
  ) {}

  get mark(): string | undefined {
    return this.lastMark;
  }

  forgetMark(): void {
    this.lastMark = undefined;
  }

  greeting(): void {
    this.running = 'hello';
    this.hasMoved = false;
  }

  connectionLost(): void {
    this.running = 'none';
    this.hasGreeted = false;
    this.wanted = false;
    // The server behind the next connection may be a restored one: nothing that was compared before counts.
    this.nextExactAt = Number.NEGATIVE_INFINITY;
    this.unquiet = 0;
  }

  /** Whether everything that the server had when this connection began was mentioned. */
  greeted(): boolean {
    return this.hasGreeted;
  }

  isRunning(): boolean {
    return this.running !== 'none';
  }

  want(): void {
    this.wanted = true;
  }

  wantExact(): void {
    this.exactWanted = true;
  }

  /** A head moved while the digest may have been on its way. */
  moved(): void {
    this.hasMoved = true;
  }

  mentioned(conversation: ConversationId): void {
    this.named.add(conversation);
  }

  pump(turn: Turn): void {
    if (!this.hasGreeted || this.isRunning()) {
      return;
    }
    if (this.exactWanted || this.wanted || turn.now >= this.dueAt) {
      this.ask(turn, this.exactWanted);
    }
  }

  current(turn: Turn, current: FrameOf<ServerFrame, 'current'>, sending: boolean): void {
    const was = this.running;
    this.running = 'none';
    this.hasGreeted = true;
    this.dueAt = turn.now + CHECK_INTERVAL_MILLIS - this.random.below(CHECK_INTERVAL_MILLIS / 10);
    if (was === 'check' || was === 'exact') {
      this.receipts.answered(turn);
    }
    this.timelines.unstick();
    if (this.timelines.isRecovering()) {
      return;
    }
    this.lastMark = current.mark;
    turn.write({ type: 'setMark', mark: current.mark });
    if (this.hasMoved || sending) {
      this.unquiet += 1;
      if (this.unquiet < MAX_UNQUIET) {
        return;
      }
    }
    this.unquiet = 0;
    if (current.digest === this.timelines.digest()) {
      return;
    }
    if (was === 'exact') {
      this.timelines.distrustAllBut(this.named);
    } else if (turn.now >= this.nextExactAt) {
      this.exactWanted = true;
    }
  }

  wake(turn: Turn): void {
    if (this.hasGreeted && !this.isRunning()) {
      turn.wakeBy(this.dueAt);
    }
  }

  private ask(turn: Turn, exact: boolean): void {
    this.running = exact ? 'exact' : 'check';
    if (exact) {
      this.nextExactAt = turn.now + CHECK_INTERVAL_MILLIS;
    }
    this.exactWanted = false;
    this.wanted = false;
    this.hasMoved = false;
    this.named.clear();
    this.receipts.flush(turn);
    this.receipts.asked();
    turn.act({ type: 'sendFrame', frame: { t: 'check', mark: exact ? undefined : this.lastMark } });
  }
}
