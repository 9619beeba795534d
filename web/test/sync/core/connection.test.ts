import { expect, test } from 'vitest';
import { Bench, CAROL, rows } from './bench';

test('a lost connection is made again when its time has come', () => {
  const bench = new Bench().online().closed();
  expect(bench.engine.status().phase.type).toBe('waiting');
  const at = bench.wakeAt ?? Number.NaN;
  expect(at).toBeLessThanOrEqual(bench.now + 1_000);
  bench.now = at;
  expect(bench.tick().done('connect')).toHaveLength(1);
});

test('the user or the network skips the wait', () => {
  expect(new Bench().online().closed().tryNow().done('connect')).toHaveLength(1);
});

test('a server that says when to come back is obeyed', () => {
  const bench = new Bench().online().got({ t: 'draining', retryAfter: 20_000 }).closed();
  const { phase } = bench.engine.status();
  const at = phase.type === 'waiting' ? phase.at : 0;
  expect(at).toBeGreaterThanOrEqual(bench.now + 20_000);
  expect(at).toBeLessThanOrEqual(bench.now + 21_000);
});

test('silence for 15 seconds while something is asked ends the connection', () => {
  const bench = new Bench([], rows(1, 1)).online();
  expect(bench.wakeAt).toBe(bench.now + 15_000);
  expect(bench.after(14_999).tick().done('disconnect')).toHaveLength(0);
  expect(bench.after(1).tick().done('disconnect')).toHaveLength(1);
  expect(bench.engine.status().phase.type).toBe('waiting');
});

test('one answer that does not come for a minute ends the connection, whatever else comes', () => {
  const bench = new Bench([], rows(1, 1)).online();
  for (let second = 0; second < 60; second += 10) {
    expect(bench.after(10_000).tick().done('disconnect')).toHaveLength(0);
    bench.current();
  }
  expect(bench.after(1).tick().done('disconnect')).toHaveLength(1);
});

test('silence is fine while nothing is asked', () => {
  expect(new Bench().online().after(45_000).tick().done('disconnect')).toHaveLength(0);
});

test('a refused session stops for good and locks what is here', () => {
  const bench = new Bench().start().open();
  bench.got({ t: 'error', code: 'unauthorized', message: 'Revoked.', hint: 'Sign in again.' });
  expect(bench.engine.status().phase).toEqual({ type: 'signedOut', reason: 'Revoked.' });
  expect(bench.done('disconnect')).toHaveLength(1);
  expect(bench.wrote('lock')).toHaveLength(1);
  expect(bench.after(3_600_000).tick().done('connect')).toHaveLength(0);
  expect(bench.wakeAt).toBeUndefined();
});

test('a refused upgrade stops for good too', () => {
  const bench = new Bench().start();
  bench.on({ type: 'closed', now: bench.now, unauthorized: true, reason: 'Sign in again.' });
  expect(bench.engine.status().phase.type).toBe('signedOut');
  expect(bench.wrote('lock')).toHaveLength(1);
  expect(bench.after(3_600_000).tick().done('connect')).toHaveLength(0);
});

test('the session of somebody else is not used', () => {
  const bench = new Bench([], rows(1, 1)).start().open().welcome({ user: CAROL });
  expect(bench.engine.status().phase.type).toBe('signedOut');
  expect(bench.ops).toEqual([]);
});

test('failures are counted until the server has proved to work', () => {
  const bench = new Bench().start();
  const pauses: number[] = [];
  for (let failure = 0; failure < 40; failure += 1) {
    const { phase } = bench.closed().engine.status();
    pauses.push(phase.type === 'waiting' ? phase.at - bench.now : 0);
    bench.tryNow().open().welcome();
  }
  expect(Math.max(...pauses)).toBeGreaterThan(30_000);
  bench.current();
  for (let failure = 0; failure < 50; failure += 1) {
    const { phase } = bench.closed().engine.status();
    expect(phase.type === 'waiting' && phase.at - bench.now <= 1_000).toBe(true);
    bench.tryNow().open().welcome().current();
  }
});
