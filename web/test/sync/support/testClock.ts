import type { Clock } from '../../../src/sync/clock';

/** Time passes only when a test says so. */
export class TestClock implements Clock {
  private time = 1_000;
  private timers: { at: number; task: () => void }[] = [];

  now(): number {
    return this.time;
  }

  wall(): number {
    return 1_800_000_000_000 + this.time;
  }

  after(millis: number, task: () => void): () => void {
    const timer = { at: this.time + millis, task };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  advance(millis: number): void {
    const end = this.time + millis;
    for (let next = this.soonest(); next !== undefined && next.at <= end; next = this.soonest()) {
      const due = next;
      this.time = Math.max(this.time, due.at);
      this.timers = this.timers.filter((each) => each !== due);
      due.task();
    }
    this.time = end;
  }

  private soonest(): { at: number; task: () => void } | undefined {
    return this.timers.toSorted((one, other) => one.at - other.at)[0];
  }
}

/** Lets everything that needs no time happen. */
export async function calm(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** Goes on as soon as that is so; fails if it does not come to be by itself. */
export async function until(condition: () => boolean | Promise<boolean>, what = 'what was waited for'): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (await condition()) {
      return;
    }
    await calm();
  }
  throw new Error(`${what} has not happened`);
}
