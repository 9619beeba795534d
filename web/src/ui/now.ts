import { useSyncExternalStore } from 'react';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Tells all who listen when a second or a minute is over, with one timer, and none while nobody listens. */
class Ticker {
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #now: number;

  constructor(private readonly period: number) {
    this.#now = this.#floor();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) {
      this.#tick();
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        clearTimeout(this.#timer);
      }
    };
  };

  readonly now = (): number => this.#now;

  #tick(): void {
    this.#now = this.#floor();
    this.#timer = setTimeout(() => this.#tick(), this.period - (Date.now() % this.period));
    for (const listener of this.#listeners) {
      listener();
    }
  }

  #floor(): number {
    return Math.floor(Date.now() / this.period) * this.period;
  }
}

const seconds = new Ticker(SECOND);
const minutes = new Ticker(MINUTE);

/** The present, to the minute: whoever uses it is drawn again when the minute changes. */
export function useMinute(): number {
  return useSyncExternalStore(minutes.subscribe, minutes.now);
}

/** The present, to the second; for the few things that count down. */
export function useSecond(): number {
  return useSyncExternalStore(seconds.subscribe, seconds.now);
}
