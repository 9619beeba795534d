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
  await profile.apply(covered(6));
  expect(await reached()).toEqual([0, 0]);
});

afterEach(() => profile.remove());

function covered(head: number, ranges = `1-${head}`, conversation = GROUP): StoreOp {
  return { type: 'setCoverage', conversation, head, covered: ranges };
}

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

function added(seq: number, user: UserId) {
  return changed(seq, CAROL, { type: 'add', users: [user] });
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
    await profile.apply(put(7, CAROL, { type: 'leave' }), covered(7));
    await profile.apply(put(8, BOB, { type: 'leave' }), covered(8));
    expect(await reached()).toEqual([6, 6]);
  });

  test('when the user is removed', async () => {
    await readByAll();
    await profile.apply(put(7, BOB, { type: 'remove', user: ME }), covered(7), view(7, undefined));
    expect(await reached()).toEqual([6, 6]);
  });

  test('when somebody comes', async () => {
    await readByAll();
    await profile.apply(put(7, BOB, { type: 'add', users: [DAVE] }), covered(7));
    expect(await reached()).toEqual([6, 6]);
    await cursor(DAVE, 7, 0);
    expect(await reached()).toEqual([6, 6]);
  });

  test('and whoever has not read it and leaves holds them up no longer', async () => {
    await cursor(BOB, 6, 6);
    await cursor(CAROL, 6, 0);
    expect(await reached()).toEqual([6, 0]);
    await profile.apply(put(7, CAROL, { type: 'leave' }), covered(7));
    expect(await reached()).toEqual([6, 6]);
    await profile.apply(put(8, BOB, { type: 'remove', user: ME }), covered(8), view(8, undefined));
    expect(await reached()).toEqual([6, 6]);
  });

  test('but for an entry that a restored server has lost', async () => {
    await readByAll();
    await profile.apply({ type: 'verified', conversation: GROUP, upTo: 5 });
    expect(await reached()).toEqual([5, 5]);
  });
});

describe('ticks wait until it is known who is in the group', () => {
  test('for who was just taken in, and knows only of those who came later', async () => {
    const run = conversationId.group(BOB, 'run');
    await profile.apply(
      { type: 'setMembers', conversation: run, members: [] },
      { type: 'putEntries', conversation: run, entries: [added(4, ME), added(5, DAVE)] },
      covered(5, '1-5', run),
    );
    const key = await profile.key(run);
    const at = async () => (await profile.db.ticks.get(key))?.read ?? 0;
    const reads = (user: UserId, read: number): StoreOp => ({
      type: 'setCursor',
      conversation: run,
      user,
      cursor: { delivered: 6, read },
    });
    await profile.apply(covered(6, '1-6', run), reads(DAVE, 6));
    expect(await at()).toBe(0);
    const told = view(6, 'member', CAROL, DAVE);
    await profile.apply({ ...told, conversation: run } as StoreOp, reads(CAROL, 0));
    expect(await at()).toBe(0);
    await profile.apply(reads(CAROL, 6));
    expect(await at()).toBe(6);
  });

  test('where an entry is missing by which somebody may have come', async () => {
    await profile.apply(covered(8, '1-6,8'));
    await cursor(BOB, 8, 8);
    await cursor(CAROL, 8, 8);
    expect(await reached()).toEqual([6, 6]);
    await profile.apply(put(7, BOB, { type: 'add', users: [DAVE] }), covered(8));
    expect(await reached()).toEqual([6, 6]);
    await cursor(DAVE, 8, 0);
    expect(await reached()).toEqual([8, 6]);
  });

  test('but not for who founded it', async () => {
    const mine = conversationId.group(ME, 'mine');
    const created = changed(1, ME, { type: 'create', nonce: 'mine', title: 'Mine', history: 'joined' });
    await profile.apply(
      { type: 'setMembers', conversation: mine, members: [] },
      {
        type: 'putEntries',
        conversation: mine,
        entries: [created, changed(2, ME, { type: 'add', users: [BOB] })],
      },
      covered(3, '1-3', mine),
      { type: 'setCursor', conversation: mine, user: BOB, cursor: { delivered: 3, read: 3 } },
    );
    expect((await profile.db.ticks.get(await profile.key(mine)))?.read).toBe(3);
  });
});
