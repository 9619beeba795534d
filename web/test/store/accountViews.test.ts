import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import { NowStore } from '../../src/store/now';
import { Views } from '../../src/store/views';
import { fill } from './fill';
import { BOB, CAROL, entry, ME, NOW, Profile, WITH_BOB } from './profile';

let profile: Profile;
let views: Views;
let now: number;

beforeEach(async () => {
  profile = await Profile.open();
  now = NOW;
  views = new Views(profile.db, new NowStore(ME), () => now);
  await profile.named(BOB, 'bob');
});

afterEach(async () => {
  await profile.rules();
  await profile.remove();
});

/** The conversation with bob, which he has begun. */
async function withBob() {
  await profile.apply(
    { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
    { type: 'putEntries', conversation: WITH_BOB, entries: [entry(2, BOB, 'b2', content.message('hi'))] },
    { type: 'setCoverage', conversation: WITH_BOB, head: 2, covered: '2' },
  );
  return profile.key(WITH_BOB);
}

test('contacts and blocked people are there at once, by what the user calls them', async () => {
  await profile.writes.addContact(BOB, 'Bobby');
  await profile.writes.addContact('anna', '');
  await profile.writes.block(CAROL);
  expect(await views.contacts()).toMatchObject([
    { name: 'anna', nick: '', known: true, blocked: false, waiting: true },
    { user: BOB, name: 'bob', nick: 'Bobby', known: true, blocked: false, waiting: true },
    { user: CAROL, nick: '', known: false, blocked: true, waiting: true },
  ]);
  await profile.writes.removeContact(BOB);
  expect((await views.contacts()).map(({ user }) => user)).not.toContain(BOB);
});

test('blocked, muted and drafted conversations say so, in the list as alone', async () => {
  const key = await withBob();
  expect(await views.conversation(key)).toMatchObject({ blocked: false, muted: false, draft: '', complete: false });
  await profile.writes.block(BOB);
  await profile.writes.mute(key, now + 1_000);
  await profile.writes.saveDraft(key, 'Dear b');
  const expected = { blocked: true, muted: true, draft: 'Dear b' };
  expect(await views.conversation(key)).toMatchObject(expected);
  expect(await views.conversations()).toMatchObject([expected]);
  now += 1_001;
  await profile.writes.unblock(BOB);
  await profile.writes.saveDraft(key, '');
  expect(await views.conversation(key)).toMatchObject({ blocked: false, muted: false, draft: '' });
  await profile.writes.mute(key, 0);
  expect(await views.conversation(key)).toMatchObject({ muted: true });
  await profile.writes.unmute(key);
  expect(await views.conversation(key)).toMatchObject({ muted: false });
});

test('a mute ends by the clock of the server', async () => {
  const key = await withBob();
  await profile.writes.mute(key, now + 60_000);
  expect(await views.conversation(key)).toMatchObject({ muted: true });
  await profile.apply({ type: 'serverTime', at: now + 120_000 });
  expect(await views.conversation(key)).toMatchObject({ muted: false });
});

test('a draft to somebody who is not looked up yet stays in the conversation', async () => {
  const key = await profile.writes.open('dora');
  await profile.writes.saveDraft(key, 'Dear d');
  expect(await views.conversation(key)).toMatchObject({ title: 'dora', draft: 'Dear d' });
});

test('a stranger is a request until accepted, written to, or a contact', async () => {
  const key = await withBob();
  await profile.apply({ type: 'strangers', allowed: true });
  expect(await views.conversation(key)).toMatchObject({ request: true });
  await profile.writes.addContact(BOB, '');
  expect(await views.conversation(key)).toMatchObject({ request: false });
  await profile.writes.removeContact(BOB);
  expect(await views.conversation(key)).toMatchObject({ request: true });
  await profile.writes.accept(key);
  expect(await views.conversation(key)).toMatchObject({ request: false });
});

test('the outbox names settings, edits and deletions as what they are', async () => {
  const key = await withBob();
  const message = await profile.writes.send(key, 'one');
  await profile.confirm(await profile.queued(), 3);
  await profile.writes.edit(message, 'two');
  await profile.writes.addContact(BOB, 'B');
  await profile.writes.send(key, 'three');
  expect(await views.outbox()).toMatchObject([
    { what: 'edit', title: 'bob', text: 'two' },
    { what: 'setting', title: '', text: '', setting: { name: `contact:${BOB}`, value: 'B' }, names: { [BOB]: 'bob' } },
    { what: 'message', title: 'bob', text: 'three', state: { type: 'pending', waitsFor: 'earlier' } },
  ]);
  expect(await views.message(message)).toMatchObject({ text: 'two', edited: true, changing: true });
});

test('an own message that may have left and is changed is being withdrawn', async () => {
  const message = await profile.sentUnanswered('one');
  await profile.writes.edit(message, 'two');
  expect(await views.outbox()).toMatchObject([{ what: 'withdraw', message, text: 'two' }]);
  await profile.writes.discard(message);
  expect(await views.message(message)).toBeUndefined();
});

test('notes to oneself are a conversation with nobody else in it', async () => {
  await profile.named(ME, 'me');
  const key = await profile.writes.open(ME);
  const message = await profile.writes.send(key, 'milk');
  expect(await views.conversation(key)).toMatchObject({ self: true, title: 'me', members: [ME], request: false });
  await profile.confirm(await profile.queued(), 2);
  expect((await views.message(message))?.state).toEqual({ type: 'sent' });
});

test('the list says of each conversation what it says of itself, last active first', async () => {
  await fill((...ops) => profile.apply(...ops), ME, { pairs: 40, groups: 8, members: 6, each: 30 });
  const list = await views.conversations();
  await profile.writes.send(list[20]?.key ?? 0, 'the newest');
  await profile.writes.setTitle(list.find(({ group }) => group)?.key ?? 0, 'Another title');
  const after = await views.conversations();
  expect(after).toHaveLength(48);
  for (const each of after) {
    expect(await views.conversation(each.key)).toEqual(each);
  }
  const times = after.map(({ last }) => last?.at ?? 0);
  expect(times).toEqual(times.toSorted((one, other) => other - one));
  expect(after.slice(0, 2).some(({ last }) => last?.text === 'the newest')).toBe(true);
  expect(after.some(({ title }) => title === 'Another title')).toBe(true);
  expect(after.every(({ last }) => last !== undefined)).toBe(true);
});

test('people are offered by name, without the user', async () => {
  await profile.apply({
    type: 'putNames',
    persons: [
      { id: ME, name: 'me' },
      { id: CAROL, name: 'Anna' },
    ],
  });
  expect(await views.people()).toEqual([
    { user: CAROL, name: 'Anna' },
    { user: BOB, name: 'bob' },
  ]);
});
