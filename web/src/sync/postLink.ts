import type { ClientFrame, ServerFrame, UserId } from '../protocol/frames';
import type { Clock } from './clock';
import { postFrames, type Fetch, type Posted } from './framesPost';
import type { Link, LinkListener } from './link';
import { PostBatches, type Batch } from './postBatch';

/** Less than the server would wait, and than most proxies do. */
const POLL_MILLIS = 20_000;
const PATIENCE_MILLIS = 30_000;
/** A poll that brings something at once again and again must not become a storm. */
const SHORTEST_POLL_MILLIS = 1_000;
const LONGEST_REST_MILLIS = 2_000;

export interface PostParts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Whether to wait for what comes, too; a service worker does not. */
  readonly polling: boolean;
  /** Asked before each request: whether the browser would send this user's cookie with it. */
  readonly permitted: () => Promise<boolean>;
}

/**
 * A connection made of requests, one after the other. The engine sees one: a single `welcome`, and a `current` only
 * where it has asked. Between two requests pushes are lost, and the next one brings what changed since the mark.
 * While nothing is to be said it waits in a request for news, and hangs up as soon as something is.
 */
export class PostLink implements Link {
  private readonly batches = new PostBatches();
  private readonly abort = new AbortController();
  private poll: AbortController | undefined;
  private ring: (() => void) | undefined;
  private welcomed: UserId | undefined;
  private rest = 0;
  private ended = false;

  constructor(
    private readonly parts: PostParts,
    private readonly listener: LinkListener,
  ) {
    queueMicrotask(() => {
      if (!this.ended) {
        listener.opened();
        void this.run();
      }
    });
  }

  send(frames: readonly ClientFrame[]): void {
    if (!this.ended && frames.length > 0) {
      this.batches.add(frames);
      this.poll?.abort();
      this.ring?.();
    }
  }

  close(): void {
    this.ended = true;
    this.abort.abort();
    this.ring?.();
  }

  private async run(): Promise<void> {
    try {
      while (!this.ended) {
        if (this.batches.waiting) {
          this.rest = 0;
          const batch = this.batches.next();
          await this.exchange(batch, 0, this.abort.signal);
        } else if (this.parts.polling && this.welcomed !== undefined) {
          await this.waitForNews();
        } else {
          await this.waitForWork();
        }
      }
    } catch (fault) {
      this.end(false, fault instanceof Error ? fault.message : String(fault));
    }
  }

  private waitForWork(millis?: number): Promise<void> {
    return new Promise((resolve) => {
      const callOff = millis === undefined ? () => undefined : this.parts.clock.after(millis, () => this.ring?.());
      this.ring = () => {
        this.ring = undefined;
        callOff();
        resolve();
      };
    });
  }

  private async waitForNews(): Promise<void> {
    if (this.rest > 0) {
      await this.waitForWork(this.rest);
      if (this.ended || this.batches.waiting) {
        return;
      }
    }
    const began = this.parts.clock.now();
    const poll = new AbortController();
    this.poll = poll;
    await this.exchange(this.batches.next(), POLL_MILLIS, AbortSignal.any([poll.signal, this.abort.signal]));
    this.poll = undefined;
    const quick = this.parts.clock.now() - began < SHORTEST_POLL_MILLIS;
    this.rest = quick ? Math.min(LONGEST_REST_MILLIS, Math.max(100, 2 * this.rest)) : 0;
  }

  private async exchange(batch: Batch, wait: number, signal: AbortSignal): Promise<void> {
    if (!(await this.parts.permitted())) {
      this.end(true, 'The session belongs to another account.');
      return;
    }
    const patience = new AbortController();
    const callOff = this.parts.clock.after(wait + PATIENCE_MILLIS, () => patience.abort());
    const posted = await postFrames(this.parts.fetch, batch.frames, wait, AbortSignal.any([signal, patience.signal]));
    callOff();
    if (!this.ended) {
      this.take(batch, posted, signal.aborted);
    }
  }

  /** @param hungUp whether it was us who did not want to wait for the answer any more */
  private take(batch: Batch, posted: Posted, hungUp: boolean): void {
    switch (posted.type) {
      case 'answered':
        this.handOn(batch, posted.frames);
        break;
      case 'unauthorized':
        this.end(true, posted.reason);
        break;
      case 'failed':
        if (!hungUp) {
          this.end(false, posted.reason);
        }
        break;
      default:
        posted satisfies never;
    }
  }

  /**
   * The engine takes a `current` for the answer to what it asked. So it gets one only if it has asked in this request,
   * and the last one: behind it, everything that was asked is answered.
   */
  private handOn(batch: Batch, frames: readonly ServerFrame[]): void {
    const currents = frames.filter((frame) => frame.t === 'current');
    const last = currents.at(-1);
    const lost = batch.receipts && frames.some((frame) => frame.t === 'error' && frame.code === 'throttled');
    const complete = currents.length === batch.currents && !lost;
    // What was asked in the same breath may be answered sooner: the engine is to know first which store that is.
    const welcomes = frames.filter((frame) => frame.t === 'welcome');
    for (const frame of [...welcomes, ...frames.filter((each) => each.t !== 'welcome')]) {
      if (this.ended) {
        return;
      }
      if (frame.t === 'welcome') {
        this.greet(frame);
      } else if (frame.t !== 'current') {
        this.listener.frame(frame);
      } else if (complete && frame === last) {
        this.batches.mark = frame.mark;
        if (batch.asked) {
          this.listener.frame(frame);
        }
      }
    }
    if (!complete) {
      this.end(false, 'The server could not answer everything.');
    }
  }

  private greet(welcome: ServerFrame & { readonly t: 'welcome' }): void {
    if (this.welcomed === undefined || this.welcomed !== welcome.user) {
      this.welcomed = welcome.user;
      this.batches.epoch = welcome.epoch;
      this.listener.frame(welcome);
    } else if (this.batches.epoch !== welcome.epoch) {
      this.end(false, 'The server was restored.');
    }
  }

  private end(unauthorized: boolean, reason: string): void {
    if (!this.ended) {
      this.close();
      this.listener.closed(unauthorized, reason);
    }
  }
}
