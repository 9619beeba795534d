import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import { NowStore } from '../../src/store/now';
import { Views } from '../../src/store/views';
import { BOB, CAROL, entry, ME, Profile, WITH_BOB } from './engineFixture';

let profile: Profile;
let views: Views;

beforeEach(async () => {
  profile = await Profile.open();
  views = new Views(profile.db, new NowStore(ME), () => profile.now);
  await profile.apply({ type: 'putNames', persons: [{ id: BOB, name: 'bob' }] });
});

afterEach(() => profile.close());

async function states(conversation: number) {
  return (await views.window(conversation, -Infinity, Infinity)).map(({ state }) => state);
}

/** From bob, at these seqs. */
function fromBob(...seqs: readonly number[]) {
  return profile.apply(
    { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
    {
      type: 'putEntries',
      conversation: WITH_BOB,
      entries: seqs.map((seq) => entry(seq, BOB, `b${seq}`, content.message(`number ${seq}`))),
    },
    { type: 'setCoverage', conversation: WITH_BOB, head: Math.max(...seqs), covered: `1-${Math.max(...seqs)}` },
  );
}

test('an own message goes from waiting over sent and delivered to read, and never back', async () => {
  await profile.send(BOB, 'one');
  await profile.send(BOB, 'two');
  const key = (await views.find('bob'))?.key ?? 0;
  expect(await states(key)).toEqual([
    { type: 'pending', waitsFor: 'connection' },
    { type: 'pending', waitsFor: 'earlier' },
  ]);
  const row = await profile.row(0);
  await profile.apply({ type: 'markSent', row: row.key, rev: row.rev });
  expect((await states(key))[0]).toEqual({ type: 'pending', waitsFor: 'answer' });
  await profile.confirm(row, 2);
  expect(await states(key)).toEqual([{ type: 'sent' }, { type: 'pending', waitsFor: 'connection' }]);
  await profile.apply({
    type: 'setCursor',
    conversation: WITH_BOB,
    user: BOB,
    cursor: { delivered: 2, read: 0 },
  });
  expect((await states(key))[0]).toEqual({ type: 'delivered' });
  await profile.apply({ type: 'setCursor', conversation: WITH_BOB, user: BOB, cursor: { delivered: 2, read: 2 } });
  expect((await states(key))[0]).toEqual({ type: 'read' });
  await profile.apply({ type: 'setCursor', conversation: WITH_BOB, user: BOB, cursor: { delivered: 1, read: 0 } });
  expect((await states(key))[0]).toEqual({ type: 'read' });
});

test('what was put off says until when, and what failed says why, with names instead of ids', async () => {
  await profile.send(BOB, 'one');
  const key = (await views.find('bob'))?.key ?? 0;
  const row = await profile.row(0);
  await profile.apply({ type: 'postpone', row: row.key, rev: row.rev, attempts: 1, delay: 5_000 });
  expect(await states(key)).toEqual([{ type: 'pending', waitsFor: 'retry', nextAt: profile.now + 5_000 }]);
  profile.now += 5_000;
  expect(await states(key)).toEqual([{ type: 'pending', waitsFor: 'connection' }]);
  const again = await profile.row(0);
  await profile.apply({
    type: 'fail',
    row: again.key,
    rev: again.rev,
    code: 'not_allowed',
    reason: `The user ${BOB} is not to be written to.`,
  });
  expect(await states(key)).toEqual([
    { type: 'failed', code: 'not_allowed', reason: 'The user bob is not to be written to.' },
  ]);
  expect(await views.conversation(key)).toMatchObject({ pending: 0, failed: 1 });
});

test('a message to a name waits for the name, which the outbox looks up before it', async () => {
  await profile.send('dora', 'hello');
  const dora = await views.find('dora');
  expect(dora).toMatchObject({ title: 'dora', pending: 1, members: [] });
  expect(await states(dora?.key ?? 0)).toEqual([{ type: 'pending', waitsFor: 'name', name: 'dora' }]);
  expect(await views.outbox()).toMatchObject([
    { what: 'lookup', title: 'dora', text: 'dora', state: { type: 'pending', waitsFor: 'connection' } },
    { what: 'message', title: 'dora', text: 'hello', state: { type: 'pending', waitsFor: 'name' } },
  ]);
});

test('a key of a conversation that became another one goes on working', async () => {
  const early = await profile.send('carol', 'before the lookup');
  const old = (await views.find('carol'))?.key ?? 0;
  await profile.send(CAROL, 'by her id');
  const lookup = (await profile.changes()).rows.find((row) => row.type === 'lookup');
  await profile.apply({ type: 'resolve', row: lookup?.key ?? 0, person: { id: CAROL, name: 'carol' } });
  const merged = await views.conversation(old);
  expect(merged?.peer).toBe(CAROL);
  expect(await views.conversations()).toHaveLength(1);
  const texts = (await views.window(old, -Infinity, Infinity)).map(({ text }) => text);
  expect(texts).toEqual(['before the lookup', 'by her id']);
  expect((await views.message(early))?.conversation).toBe(merged?.key);
});

test('the list is in the order of what happened last, and counts what was not seen', async () => {
  await fromBob(2, 3, 4);
  await profile.send(CAROL, 'later');
  expect((await views.conversations()).map(({ title, unread }) => [title, unread])).toEqual([
    [CAROL, 0],
    ['bob', 3],
  ]);
  const key = (await views.find('bob'))?.key ?? 0;
  expect(await views.firstUnread(key)).toBe(2);
  await profile.apply({ type: 'setSeen', conversation: WITH_BOB, seq: 3 });
  expect(await views.firstUnread(key)).toBe(4);
  expect(await views.conversation(key)).toMatchObject({ unread: 1, seen: 3, complete: true });
  expect((await views.window(key, 3, 4)).map(({ state }) => state)).toEqual([
    { type: 'received', read: true },
    { type: 'received', read: false },
  ]);
  await profile.apply({ type: 'setSeen', conversation: WITH_BOB, seq: 4 });
  expect(await views.firstUnread(key)).toBeUndefined();
});

test('a stranger begins with a request until the user writes, where strangers may write at all', async () => {
  await fromBob(2);
  expect(await views.find('bob')).toMatchObject({ request: false });
  await profile.apply({ type: 'strangers', allowed: true });
  expect(await views.find('bob')).toMatchObject({ request: true });
  await profile.send(BOB, 'welcome');
  expect(await views.find('bob')).toMatchObject({ request: false });
});

test('details say when a message was written and stored, and whom it has reached', async () => {
  const key = await profile.send(BOB, 'one');
  profile.now += 60_000;
  expect(await views.details(key)).toMatchObject({ written: 1_000_000, reach: [], attempts: 0 });
  await profile.confirm(await profile.row(0), 2);
  await profile.apply({ type: 'setCursor', conversation: WITH_BOB, user: BOB, cursor: { delivered: 2, read: 0 } });
  expect(await views.details(key)).toMatchObject({
    written: 1_000_000,
    stored: 1_002,
    reach: [{ user: BOB, name: 'bob', delivered: true, read: false }],
    message: { state: { type: 'delivered' } },
  });
});

test('an entry of a later version is a placeholder', async () => {
  await profile.apply(
    { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
    {
      type: 'putEntries',
      conversation: WITH_BOB,
      entries: [entry(2, BOB, 'b2', { ...content.message('{}'), kind: 'poll' })],
    },
  );
  const key = (await views.find('bob'))?.key ?? 0;
  expect(await views.window(key, 0, 10)).toMatchObject([{ kind: 'poll', understood: false, text: '' }]);
});
