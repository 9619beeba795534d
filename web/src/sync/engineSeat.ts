import type { Clock } from './clock';
import type { TabChannel, TabMessage } from './tabChannel';

/** Who has just come to the front does not mean to stay: tabs are leafed through. */
const SETTLE_MILLIS = 400;
/** Who does not say anything in this time is frozen. */
const CLAIM_MILLIS = 2_000;
const AFTER_FAULT_MILLIS = 1_000;

export interface SeatParts {
  readonly name: string;
  readonly locks: Pick<LockManager, 'request'>;
  readonly channel: TabChannel;
  readonly clock: Clock;
  readonly visible: () => boolean;
  /** Runs the engine until it is told to stop; everything is at rest when the promise is fulfilled. */
  readonly run: (stop: AbortSignal) => Promise<void>;
}

/**
 * One tab's place in the queue for the one engine of a user: a Web Lock says whose turn it is. A tab on the screen asks
 * for it; who holds it hidden lets go, and goes to the end of the queue; who does not answer loses it.
 */
export class EngineSeat {
  private queued: AbortController | undefined;
  private holding: AbortController | undefined;
  private claim: (() => void) | undefined;
  private steal = false;
  private stopped = false;
  private ended: Promise<void> | undefined;
  private deaf: () => void = () => undefined;

  constructor(private readonly parts: SeatParts) {}

  get held(): boolean {
    return this.holding !== undefined;
  }

  start(): void {
    this.deaf = this.parts.channel.listen((message) => this.hear(message));
    this.ended = this.sitDownAgainAndAgain();
    this.visibilityChanged();
  }

  visibilityChanged(): void {
    if (this.held) {
      this.parts.channel.post({ type: 'holder', visible: this.parts.visible() });
    } else if (this.parts.visible()) {
      this.claimSoon();
    } else {
      this.endClaim();
    }
  }

  /** Fulfilled when the engine does not run here any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.endClaim();
    this.deaf();
    this.queued?.abort();
    this.holding?.abort();
    await this.ended;
  }

  private hear(message: TabMessage): void {
    if (message.type === 'claim') {
      this.claimed();
    } else if (message.type === 'holder' && message.visible) {
      this.endClaim();
    } else if (message.type === 'holder' && !this.held && this.parts.visible()) {
      this.claimSoon();
    } else if (message.type === 'yielding' && this.claim !== undefined) {
      this.stealUnlessHeldIn(2 * CLAIM_MILLIS);
    }
  }

  private claimed(): void {
    if (this.parts.visible()) {
      if (this.held) {
        this.parts.channel.post({ type: 'holder', visible: true });
      }
    } else if (this.held) {
      this.parts.channel.post({ type: 'yielding' });
      this.holding?.abort();
    } else {
      // Behind whoever is on the screen.
      this.queued?.abort();
    }
  }

  private claimSoon(): void {
    this.endClaim();
    this.claim = this.parts.clock.after(SETTLE_MILLIS, () => {
      this.parts.channel.post({ type: 'claim' });
      this.stealUnlessHeldIn(CLAIM_MILLIS);
    });
  }

  private stealUnlessHeldIn(millis: number): void {
    this.endClaim();
    this.claim = this.parts.clock.after(millis, () => {
      this.claim = undefined;
      this.steal = true;
      this.queued?.abort();
    });
  }

  private endClaim(): void {
    this.claim?.();
    this.claim = undefined;
  }

  private async sitDownAgainAndAgain(): Promise<void> {
    while (!this.stopped) {
      const inTime = await this.sitDown();
      if (!inTime && !this.stopped) {
        await new Promise<void>((resolve) => {
          this.parts.clock.after(AFTER_FAULT_MILLIS, resolve);
        });
      }
    }
  }

  /** Waits for the turn, and runs the engine; whether it ended as it should. */
  private async sitDown(): Promise<boolean> {
    const queued = new AbortController();
    this.queued = queued;
    const options: LockOptions = this.steal ? { steal: true } : { signal: queued.signal };
    this.steal = false;
    let running: Promise<boolean> | undefined;
    try {
      await this.parts.locks.request(this.parts.name, options, () => {
        running = this.run();
        return running;
      });
    } catch {
      // Taken out of the queue; or the lock was stolen: then the engine here has to end.
      this.holding?.abort();
    }
    return running ?? queued.signal.aborted;
  }

  private async run(): Promise<boolean> {
    const holding = new AbortController();
    this.queued = undefined;
    this.endClaim();
    if (this.stopped) {
      return true;
    }
    this.holding = holding;
    this.parts.channel.post({ type: 'holder', visible: this.parts.visible() });
    try {
      await this.parts.run(holding.signal);
      return holding.signal.aborted;
    } catch (fault) {
      console.error(fault);
      return false;
    } finally {
      this.holding = undefined;
    }
  }
}
