import { expect, test } from 'vitest';
import type { Seq, ServerFrame, UserId } from '../../../src/protocol/frames';
import { writeGroupChange } from '../../../src/protocol/groupChanges';
import { conversationId } from '../../../src/protocol/ids';
import { COALESCE_MILLIS } from '../../../src/sync/core/receipts';
import { Bench, BOB, CAROL, entry, only, userIds } from './bench';

const GROUP = conversationId.group(BOB, 'n');

function large(): Bench {
  const own = { delivered: 10, read: 10 };
  return new Bench([
    { id: GROUP, members: [], head: 10, covered: '1-10', trusted: 1, own, confirmed: own, large: true },
  ]);
}

function watch(bench: Bench, shown: readonly string[]): Bench {
  return bench.on({ type: 'watchWanted', now: bench.now, conversations: shown, users: [] });
}

function hasMore(head: Seq): ServerFrame {
  return { t: 'changed', conversation: GROUP, head };
}

function named(bench: Bench, users: readonly UserId[]): Bench {
  const found = users.map((id) => ({ id, name: 'somebody' }));
  return bench.on({ type: 'described', now: bench.now, asked: users, found });
}

function members(rid: number, users: readonly UserId[], more: boolean): ServerFrame {
  const listed = users.map((user) => ({ user, role: 'member' as const }));
  return { t: 'members', rid, conversation: GROUP, members: listed, count: 250, more };
}

test('what is not on the screen is fetched after a random while', () => {
  const delays = new Set<number>();
  for (let device = 0; device < 20; device += 1) {
    const bench = large().onlineWithFeatures();
    // Engines share the bench's seed: let them differ in what they drew before.
    for (let drawn = 0; drawn < device; drawn += 1) {
      bench.got({ t: 'behind' }).current();
    }
    bench.got(hasMore(12));
    expect(bench.frames('sync')).toEqual([]);
    expect(bench.engine.status()).toMatchObject({ caughtUp: true, settled: false });
    const delay = (bench.wakeAt ?? 0) - bench.now;
    delays.add(delay);
    expect(delay).toBeGreaterThanOrEqual(5_000);
    expect(delay).toBeLessThanOrEqual(30_000);
    expect(only(bench.after(delay).tick().frames('sync')).seq).toBe(13);
  }
  expect(delays.size).toBeGreaterThan(15);
});

test('what is on the screen is fetched at once', () => {
  expect(watch(large().onlineWithFeatures(), [GROUP]).got(hasMore(12)).frames('sync')).toHaveLength(1);
});

test('what was announced is fetched when it comes on the screen', () => {
  expect(watch(large().onlineWithFeatures().got(hasMore(12)), [GROUP]).frames('sync')).toHaveLength(1);
});

test('whoever is about to end does not wait', () => {
  const bench = large().onlineWithFeatures().got(hasMore(12));
  expect(bench.on({ type: 'finish', now: bench.now }).frames('sync')).toHaveLength(1);
});

test('later announcements do not put it off and cost no write', () => {
  const bench = large().onlineWithFeatures().got(hasMore(12));
  const due = bench.wakeAt ?? 0;
  for (let second = 1; second < 5; second += 1) {
    expect(bench.after(1_000).got(hasMore(12 + second)).ops).toEqual([]);
  }
  expect(
    only(
      bench
        .after(due - bench.now)
        .tick()
        .frames('sync'),
    ).seq,
  ).toBe(17);
});

test('an unknown group that has more is asked for', () => {
  expect(new Bench().onlineWithFeatures().got(hasMore(12)).frames('check')).toHaveLength(1);
});

test('only what was read is reported', () => {
  const bench = large().onlineWithFeatures();
  bench.got({ t: 'entry', conversation: GROUP, entry: entry(11, CAROL, 'c11') });
  expect(bench.after(COALESCE_MILLIS).tick().frames('receipts')).toEqual([]);
  bench.changed([], { seen: [[GROUP, 11]] });
  expect(only(bench.after(COALESCE_MILLIS).tick().frames('receipts')).receipts).toEqual([
    { conversation: GROUP, cursor: { delivered: 11, read: 11 } },
  ]);
});

test('a group that becomes small again reports what has arrived', () => {
  const bench = large().onlineWithFeatures();
  const scale = writeGroupChange({ type: 'scale', large: false });
  bench.got({ t: 'entry', conversation: GROUP, entry: entry(11, BOB, 'g11', scale) });
  expect(only(bench.wrote('setCursor')).cursor).toEqual({ delivered: 11, read: 10 });
});

test('counts are stored, and shown while it is on the screen', () => {
  const readers = [{ seq: 10, count: 7 }];
  const bench = watch(large().onlineWithFeatures(), [GROUP]);
  bench.got({ t: 'counts', conversation: GROUP, members: 1_000, online: 400, readers });
  expect(bench.wrote('setReaders')).toEqual([{ type: 'setReaders', conversation: GROUP, readers }]);
  expect(bench.told()?.counts).toEqual({ [GROUP]: { members: 1_000, online: 400 } });
  expect(watch(bench, []).told()).toEqual({ presences: {}, typing: {}, counts: {} });
});

test('members come page by page, their names before the next, and go on after a cut', () => {
  const first = userIds(100, 300);
  const second = userIds(300, 350);
  const bench = large().onlineWithFeatures();
  bench.on({ type: 'wantMembers', now: bench.now, conversation: GROUP });
  const asked = only(bench.frames('members'));
  expect(asked).toEqual({ t: 'members', rid: asked.rid, conversation: GROUP, limit: 200 });
  bench.got(members(asked.rid, first, true));
  expect(only(bench.wrote('putMembers'))).toMatchObject({ conversation: GROUP, count: 250 });
  expect(bench.frames('members'), 'names first').toEqual([]);
  named(named(bench, first.slice(0, 100)), first.slice(100));
  expect(only(bench.frames('members')).after).toBe(first.at(-1));
  const again = only(bench.closed().tryNow().open().welcomeWithFeatures().frames('members'));
  expect(again.after).toBe(first.at(-1));
  named(bench.got(members(again.rid, second, false)), second);
  expect(bench.frames('members')).toEqual([]);
});

test('a server that knows no groups is not asked for members', () => {
  const bench = large().online();
  expect(bench.on({ type: 'wantMembers', now: bench.now, conversation: GROUP }).frames('members')).toEqual([]);
});
