import type { Turn } from './turn';

export const WATCHDOG_PATIENCE_MILLIS = 15_000;

/** Finds half-open connections: something was asked, and no answer to anything has come for a while. */
export class Watchdog {
  private waiting = false;
  private since = 0;

  reset(): void {
    this.waiting = false;
  }

  answered(now: number): void {
    this.since = now;
  }

  /** Called after each event, with whether anything is un-answered now. */
  watch(turn: Turn, outstanding: boolean): void {
    if (outstanding && !this.waiting) {
      this.since = turn.now;
    }
    this.waiting = outstanding;
    if (this.waiting) {
      turn.wakeBy(this.since + WATCHDOG_PATIENCE_MILLIS);
    }
  }

  expired(now: number): boolean {
    return this.waiting && now - this.since >= WATCHDOG_PATIENCE_MILLIS;
  }
}
