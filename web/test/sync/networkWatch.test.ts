import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchNetwork } from '../../src/sync/networkWatch';
import { browserWindow } from './support/browserWindow';
import { TestClock } from './support/testClock';

let clock: TestClock;
let backs: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  browserWindow();
  clock = new TestClock();
  backs = 0;
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function watch(): void {
  stop = watchNetwork(clock, () => backs++);
}

function show(hidden: boolean): void {
  Object.assign(document, { hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

/** The device is awake, and its clock and its timers go on together. */
function awake(millis: number): void {
  for (let left = millis; left > 0; left -= 10_000) {
    clock.advance(Math.min(10_000, left));
    vi.advanceTimersByTime(Math.min(10_000, left));
  }
}

describe('what says that a network may be there', () => {
  test('the browser does', () => {
    watch();
    window.dispatchEvent(new Event('online'));
    expect(backs).toBe(1);
  });

  test('the device has slept: its clock has gone on, and timers have not', () => {
    watch();
    awake(60_000);
    clock.advance(30 * 60_000);
    awake(10_000);
    expect(backs).toBe(1);
    awake(60_000);
    expect(backs).toBe(1);
  });

  test('no time passing in an open tab does, and none late by what browsers do to hidden ones', () => {
    watch();
    awake(600_000);
    clock.advance(60_000);
    awake(10_000);
    expect(backs).toBe(0);
  });

  test('a clock that was set back does not, nor when it runs on from there', () => {
    watch();
    clock.advance(-3_600_000);
    awake(60_000);
    expect(backs).toBe(0);
  });

  test('somebody comes back to the tab after a while; not who has only leafed through others', () => {
    watch();
    show(true);
    clock.advance(5_000);
    show(false);
    expect(backs).toBe(0);
    show(true);
    clock.advance(60_000);
    show(false);
    expect(backs).toBe(1);
  });

  test('a tab that was opened behind others and is looked at for the first time', () => {
    Object.assign(document, { hidden: true });
    watch();
    clock.advance(60_000);
    show(false);
    expect(backs).toBe(1);
  });

  test('nothing, once it is stopped; no timer is left', () => {
    watch();
    stop();
    window.dispatchEvent(new Event('online'));
    clock.advance(600_000);
    expect(vi.getTimerCount()).toBe(0);
    expect(backs).toBe(0);
  });
});
