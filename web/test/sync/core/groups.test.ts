import { expect, test } from 'vitest';
import { content } from '../../../src/protocol/contents';
import type { Code } from '../../../src/protocol/codes';
import type { Content, Entry, GroupView, Item, Seq, ServerFrame, UserId } from '../../../src/protocol/frames';
import { writeGroupChange } from '../../../src/protocol/groupChanges';
import type { GroupChange } from '../../../src/protocol/groups';
import { conversationId } from '../../../src/protocol/ids';
import { writeSetting } from '../../../src/protocol/settings';
import type { OutboxRow, SnapshotConversation } from '../../../src/sync/core/events';
import { DISPLACED_PATIENCE } from '../../../src/sync/core/outboxQueue';
import { Bench, BOB, CAROL, entry, ME, only, row, userId, userIds } from './bench';

const GROUP = conversationId.group(ME, 'n');
const DORA = userId(9);

function known(head: Seq): SnapshotConversation {
  const own = { delivered: head, read: 0 };
  return { id: GROUP, members: [], head, covered: `1-${head}`, trusted: 1, own, confirmed: own, large: false };
}

function view(seq: Seq, others: readonly UserId[]): GroupView {
  return {
    seq,
    title: 'Crew',
    titleVersion: 0,
    history: 'joined',
    large: false,
    count: others.length + 1,
    role: 'owner',
    members: others.map((user) => ({ user, role: 'member' })),
    links: [],
  };
}

function changes(group: GroupView, head: Seq, items: readonly Item[] = []): ServerFrame {
  return { t: 'changes', conversations: [{ conversation: GROUP, members: [], group, head, cursors: [], items }] };
}

function changed(seq: Seq, from: UserId, change: GroupChange): Entry {
  return entry(seq, from, `g${seq}`, writeGroupChange(change));
}

function takesMeIn(seq: Seq): Entry {
  return changed(seq, BOB, { type: 'add', users: [ME] });
}

function pushed(bench: Bench, what: Entry): Bench {
  return bench.got({ t: 'entry', conversation: GROUP, entry: what });
}

function page(bench: Bench, items: readonly Item[], head: Seq): ServerFrame {
  return { t: 'page', rid: only(bench.frames('sync')).rid, conversation: GROUP, items, head, more: false };
}

function post(key: number, what: Content, displaced: boolean): OutboxRow {
  return row(key, { conversation: GROUP, with: undefined, content: what, displaced });
}

function refused(bench: Bench, key: number, code: Code): Bench {
  return bench.refused(key, code, undefined, GROUP);
}

function restored(): Bench {
  return new Bench([known(4)]).start().open().welcome({ epoch: 'e2' });
}

test('a view is stored, and names of its members are asked for', () => {
  const bench = new Bench().online().got(changes(view(3, [BOB, DORA]), 3, [entry(3, BOB, 'b3')]));
  expect(bench.wrote('setGroup')).toEqual([{ type: 'setGroup', conversation: GROUP, group: view(3, [BOB, DORA]) }]);
  expect(bench.done('describe')).toEqual([{ type: 'describe', users: [DORA] }]);
});

test.each<GroupChange>([
  { type: 'add', users: [DORA] },
  { type: 'remove', user: DORA },
  { type: 'setRole', user: DORA, role: 'admin' },
  { type: 'inherit', user: DORA },
])('who is spoken of in $type is asked for by name', (change) => {
  const bench = pushed(new Bench([known(1)]).online(), changed(2, BOB, change));
  expect(only(bench.done('describe')).users).toEqual([DORA]);
});

test.each([
  ['a contact', `contact:${DORA}`, [DORA]],
  ['somebody blocked', `block:${DORA}`, [DORA]],
  ['nobody, in a setting of a later version', 'contact:somebody', []],
  ['nobody, in a setting about something else', 'presence.status', []],
])('whoever became %s on another device is asked for by name', (_, name, users) => {
  const bench = new Bench().online();
  const setting = entry(1, ME, 's1', writeSetting({ name, value: 'x' }));
  bench.got({ t: 'entry', conversation: conversationId.account(ME), entry: setting });
  expect(bench.done('describe').flatMap((asked) => asked.users)).toEqual(users);
});

test('a change of a later version is stored like any other entry', () => {
  const bench = new Bench([known(1)]).online();
  const body = { type: 'application/vnd.godwit.group+json', data: '{"users":7}' };
  pushed(bench, entry(2, BOB, 'g2', { ...content.message(''), kind: 'group.add', body }));
  pushed(bench, entry(3, BOB, 'g3', { ...content.message(''), kind: 'group.later', body }));
  expect(only(bench.wrote('setCoverage')).covered).toBe('1-3');
});

test('names are asked for a hundred at a time', () => {
  const bench = new Bench().online().got(changes(view(3, userIds(100, 350)), 3, [entry(3, BOB, 'b3')]));
  const sizes: number[] = [];
  for (let asked = bench.done('describe'); asked.length > 0; asked = bench.done('describe')) {
    const { users } = only(asked);
    sizes.push(users.length);
    bench.on({ type: 'described', now: bench.now, asked: users, found: [] });
  }
  expect(sizes).toEqual([100, 100, 50]);
});

test('a push from an unknown group is stored, and the rest is asked for', () => {
  const bench = pushed(new Bench().online(), takesMeIn(7));
  expect(bench.wrote('putEntries')).toHaveLength(1);
  expect(bench.wrote('setMembers')).toEqual([{ type: 'setMembers', conversation: GROUP, members: [] }]);
  expect(bench.frames('check')).toHaveLength(1);
  expect(only(bench.frames('sync')).seq).toBe(7);
});

test('what one may not see counts as here', () => {
  const bench = pushed(new Bench().online(), takesMeIn(7));
  bench.got(page(bench, [{ skip: { from: 1, to: 6, reason: 'not_a_member' } }], 7));
  expect(bench.wrote('setCoverage').at(-1)?.covered).toBe('1-7');
  expect(bench.wrote('setCursor').at(-1)?.cursor).toEqual({ delivered: 7, read: 0 });
});

test('whoever is taken in again asks again for what was hidden', () => {
  const bench = pushed(new Bench([known(10)]).online(), takesMeIn(20));
  expect(bench.wrote('setCoverage')).toEqual([{ type: 'setCoverage', conversation: GROUP, head: 20, covered: '20' }]);
  expect(only(bench.frames('sync')).seq).toBe(20);
  expect(bench.frames('check'), 'title and members may be others').toHaveLength(1);
});

test('whoever joins again asks again for what was hidden, though the answer comes before the entry', () => {
  const join = post(1, writeGroupChange({ type: 'join', code: 'knmjxak7jmpv3h1ywq8pkxmb7a' }), false);
  const bench = new Bench([known(10)], [join]).online();
  bench.got({ t: 'sent', conversation: GROUP, id: 'id1', seq: 12, at: 5 });
  expect(only(bench.wrote('setCoverage')).covered).toBe('12');
  expect(only(bench.frames('sync')).seq).toBe(12);
});

test('whoever joins by a link asks again for what was hidden', () => {
  const bench = pushed(new Bench([known(10)]).online(), changed(20, ME, { type: 'join', code: 'c' }));
  expect(only(bench.wrote('setCoverage')).covered).toBe('20');
  const other = pushed(new Bench([known(10)]).online(), changed(11, CAROL, { type: 'join', code: 'c' }));
  expect(only(other.wrote('setCoverage')).covered).toBe('1-11');
});

test('a whole history in one page is not asked for twice', () => {
  const bench = new Bench().online().got(changes(view(4, [BOB]), 4, [entry(4, BOB, 'b4')]));
  bench.got(page(bench, [takesMeIn(3), { skip: { from: 1, to: 2, reason: 'not_a_member' } }], 4));
  expect(bench.wrote('setCoverage').at(-1)?.covered).toBe('1-4');
  expect(bench.frames('sync')).toEqual([]);
});

test('a refused creation leaves nothing hanging behind it', () => {
  const create = writeGroupChange({ type: 'create', nonce: 'n', title: 'Crew', history: 'joined' });
  const behind = post(2, content.message('hi'), false);
  const bench = new Bench([], [post(1, create, false), behind]).online();
  refused(refused(bench, 1, 'not_allowed'), 2, 'after_pending');
  expect(bench.changed([behind]).sends(), 'it no longer names what was refused').toEqual(['id2']);
  expect(refused(bench, 2, 'no_conversation').wrote('fail')).toHaveLength(1);
});

test('what a restored server has lost waits for whoever brings the group back', () => {
  const bench = new Bench([], [post(1, content.message('was there'), true)]).online();
  for (let attempt = 1; attempt <= DISPLACED_PATIENCE; attempt += 1) {
    refused(bench, 1, 'no_conversation');
    expect(bench.wrote('fail')).toEqual([]);
    expect(only(bench.wrote('postpone')).attempts).toBe(attempt);
    expect(bench.pass(60_000).sends()).toEqual(['id1']);
  }
  expect(refused(bench, 1, 'no_conversation').wrote('fail')).toHaveLength(1);
});

test('what is behind it has waited as long and fails with it', () => {
  const behind = post(2, content.message('this too'), true);
  const bench = new Bench([], [post(1, content.message('was there'), true), behind]).online();
  for (let attempt = 1; attempt <= DISPLACED_PATIENCE; attempt += 1) {
    refused(refused(bench, 1, 'no_conversation'), 2, 'after_pending').pass(60_000);
  }
  refused(bench, 1, 'no_conversation');
  expect(bench.changed([behind]).sends(), 'it is tried once more').toEqual(['id2']);
  expect(refused(bench, 2, 'no_conversation').wrote('fail')).toHaveLength(1);
});

test('what was never there fails at once', () => {
  const bench = new Bench([], [post(1, content.message('late'), false)]).online();
  expect(only(refused(bench, 1, 'not_a_member').wrote('fail')).code).toBe('not_a_member');
});

test('a lost change that somebody else has made again vanishes', () => {
  const add = writeGroupChange({ type: 'add', users: [BOB] });
  const bench = refused(new Bench([], [post(1, add, true)]).online(), 1, 'no_change');
  expect(bench.wrote('withdrawn')).toEqual([{ type: 'withdrawn', row: 1, rev: 0 }]);
  expect(bench.wrote('fail')).toEqual([]);
});

test('a view that comes while the log is compared is written after it', () => {
  const bench = restored();
  const answer = page(bench, [entry(2, BOB, 'b2'), entry(1, BOB, 'b1')], 2);
  expect(bench.got(changes(view(2, [BOB]), 2)).wrote('setGroup')).toEqual([]);
  bench.got(answer).on({ type: 'localEntries', now: bench.now, conversation: GROUP, entries: [] });
  const order = bench.ops.map((op) => op.type);
  expect(order.indexOf('verified')).toBeGreaterThanOrEqual(0);
  expect(order.indexOf('setGroup')).toBeGreaterThan(order.indexOf('verified'));
});

test('what stands where the user was not in a restored group is not what they saw there', () => {
  const bench = restored();
  const items = [
    takesMeIn(5),
    { skip: { from: 3, to: 4, reason: 'not_a_member' } },
    { skip: { from: 2, to: 2, reason: 'erased' } },
    entry(1, BOB, 'b1'),
  ];
  bench.got(page(bench, items, 5));
  const entries = [1, 2, 3, 4].map((seq) => ({ seq, at: 1_000 + seq, sender: BOB, id: `b${seq}`, epoch: 1 }));
  bench.on({ type: 'localEntries', now: bench.now, conversation: GROUP, entries });
  expect(bench.wrote('displace')).toEqual([{ type: 'displace', conversation: GROUP, seqs: [3, 4] }]);
  expect(bench.wrote('verified')).toEqual([{ type: 'verified', conversation: GROUP, upTo: 1 }]);
});

test('a group that a restored server says nothing of has its user in it no more', () => {
  const bench = restored();
  const { rid } = only(bench.frames('sync'));
  bench.got({ t: 'error', code: 'no_conversation', message: 'No.', hint: 'No.', rid });
  bench.on({ type: 'localEntries', now: bench.now, conversation: GROUP, entries: [] });
  expect(only(bench.wrote('verified')).upTo).toBe(0);
  const { group } = only(bench.wrote('setGroup'));
  expect(group).toMatchObject({ count: 0, members: [] });
  expect(group.role).toBeUndefined();
});
