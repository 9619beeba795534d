import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GroupView, Role, UserId } from '../../src/protocol/frames';
import type { GroupChange } from '../../src/protocol/groups';
import { conversationId } from '../../src/protocol/ids';
import type { StoreOp } from '../../src/sync/core/effects';
import { BOB, CAROL, changed, DAVE, ME, Profile } from './profile';

const GROUP = conversationId.group(BOB, 'walk');

let profile: Profile;
let group: number;

/* Bob's group with Carol, and an own message at seq 6. */
beforeEach(async () => {
  profile = await Profile.open();
  await profile.apply({ type: 'setMembers', conversation: GROUP, members: [] }, view(5, 'member', BOB, CAROL), {
    type: 'setCoverage',
    conversation: GROUP,
    head: 5,
    covered: '1-5',
  });
  group = await profile.key(GROUP);
  await profile.writes.send(group, 'hello');
  await profile.confirm(await profile.queued(), 6);
  expect(await reached()).toEqual([0, 0]);
});

afterEach(() => profile.remove());

function view(seq: number, mine: Role | undefined, ...others: readonly UserId[]): StoreOp {
  const members = mine === undefined ? [] : [{ user: ME, role: mine }];
  const rest = others.map((user) => ({ user, role: user === BOB ? ('owner' as const) : ('member' as const) }));
  const whole: GroupView = {
    seq,
    title: 'Walk',
    titleVersion: 0,
    history: 'joined',
    large: false,
    count: members.length + rest.length,
    ...(mine !== undefined && { role: mine }),
    members: [...members, ...rest],
    links: [],
  };
  return { type: 'setGroup', conversation: GROUP, group: whole };
}

function put(seq: number, from: UserId, change: GroupChange): StoreOp {
  return { type: 'putEntries', conversation: GROUP, entries: [changed(seq, from, change)] };
}

/** Up to where own messages were delivered to everybody, and read by everybody. */
async function reached(): Promise<readonly [number, number]> {
  const row = await profile.db.ticks.get(group);
  return [row?.delivered ?? 0, row?.read ?? 0];
}

function cursor(user: UserId, delivered: number, read: number): Promise<void> {
  return profile.apply({ type: 'setCursor', conversation: GROUP, user, cursor: { delivered, read } });
}

async function readByAll(): Promise<void> {
  await cursor(BOB, 6, 6);
  expect(await reached()).toEqual([0, 0]);
  await cursor(CAROL, 6, 6);
  expect(await reached()).toEqual([6, 6]);
}

describe('ticks of a message never go back', () => {
  test('when all others leave', async () => {
    await readByAll();
    await profile.apply(put(7, CAROL, { type: 'leave' }));
    await profile.apply(put(8, BOB, { type: 'leave' }));
    expect(await reached()).toEqual([6, 6]);
  });

  test('when the user is removed', async () => {
    await readByAll();
    await profile.apply(put(7, BOB, { type: 'remove', user: ME }), view(7, undefined));
    expect(await reached()).toEqual([6, 6]);
  });

  test('when somebody comes', async () => {
    await readByAll();
    await profile.apply(put(7, BOB, { type: 'add', users: [DAVE] }));
    expect(await reached()).toEqual([6, 6]);
    await cursor(DAVE, 7, 0);
    expect(await reached()).toEqual([6, 6]);
  });

  test('and whoever has not read it and leaves holds them up no longer', async () => {
    await cursor(BOB, 6, 6);
    await cursor(CAROL, 6, 0);
    expect(await reached()).toEqual([6, 0]);
    await profile.apply(put(7, CAROL, { type: 'leave' }));
    expect(await reached()).toEqual([6, 6]);
    await profile.apply(put(8, BOB, { type: 'remove', user: ME }), view(8, undefined));
    expect(await reached()).toEqual([6, 6]);
  });

  test('but for an entry that a restored server has lost', async () => {
    await readByAll();
    await profile.apply({ type: 'verified', conversation: GROUP, upTo: 5 });
    expect(await reached()).toEqual([5, 5]);
  });
});
