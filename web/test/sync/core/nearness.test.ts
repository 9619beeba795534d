import { expect, test } from 'vitest';
import type { PresenceState, ServerFrame } from '../../../src/protocol/frames';
import { IDLE_MILLIS } from '../../../src/sync/core/ownPresence';
import { Bench, BOB, complete, ME, only, rows, userIds, WITH_BOB } from './bench';

const NOTHING = { presences: {}, typing: {}, counts: {} };
const ON = { t: 'typing', conversation: WITH_BOB, on: true };
const OFF = { t: 'typing', conversation: WITH_BOB, on: false };
const BOB_TYPES: ServerFrame = { t: 'typing', conversation: WITH_BOB, user: BOB, on: true };

function watch(bench: Bench): Bench {
  return bench.on({ type: 'watchWanted', now: bench.now, conversations: [WITH_BOB], users: [BOB] });
}

function active(bench: Bench): Bench {
  return bench.on({ type: 'active', now: bench.now });
}

function typed(bench: Bench): Bench {
  return bench.on({ type: 'typed', now: bench.now, conversation: WITH_BOB });
}

function said(bench: Bench): PresenceState[] {
  return bench.frames('presence').map((frame) => frame.state);
}

function bobIs(state: PresenceState): ServerFrame {
  return { t: 'presences', users: [{ user: BOB, state }] };
}

test('what the screen shows is said when it changes and after each welcome', () => {
  const expected = [{ t: 'watch', conversations: [WITH_BOB], users: [BOB] }];
  const bench = watch(new Bench().onlineWithFeatures());
  expect(bench.frames('watch')).toEqual(expected);
  expect(watch(bench).frames('watch')).toEqual([]);
  expect(bench.closed().tryNow().open().frames('watch')).toEqual([]);
  expect(bench.welcomeWithFeatures().frames('watch')).toEqual(expected);
});

test('more than the server takes is cut off', () => {
  const many = userIds(100, 400);
  const bench = new Bench().onlineWithFeatures();
  bench.on({ type: 'watchWanted', now: bench.now, conversations: [], users: many });
  expect(only(bench.frames('watch')).users).toEqual(many.slice(0, 200));
});

test('a server that offers none of it hears nothing', () => {
  const bench = new Bench().online();
  expect(watch(bench).allFrames()).toEqual([]);
  expect(active(bench).allFrames()).toEqual([]);
  expect(typed(bench).allFrames()).toEqual([]);
});

test('online as long as the user does something, then away, and said again every 25 seconds', () => {
  const bench = new Bench().onlineWithFeatures();
  expect(said(bench.pass(100_000))).toEqual([]);
  expect(said(active(bench))).toEqual(['online']);
  expect(said(active(bench.after(1_000)))).toEqual([]);
  expect(said(bench.pass(23_999))).toEqual([]);
  expect(said(bench.pass(1))).toEqual(['online']);
  const lastDone = bench.now - 24_000;
  const beats: PresenceState[] = [];
  while (!beats.includes('away') && bench.now - lastDone <= 2 * IDLE_MILLIS) {
    beats.push(...said(bench.pass(1_000)));
  }
  expect(bench.now - lastDone).toBe(IDLE_MILLIS);
  expect(beats).toHaveLength(12);
  expect(said(bench.pass(25_000))).toEqual(['away']);
  expect(said(active(bench))).toEqual(['online']);
});

test('busy instead, as long as the user wants it on any device', () => {
  const bench = active(new Bench().onlineWithFeatures());
  expect(said(bench.changed([], { busy: true }))).toEqual(['busy']);
  expect(said(bench.changed([]))).toEqual(['online']);
});

test('offline is said by whoever appeared', () => {
  const bench = new Bench().onlineWithFeatures();
  expect(bench.on({ type: 'leaving', now: bench.now }).allFrames()).toEqual([]);
  expect(said(active(bench).on({ type: 'leaving', now: bench.now }))).toEqual(['offline']);
});

test('typing is said every 4 seconds and ends 5 seconds after the last key', () => {
  const bench = new Bench().onlineWithFeatures();
  let times = 0;
  for (let key = 0; key <= 12_000; key += 200) {
    times += typed(bench).frames('typing').length;
    bench.after(200);
  }
  expect(times).toBe(4);
  bench.after(-200);
  expect(bench.pass(4_999).frames('typing')).toEqual([]);
  expect(bench.pass(1).frames('typing')).toEqual([OFF]);
  expect(bench.pass(60_000).frames('typing')).toEqual([]);
});

test('typing ends with the message', () => {
  const bench = typed(new Bench([complete(4)]).onlineWithFeatures());
  expect(bench.frames('typing')).toEqual([ON]);
  expect(bench.changed(rows(1, 1)).frames('typing')).toEqual([OFF]);
  expect(typed(bench).frames('typing'), 'not more often than every 4 s').toEqual([]);
});

test('others count as typing for 6 seconds or until their message comes', () => {
  const bench = watch(new Bench([complete(4)]).onlineWithFeatures()).got(BOB_TYPES);
  expect(bench.told()?.typing).toEqual({ [WITH_BOB]: [BOB] });
  expect(bench.pass(5_999).told()).toBeUndefined();
  expect(bench.pass(1).told()).toEqual(NOTHING);
  expect(bench.got(BOB_TYPES).pushed(5).told()).toEqual(NOTHING);
  bench.got(BOB_TYPES).got({ t: 'typing', conversation: WITH_BOB, user: BOB, on: false });
  expect(bench.told()).toEqual(NOTHING);
});

test('nobody is told that they are typing themselves, on another device', () => {
  const bench = watch(new Bench([complete(4)]).onlineWithFeatures());
  bench.got({ t: 'typing', conversation: WITH_BOB, user: ME, on: true });
  expect(bench.told()).toBeUndefined();
});

test('nobody is there once the connection is lost', () => {
  const bench = watch(new Bench().onlineWithFeatures()).got(bobIs('online'));
  expect(bench.told()?.presences).toEqual({ [BOB]: { user: BOB, state: 'online' } });
  expect(bench.closed().told()).toEqual(NOTHING);
});

test('the same news is not told twice', () => {
  const bench = watch(new Bench().onlineWithFeatures()).got(bobIs('online'));
  expect(bench.got(bobIs('online')).told()).toBeUndefined();
  expect(bench.got(bobIs('away')).told()?.presences[BOB]?.state).toBe('away');
});

test('presence of whoever is not shown any more is forgotten', () => {
  const bench = watch(new Bench().onlineWithFeatures()).got(bobIs('online'));
  bench.on({ type: 'watchWanted', now: bench.now, conversations: [], users: [] });
  expect(bench.told()).toEqual(NOTHING);
  expect(bench.got(bobIs('away')).told(), 'it was still on its way').toBeUndefined();
});

test('an ended session locks the profile, and nobody is seen any more', () => {
  const bench = watch(new Bench().onlineWithFeatures()).got(bobIs('online'));
  bench.got({ t: 'error', code: 'unauthorized', message: 'Sign in again.', hint: '' });
  expect(bench.wrote('lock')).toHaveLength(1);
  expect(bench.told()).toEqual(NOTHING);
});
