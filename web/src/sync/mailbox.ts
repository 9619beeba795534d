import type { Event } from './core/events';
import type { Clock } from './clock';

/** A connection, an engine, or anybody: what is for an earlier one is dropped. */
export interface Source {
  ended: boolean;
}

/** An event that gets its time when it is taken out, not when it was put in. */
export type Dated = (now: number) => Event;

interface Mail {
  readonly source: Source;
  readonly event: Dated;
}

const ANYBODY: Source = { ended: false };

/**
 * What comes to the engine from outside, in the order in which it came. A browser cannot stop reading a socket, so
 * nothing bounds it here; the server does, by its window and by dropping pushes to who is slow (`behind`).
 */
export class Mailbox {
  private waiting: Mail[] = [];
  private ring: (() => void) | undefined;
  private rung = false;

  constructor(private readonly clock: Clock) {}

  post(event: Dated, source: Source = ANYBODY): void {
    if (!source.ended) {
      this.waiting.push({ source, event });
      this.wake();
    }
  }

  /** Ends the waiting, now or the next time, although nothing may have come. */
  wake(): void {
    this.rung = true;
    this.ring?.();
  }

  /** Up to `limit` events; those of ended sources are left out. */
  take(limit: number): readonly Event[] {
    const now = this.clock.now();
    const taken = this.waiting.splice(0, limit);
    this.rung = this.waiting.length > 0;
    return taken.filter((mail) => !mail.source.ended).map((mail) => mail.event(now));
  }

  /** Waits until there is something, somebody wakes it, or so many milliseconds are over. */
  wait(millis: number): Promise<void> {
    if (this.rung || millis <= 0) {
      this.rung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const callOff = this.clock.after(millis, () => this.ring?.());
      this.ring = () => {
        this.ring = undefined;
        this.rung = false;
        callOff();
        resolve();
      };
    });
  }
}
