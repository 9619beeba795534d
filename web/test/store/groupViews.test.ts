import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import type { GroupMember, GroupView, Role } from '../../src/protocol/frames';
import { conversationId } from '../../src/protocol/ids';
import { NowStore } from '../../src/store/now';
import { Views } from '../../src/store/views';
import { BOB, CAROL, changed, DAVE, entry, ME, NOW, Profile } from './profile';

const GROUP = conversationId.group(BOB, 'walk');

let profile: Profile;
let views: Views;

beforeEach(async () => {
  profile = await Profile.open();
  views = new Views(profile.db, new NowStore(ME), () => NOW);
  await profile.apply({
    type: 'putNames',
    persons: [
      { id: ME, name: 'me' },
      { id: BOB, name: 'bob' },
      { id: CAROL, name: 'Carol' },
    ],
  });
});

afterEach(async () => {
  await profile.rules();
  await profile.remove();
});

function view(seq: number, role: Role | undefined, members: readonly GroupMember[], more: Partial<GroupView> = {}) {
  const group: GroupView = {
    seq,
    title: 'Walk',
    titleVersion: 0,
    history: 'joined',
    large: false,
    count: members.length,
    members,
    links: [],
    ...(role && { role }),
    ...more,
  };
  return profile.apply(
    { type: 'setMembers', conversation: GROUP, members: [] },
    { type: 'setGroup', conversation: GROUP, group },
  );
}

const THREE: readonly GroupMember[] = [
  { user: ME, role: 'member' },
  { user: BOB, role: 'owner' },
  { user: CAROL, role: 'member' },
];

async function key(): Promise<number> {
  return profile.key(GROUP);
}

function reads(user: string, delivered: number, read: number): Promise<void> {
  return profile.apply({ type: 'setCursor', conversation: GROUP, user, cursor: { delivered, read } });
}

describe('ticks in a group', () => {
  let message: number;

  beforeEach(async () => {
    await view(5, 'member', THREE);
    await profile.apply({ type: 'setCoverage', conversation: GROUP, head: 5, covered: '1-5' });
    message = await profile.writes.send(await key(), 'hello');
    await profile.confirm(await profile.queued(), 6);
    await profile.apply({ type: 'setCoverage', conversation: GROUP, head: 6, covered: '1-6' });
  });

  const state = async () => (await views.message(message))?.state.type;

  test('follow the slowest of those who were there', async () => {
    expect(await state()).toBe('sent');
    await reads(BOB, 6, 6);
    expect(await state()).toBe('sent');
    await reads(CAROL, 6, 0);
    expect(await state()).toBe('delivered');
    await reads(CAROL, 6, 6);
    expect(await state()).toBe('read');
    expect((await views.details(message))?.reach).toEqual([
      { user: BOB, name: 'bob', delivered: true, read: true },
      { user: CAROL, name: 'Carol', delivered: true, read: true },
    ]);
  });

  test('never go back, whoever comes or leaves', async () => {
    await reads(BOB, 6, 6);
    await reads(CAROL, 6, 0);
    await profile.apply({
      type: 'putEntries',
      conversation: GROUP,
      entries: [changed(7, CAROL, { type: 'leave' }), changed(8, BOB, { type: 'add', users: [DAVE] })],
    });
    expect(await state()).toBe('read');
    await reads(DAVE, 8, 0);
    expect(await state()).toBe('read');
    await profile.apply({
      type: 'putEntries',
      conversation: GROUP,
      entries: [changed(9, BOB, { type: 'remove', user: ME })],
    });
    expect(await state()).toBe('read');
  });

  test('of a server that was restored and has lost the entry begin anew', async () => {
    await reads(BOB, 6, 6);
    await reads(CAROL, 6, 6);
    expect(await state()).toBe('read');
    await profile.apply({ type: 'verified', conversation: GROUP, upTo: 5 });
    expect(await state()).toBe('sent');
  });
});

test('a large group counts readers instead of naming them, without the user', async () => {
  await view(5, 'member', [{ user: ME, role: 'member' }], { large: true, count: 900 });
  const message = await profile.writes.send(await key(), 'hello');
  await profile.confirm(await profile.queued(), 6);
  await profile.apply({
    type: 'setReaders',
    conversation: GROUP,
    readers: [
      { seq: 9, count: 3 },
      { seq: 6, count: 17 },
      { seq: 2, count: 800 },
    ],
  });
  expect(await views.message(message)).toMatchObject({ state: { type: 'sent' }, readers: 17 });
  await profile.apply({
    type: 'setCursor',
    conversation: GROUP,
    user: ME,
    cursor: { delivered: 6, read: 6 },
  });
  expect(await views.message(message)).toMatchObject({ readers: 16 });
  expect((await views.details(message))?.reach).toEqual([]);
  expect(await views.conversation(await key())).toMatchObject({ group: { large: true, count: 900 } });
});

test('members are listed with owners first, then by name, and with what still waits', async () => {
  await view(5, 'owner', [
    { user: ME, role: 'owner' },
    { user: BOB, role: 'member' },
    { user: CAROL, role: 'admin' },
  ]);
  await profile.writes.addMember(await key(), DAVE);
  await profile.writes.addMember(await key(), 'anna');
  expect((await views.members(await key())).map(({ name, role, me, waiting }) => [name, role, me, waiting])).toEqual([
    ['me', 'owner', true, false],
    ['Carol', 'admin', false, false],
    ['anna', 'member', false, true],
    ['bob', 'member', false, false],
    [undefined, 'member', false, true],
  ]);
  const conversation = await views.conversation(await key());
  expect(conversation?.group?.count).toBe(5);
  expect(conversation?.members.toSorted()).toEqual([ME, BOB, CAROL, DAVE].toSorted());
});

test('a group that is made without a network is there at once, and says what it waits for', async () => {
  const made = await profile.writes.createGroup('Boats', [BOB, 'anna']);
  expect(await views.conversation(made)).toMatchObject({
    title: 'Boats',
    group: { role: 'owner', joining: false, count: 3 },
    last: { kind: 'group.add', understood: true, text: '', change: { type: 'add' } },
  });
  const outbox = await views.outbox();
  expect(outbox.map(({ what, title, change }) => [what, title, change?.type])).toEqual([
    ['lookup', 'anna', undefined],
    ['group', 'Boats', 'create'],
    ['group', 'Boats', 'add'],
    ['group', 'Boats', 'add'],
  ]);
  expect(Object.values(outbox[3]?.names ?? {})).toEqual(['me', 'anna']);
  expect(outbox[3]?.state).toEqual({ type: 'pending', waitsFor: 'name', name: 'anna' });
  expect(outbox[2]?.state).toEqual({ type: 'pending', waitsFor: 'earlier' });
  expect(outbox[1]?.state).toEqual({ type: 'pending', waitsFor: 'connection' });
});

test('joining by a link is said until the server has answered', async () => {
  const joined = await profile.writes.join(GROUP, '0123456789abcdefghjkmnpqrs');
  expect(await views.conversation(joined)).toMatchObject({ title: '', group: { joining: true, count: 0 } });
  expect((await views.conversation(joined))?.group?.role).toBeUndefined();
});

test('changes of a group are lines that do not count as unread, with the names that they need', async () => {
  await view(1, 'member', THREE);
  await profile.apply(
    {
      type: 'putEntries',
      conversation: GROUP,
      entries: [
        changed(2, BOB, { type: 'setTitle', title: 'Long walk' }),
        changed(3, BOB, { type: 'add', users: [DAVE, CAROL] }),
        entry(4, CAROL, 'c4', content.message('hi')),
      ],
    },
    { type: 'setCoverage', conversation: GROUP, head: 4, covered: '1-4' },
  );
  expect(await views.conversation(await key())).toMatchObject({ title: 'Long walk', unread: 1 });
  expect(await views.firstUnread(await key())).toBe(4);
  expect(await views.window(await key(), 2, 3)).toMatchObject([
    { text: '', understood: true, change: { type: 'setTitle', title: 'Long walk' }, names: { [BOB]: 'bob' } },
    { text: '', change: { type: 'add', users: [DAVE, CAROL] }, names: { [BOB]: 'bob', [CAROL]: 'Carol' } },
  ]);
});

test('links are for who manages', async () => {
  const links = [{ code: '0123456789abcdefghjkmnpqrs', uses: 3, until: 0 }];
  await view(5, 'admin', [...THREE.slice(1), { user: ME, role: 'admin' }], { links });
  expect(await views.links(await key())).toEqual(links);
  await profile.apply({
    type: 'putEntries',
    conversation: GROUP,
    entries: [changed(6, BOB, { type: 'setRole', user: ME, role: 'member' })],
  });
  expect(await views.links(await key())).toEqual([]);
});
