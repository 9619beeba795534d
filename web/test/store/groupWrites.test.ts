import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import type { GroupView, Role, UserId } from '../../src/protocol/frames';
import { readGroupChange } from '../../src/protocol/groupChanges';
import type { GroupChange } from '../../src/protocol/groups';
import { conversationId } from '../../src/protocol/ids';
import { GroupNow } from '../../src/store/groupNow';
import { BOB, CAROL, changed, DAVE, entry, ME, NOW, Profile, refusal } from './profile';

const THEIRS = conversationId.group(BOB, 'theirs');
const CODE = '0'.repeat(26);
/** What the view of a group that others made says. */
const TITLE_VERSION = 4;

let profile: Profile;

beforeEach(async () => {
  profile = await Profile.open();
  await profile.named(ME, 'me');
  await profile.named(BOB, 'bob');
  await profile.named(CAROL, 'carol');
});

afterEach(async () => {
  await profile.rules();
  await profile.remove();
});

const now = (key: number) => GroupNow.read(profile.db, key);

async function idOf(key: number): Promise<string> {
  return (await profile.db.conversations.get(key))?.id ?? '';
}

/** By name, with what still waits. */
async function members(key: number): Promise<readonly string[]> {
  const group = await now(key);
  const needs = await profile.db.needs.toArray();
  const people = await profile.db.people.toArray();
  const out = [...(await group.members())].map(([user, role]) => {
    const name =
      people.find((person) => person.id === user)?.name ?? needs.find((need) => need.standIn === user)?.name ?? '?';
    return `${name} ${role}${group.changedUsers().has(user) ? ' waiting' : ''}`;
  });
  return out.toSorted();
}

function view(seq: number, mine: Role, large: boolean, others: readonly UserId[]): GroupView {
  const all = [
    { user: ME, role: mine },
    ...others.map((user) => ({ user, role: user === BOB ? ('owner' as const) : ('member' as const) })),
  ];
  return {
    seq,
    title: 'Walk',
    titleVersion: TITLE_VERSION,
    history: 'joined',
    large,
    count: large ? 700 : all.length,
    role: mine,
    members: large ? [] : all,
    links: [],
  };
}

const FORMER = {
  title: '',
  titleVersion: 0,
  history: 'joined',
  large: false,
  count: 0,
  members: [],
  links: [],
} as const;

async function theirs(seq: number, mine: Role, large: boolean, ...others: readonly UserId[]): Promise<number> {
  await profile.apply(
    { type: 'setGroup', conversation: THEIRS, group: view(seq, mine, large, others) },
    { type: 'setCoverage', conversation: THEIRS, head: seq, covered: `${seq}` },
  );
  return profile.key(THEIRS);
}

async function put(seq: number, from: UserId, change: GroupChange): Promise<void> {
  await profile.apply({ type: 'putEntries', conversation: THEIRS, entries: [changed(seq, from, change)] });
}

async function leaving(): Promise<readonly (GroupChange | undefined)[]> {
  const rows = await profile.rows();
  return rows.flatMap((row) => (row.type === 'send' ? [readGroupChange(row.content)] : []));
}

/** Key of the newest line. */
async function newest(key: number): Promise<number> {
  return (await profile.lines(key)).at(-1)?.entry ?? 0;
}

describe('a new group', () => {
  test('is there at once, and stays the same once it is stored', async () => {
    const key = await profile.writes.createGroup('  Walk on Sunday ', ['bob', CAROL, 'bob', 'me']);
    expect(await now(key)).toMatchObject({ title: 'Walk on Sunday', role: 'owner' });
    expect((await now(key)).view()).toEqual({
      role: 'owner',
      joining: false,
      count: 3,
      large: false,
      history: 'joined',
    });
    expect(await members(key)).toEqual(['bob member waiting', 'carol member waiting', 'me owner waiting']);
    await profile.confirmAll(await idOf(key), 0);
    expect(await members(key)).toEqual(['bob member', 'carol member', 'me owner']);
    expect((await now(key)).view()).toEqual({
      role: 'owner',
      joining: false,
      count: 3,
      large: false,
      history: 'joined',
    });
    expect((await profile.db.conversations.get(key))?.members).toEqual([ME, BOB, CAROL]);
  });

  test('has the id of its creator and nonce', async () => {
    const key = await profile.writes.createGroup('Walk', []);
    const [create] = await leaving();
    expect(create).toMatchObject({ type: 'create', title: 'Walk', history: 'joined' });
    expect(create?.type === 'create' && conversationId.group(ME, create.nonce)).toBe(await idOf(key));
  });

  test('waits where somebody is to be looked up first, and nothing made-up ever leaves', async () => {
    const key = await profile.writes.createGroup('Walk', ['bob', 'dave', 'carol']);
    await profile.writes.send(key, 'Hello');
    expect((await profile.rows()).map((row) => row.type)).toEqual(['send', 'send', 'lookup']);
    expect((await profile.store.localChanges()).truncated).toEqual([await idOf(key)]);
    expect((await now(key)).changedUsers().size).toBe(4);
    expect([...(await (await now(key)).realMembers())]).toEqual([ME, BOB, CAROL]);
    await profile.resolve(DAVE, 'dave');
    expect((await leaving())[2]).toEqual({ type: 'add', users: [DAVE] });
    expect((await profile.rows()).length).toBe(5);
  });

  test('fails for a name that nobody has, and for nobody else', async () => {
    const key = await profile.writes.createGroup('Walk', ['nobody']);
    await profile.writes.addMember(key, 'bob');
    await profile.apply({ type: 'unknownName', row: await profile.lookup(), reason: 'Nobody is called that.' });
    expect((await profile.rows()).length).toBe(2);
    expect(await members(key)).toEqual(['bob member waiting', 'me owner waiting']);
    const failed = (await profile.lines(key))[1]?.entry ?? 0;
    await profile.writes.retry(failed);
    expect((await profile.rows()).at(-1)?.type).toBe('lookup');
    await profile.writes.discard(failed);
    expect((await profile.rows()).map((row) => row.type)).toEqual(['send', 'send']);
  });

  test('is served by the lookup that a message waits for', async () => {
    await profile.writes.send(await profile.writes.open('dave'), 'Hi');
    await profile.writes.createGroup('Walk', ['dave']);
    expect((await profile.rows()).filter((row) => row.type === 'lookup').length).toBe(1);
    await profile.resolve(DAVE, 'dave');
    expect((await profile.rows()).length).toBe(3);
  });

  test('that never was sent leaves nothing behind when it is left, or its beginning discarded', async () => {
    const key = await profile.writes.createGroup('Walk', ['bob', 'dave']);
    await profile.writes.send(key, 'Hello');
    await profile.writes.leave(key);
    const again = await profile.writes.createGroup('Walk', ['bob']);
    await profile.writes.discard((await profile.lines(again))[0]?.entry ?? 0);
    expect(await profile.db.outbox.count()).toBe(0);
    expect(await profile.db.entries.count()).toBe(0);
  });

  test('that may have arrived is left by an entry', async () => {
    const key = await profile.writes.createGroup('Walk', []);
    await profile.markSent(await profile.queued());
    await profile.writes.leave(key);
    expect(await leaving()).toMatchObject([{ type: 'create' }, { type: 'leave' }]);
    expect((await now(key)).role).toBeUndefined();
    expect(await refusal(profile.writes.discard((await profile.lines(key))[0]?.entry ?? 0))).toBe('not_allowed');
  });
});

describe('what is certain to fail', () => {
  test('is refused at once', async () => {
    const key = await theirs(5, 'member', false, BOB);
    const { writes } = profile;
    expect(await refusal(writes.addMember(key, 'carol'))).toBe('not_allowed');
    expect(await refusal(writes.setTitle(key, 'New'))).toBe('not_allowed');
    expect(await refusal(writes.setTitle(key, '  '))).toBe('bad_title');
    expect(await refusal(writes.createGroup('x'.repeat(201), []))).toBe('bad_title');
    expect(await refusal(writes.createGroup('Walk', ['']))).toBe('bad_name');
    const own = await writes.createGroup('Mine', ['bob']);
    expect(await refusal(writes.addMember(own, 'bob'))).toBe('no_change');
    expect(await refusal(writes.removeMember(own, 'carol'))).toBe('no_change');
    expect(await refusal(writes.removeMember(own, 'me'))).toBe('not_allowed');
    expect(await refusal(writes.setRole(own, 'me', 'member'))).toBe('not_allowed');
    expect(await refusal(writes.setRole(own, 'bob', 'member'))).toBe('no_change');
    expect(await refusal(writes.setTitle(own, 'Mine'))).toBe('no_change');
    expect(await refusal(writes.setHistory(own, 'joined'))).toBe('no_change');
    expect(await refusal(writes.makeLink(own, -1, 0))).toBe('bad_link');
    expect(await refusal(writes.makeLink(own, 0, -1))).toBe('bad_link');
    expect(await refusal(writes.join(conversationId.direct(ME, BOB), CODE))).toBe('bad_link');
    expect(await refusal(writes.leave(await writes.open(BOB)))).toBe('not_a_group');
    expect(await refusal(writes.leave(4711))).toBe('no_conversation');
  });

  test('is everything for who is gone, and they keep what was theirs', async () => {
    const key = await theirs(5, 'admin', false, BOB);
    await profile.apply({
      type: 'putEntries',
      conversation: THEIRS,
      entries: [entry(6, BOB, 'm', content.message('See you'))],
    });
    await put(7, BOB, { type: 'remove', user: ME });
    await profile.apply({ type: 'setGroup', conversation: THEIRS, group: { seq: 7, ...FORMER } });
    expect((await now(key)).role).toBeUndefined();
    expect((await now(key)).title).toBe('Walk');
    expect((await profile.texts(key))[0]).toBe('See you');
    expect(await refusal(profile.writes.send(key, 'Hello'))).toBe('not_a_member');
    expect(await refusal(profile.writes.addMember(key, 'carol'))).toBe('not_a_member');
    expect(await refusal(profile.writes.leave(key))).toBe('not_a_member');
    expect(await profile.rows()).toEqual([]);
  });

  test('is not known of somebody in a large group, not all of whom are here', async () => {
    const key = await theirs(5, 'owner', true, BOB);
    await profile.writes.removeMember(key, CAROL);
    await profile.writes.setRole(key, DAVE, 'admin');
    expect(await leaving()).toEqual([
      { type: 'remove', user: CAROL },
      { type: 'setRole', user: DAVE, role: 'admin' },
    ]);
  });
});

describe('a title', () => {
  test('takes the place of one that never left, and asks for one that may have', async () => {
    const key = await theirs(5, 'admin', false, BOB);
    await profile.writes.setTitle(key, 'Swim');
    await profile.writes.setTitle(key, 'Run');
    expect((await profile.rows()).length).toBe(1);
    await profile.markSent(await profile.queued());
    await profile.writes.setTitle(key, 'Fly');
    expect((await now(key)).title).toBe('Fly');
    expect((await profile.queued()).type).toBe('cancel');
    await profile.confirm(await profile.queued(), 6);
    const next = await profile.sending();
    expect(next.content.expect).toEqual({ register: 'title', version: 6 });
    await profile.confirm(next, 7);
    expect((await now(key)).title).toBe('Fly');
  });

  test('that was refused as stale goes on top of the newest when the user wants it', async () => {
    const key = await profile.writes.createGroup('Walk', ['bob']);
    const head = await profile.confirmAll(await idOf(key), 0);
    await profile.writes.setTitle(key, 'Mine');
    const before = await profile.sending();
    expect(before.content.expect).toEqual({ register: 'title', version: 0 });
    await profile.fail(0, 'stale', head + 1);
    expect((await now(key)).title).toBe('Walk');
    await profile.writes.retry(await newest(key));
    const after = await profile.sending();
    expect(after.content.expect).toEqual({ register: 'title', version: head + 1 });
    expect(after.id).not.toBe(before.id);
    expect((await now(key)).title).toBe('Mine');
  });

  test('of who has not seen the last one names the version that the server told', async () => {
    const key = await theirs(50, 'admin', false, BOB);
    await profile.writes.setTitle(key, 'Swim');
    expect((await profile.sending()).content.expect).toEqual({ register: 'title', version: TITLE_VERSION });
  });

  test('that failed makes room for another one', async () => {
    const key = await theirs(5, 'admin', false, BOB);
    await profile.writes.setTitle(key, 'Swim');
    await profile.fail(0, 'stale', 6);
    await profile.writes.setTitle(key, 'Run');
    expect(await profile.db.outbox.count()).toBe(1);
    expect((await profile.sending()).content.expect).toEqual({ register: 'title', version: 6 });
  });
});

describe('links', () => {
  test('are for who manages, and end in time', async () => {
    const key = await profile.writes.createGroup('Walk', []);
    const link = await profile.writes.makeLink(key, 2, 3_600_000);
    const forEver = await profile.writes.makeLink(key, 0, 0);
    expect(link.code).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
    expect((await (await now(key)).links(NOW)).length).toBe(2);
    await profile.writes.revokeLink(key, forEver.code);
    expect(await (await now(key)).links(NOW)).toEqual([link]);
    expect(await refusal(profile.writes.revokeLink(key, forEver.code))).toBe('no_change');
    await profile.confirmAll(await idOf(key), 0);
    expect(await (await now(key)).links(NOW)).toEqual([link]);
    expect(await (await now(key)).links(NOW + 7_200_000)).toEqual([]);
    expect((await profile.lines(key)).length).toBe(1);
  });

  test('let somebody in who waits for the server', async () => {
    const key = await profile.writes.join(THEIRS, CODE);
    expect(await profile.writes.join(THEIRS, CODE)).toBe(key);
    expect(await leaving()).toEqual([{ type: 'join', code: CODE }]);
    expect(await now(key)).toMatchObject({ joining: true, role: undefined });
    await profile.writes.send(key, 'Hello');
    await profile.markSent(await profile.queued());
    await profile.confirm(await profile.queued(), 9);
    await theirs(9, 'member', false, BOB);
    expect(await now(key)).toMatchObject({ joining: false, role: 'member', title: 'Walk' });
  });

  test('that were asked for and never left are forgotten when the user leaves', async () => {
    const key = await profile.writes.join(THEIRS, CODE);
    await profile.writes.leave(key);
    expect(await profile.db.outbox.count()).toBe(0);
  });
});

test('a refused change holds no longer, and is gone when it is discarded', async () => {
  const key = await theirs(5, 'admin', false, BOB);
  await profile.writes.addMember(key, 'carol');
  expect(await members(key)).toEqual(['bob owner', 'carol member waiting', 'me admin']);
  await profile.fail(0, 'not_accepted');
  expect(await members(key)).toEqual(['bob owner', 'me admin']);
  await profile.writes.discard(await newest(key));
  expect(await profile.lines(key)).toEqual([]);
});

test('members of a large group come in pages, and what came since is applied over them', async () => {
  const key = await theirs(5, 'member', true, BOB);
  expect((await now(key)).view().count).toBe(700);
  await profile.apply({
    type: 'putMembers',
    conversation: THEIRS,
    members: [
      { user: BOB, role: 'owner' },
      { user: CAROL, role: 'member' },
    ],
    count: 700,
  });
  expect(await members(key)).toEqual(['bob owner', 'carol member', 'me member']);
  await put(8, BOB, { type: 'add', users: [DAVE] });
  expect((await now(key)).view().count).toBe(701);
});

test('a group that the server has lost is queued again with its beginning', async () => {
  const key = await profile.writes.createGroup('Walk', ['bob']);
  await profile.writes.send(key, 'Hello');
  const id = await idOf(key);
  await profile.confirmAll(id, 0);
  await profile.apply(
    { type: 'beginEpoch', epoch: 'e2' },
    { type: 'displace', conversation: id, seqs: [1, 2, 3] },
    { type: 'verified', conversation: id, upTo: 0 },
  );
  expect(await members(key)).toEqual(['bob member waiting', 'me owner waiting']);
  expect((await leaving()).map((change) => change?.type)).toEqual(['create', 'add', undefined]);
  await profile.confirmAll(id, 0);
  expect(await members(key)).toEqual(['bob member', 'me owner']);
});

test('a group that the server has lost has nobody in it and keeps its name, also when the epoch was kept', async () => {
  const key = await theirs(5, 'admin', false, BOB);
  await profile.apply(
    { type: 'verified', conversation: THEIRS, upTo: 0 },
    { type: 'setGroup', conversation: THEIRS, group: { seq: 0, ...FORMER } },
  );
  expect(await members(key)).toEqual([]);
  expect((await now(key)).title).toBe('Walk');
  await put(3, BOB, { type: 'setTitle', title: 'Run' });
  await put(4, BOB, { type: 'add', users: [ME] });
  expect(await now(key)).toMatchObject({ role: 'member', title: 'Run' });
});
