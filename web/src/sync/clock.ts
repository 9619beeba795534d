/** Time and waiting, passed in so that tests need not wait. */
export interface Clock {
  /** Milliseconds that never jump back; only differences mean something. */
  now(): number;
  /** Milliseconds since 1970 as this device believes. */
  wall(): number;
  /** Calls once, after that many milliseconds; answers with what calls it off. */
  after(millis: number, task: () => void): () => void;
}

/** Timers beyond this overflow in browsers and would fire at once. */
const LONGEST = 2 ** 31 - 1;

/** Whole milliseconds, as in the clock of the other engines: `performance.now` has fractions. */
export const BROWSER_CLOCK: Clock = {
  now: () => Math.floor(performance.now()),
  wall: () => Date.now(),
  after(millis, task) {
    const timer = setTimeout(task, Math.max(0, Math.min(LONGEST, millis)));
    return () => clearTimeout(timer);
  },
};

/** Fulfilled after that many milliseconds. */
export function pause(clock: Clock, millis: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(millis, resolve);
  });
}
