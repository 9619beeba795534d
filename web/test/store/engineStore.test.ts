import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import { conversationId } from '../../src/protocol/ids';
import { EngineStore } from '../../src/store/engineStore';
import { StoreConflict, Superseded } from '../../src/store/faults';
import { inWriting } from '../../src/store/writing';
import { dump } from './crash';
import { BOB, CAROL, entry, ME, NOW, Profile, WITH_BOB } from './profile';

const GROUP = conversationId.group(BOB, 'walk');

let profile: Profile;

beforeEach(async () => {
  profile = await Profile.open();
});

afterEach(async () => {
  await profile.rules();
  await profile.remove();
});

async function send(text: string): Promise<number> {
  return profile.writes.send(await profile.writes.open(BOB), text);
}

async function unread(): Promise<number | undefined> {
  return (await profile.db.summaries.get(await profile.key(WITH_BOB)))?.unread;
}

function messages(from: number, to: number) {
  return Array.from({ length: to - from + 1 }, (_, index) =>
    entry(from + index, BOB, `b${from + index}`, content.message(`seq ${from + index}`)),
  );
}

describe('an engine', () => {
  test('writes nothing any more once another one has begun', async () => {
    const other = new EngineStore(profile.db, { now: () => NOW, randomBytes: (n) => new Uint8Array(n) });
    const fence = await other.begin();
    const old = await dump(profile.db);
    await expect(profile.apply({ type: 'setMark', mark: 'old' })).rejects.toBeInstanceOf(Superseded);
    expect(await dump(profile.db)).toEqual(old);
    await other.apply(fence, [{ type: 'setMark', mark: 'new' }]);
    expect((await other.snapshot()).mark).toBe('new');
  });

  test('never sends what the user has changed meanwhile, and nothing else of that transaction happens', async () => {
    const key = await send('Hello');
    const row = await profile.queued();
    await profile.writes.edit(key, 'Hi');
    const old = await dump(profile.db);
    const apply = profile.apply({ type: 'setMark', mark: 'm' }, { type: 'markSent', row: row.key, rev: row.rev });
    await expect(apply).rejects.toBeInstanceOf(StoreConflict);
    expect(await dump(profile.db)).toEqual(old);
  });

  test('does not touch what has another revision by now', async () => {
    const key = await send('Hello');
    const { key: row, rev } = await profile.queued();
    await profile.writes.edit(key, 'Hi');
    const old = await dump(profile.db);
    await profile.apply(
      { type: 'fail', row, rev, code: 'bad_content', reason: 'No.' },
      { type: 'postpone', row, rev, attempts: 3, delay: 1000 },
      { type: 'withdrawn', row, rev },
    );
    expect(await dump(profile.db)).toEqual(old);
  });

  test('reads what it was told, in a new run', async () => {
    await profile.apply(
      { type: 'beginEpoch', epoch: 'e1' },
      { type: 'setMark', mark: 'm1' },
      { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
      { type: 'setCoverage', conversation: WITH_BOB, head: 3, covered: '1-3' },
      { type: 'putEntries', conversation: WITH_BOB, entries: messages(1, 3) },
      { type: 'setCursor', conversation: WITH_BOB, user: ME, cursor: { delivered: 3, read: 1 } },
      { type: 'setCursor', conversation: WITH_BOB, user: ME, cursor: { delivered: 2, read: 2 } },
      { type: 'confirmCursor', conversation: WITH_BOB, cursor: { delivered: 3, read: 1 } },
      { type: 'putNames', persons: [{ id: BOB, name: 'bob' }] },
    );
    await profile.writes.addContact(CAROL, 'Caro');
    await profile.confirm(await profile.queued(), 1);
    const snapshot = await profile.store.snapshot();
    expect(snapshot).toMatchObject({ me: ME, epoch: 'e1', epochNo: 1, mark: 'm1', named: [BOB], nameless: [CAROL] });
    expect(snapshot.conversations[0]).toEqual({
      id: WITH_BOB,
      members: [ME, BOB],
      head: 3,
      covered: '1-3',
      trusted: 1,
      own: { delivered: 3, read: 2 },
      confirmed: { delivered: 3, read: 1 },
      large: false,
    });
    expect(await profile.store.localEntries(WITH_BOB, 2, 9)).toEqual([
      { seq: 2, at: NOW + 2, sender: BOB, id: 'b2', epoch: 1 },
      { seq: 3, at: NOW + 3, sender: BOB, id: 'b3', epoch: 1 },
    ]);
  });

  test('begins a new epoch without a mark, and trusts what it has nothing of', async () => {
    await profile.apply(
      { type: 'setMark', mark: 'm1' },
      { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
      { type: 'setMembers', conversation: GROUP, members: [] },
      { type: 'setCoverage', conversation: GROUP, head: 1, covered: '1' },
      { type: 'beginEpoch', epoch: 'e2' },
    );
    const snapshot = await profile.store.snapshot();
    expect(snapshot).toMatchObject({ epoch: 'e2', epochNo: 1 });
    expect(snapshot.mark).toBeUndefined();
    expect(snapshot.conversations.map((each) => [each.id, each.trusted])).toEqual([
      [WITH_BOB, 1],
      [GROUP, 0],
    ]);
  });
});

describe('what waits for the engine', () => {
  test('is the first rows of every conversation, and which ones have more', async () => {
    const bob = await profile.writes.open(BOB);
    const carol = await profile.writes.open(CAROL);
    const clock = { now: () => NOW, randomBytes: (n: number) => crypto.getRandomValues(new Uint8Array(n)) };
    await inWriting(profile.db, clock, async ({ entries }) => {
      for (let number = 1; number <= 258; number++) {
        await entries.compose(bob, content.message(`message ${number}`));
      }
    });
    await profile.writes.send(carol, 'the only one');
    await profile.fail(0, 'bad_content');
    const some = await profile.store.localChanges();
    expect(some.rows).toHaveLength(257);
    expect(some.truncated).toEqual([WITH_BOB]);
    expect(some.rows.at(-1)).toMatchObject({ conversation: conversationId.direct(ME, CAROL) });
    await profile.fail(0, 'bad_content');
    expect((await profile.store.localChanges()).truncated).toEqual([]);
  });

  test('names its target by the seq that it has by then, and waits until it has one', async () => {
    const key = await profile.sentUnanswered('Hello');
    await profile.confirm(await profile.queued(), 2);
    await profile.writes.edit(key, 'Hi');
    await profile.apply(
      { type: 'beginEpoch', epoch: 'e2' },
      { type: 'displace', conversation: WITH_BOB, seqs: [2] },
      { type: 'verified', conversation: WITH_BOB, upTo: 1 },
    );
    const changes = await profile.store.localChanges();
    expect(changes.rows).toMatchObject([{ type: 'send', displaced: true, maybeSent: true }]);
    expect(changes.truncated).toEqual([WITH_BOB]);
    await profile.confirm(await profile.queued(), 7);
    expect((await profile.sending()).content).toEqual(content.edit(7, 'Hi'));
  });

  test('waits for the name that it speaks of', async () => {
    await profile.apply({ type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] });
    await profile.writes.createGroup('Walk', ['carol']);
    const before = await profile.store.localChanges();
    expect(before.rows.map((row) => row.type)).toEqual(['send', 'lookup']);
    expect(before.truncated).toHaveLength(1);
    await profile.resolve(CAROL, 'carol');
    const after = await profile.store.localChanges();
    expect(after.truncated).toEqual([]);
    expect(after.rows.map((row) => (row.type === 'send' ? row.content.body.data : row.type)).at(-1)).toContain(CAROL);
  });

  test('tells how far was read until the server is told', async () => {
    await profile.apply({ type: 'putEntries', conversation: WITH_BOB, entries: messages(1, 4) });
    expect(await unread()).toBe(4);
    await profile.apply({ type: 'setSeen', conversation: WITH_BOB, seq: 3 });
    await profile.apply({ type: 'setSeen', conversation: WITH_BOB, seq: 2 });
    expect(await unread()).toBe(1);
    expect((await profile.store.localChanges()).seen).toEqual([[WITH_BOB, 3]]);
    await profile.apply({
      type: 'setCursor',
      conversation: WITH_BOB,
      user: ME,
      cursor: { delivered: 4, read: 3 },
    });
    expect((await profile.store.localChanges()).seen).toEqual([]);
    await profile.apply({ type: 'verified', conversation: WITH_BOB, upTo: 1 });
    expect(await unread()).toBe(3);
    expect((await profile.store.localChanges()).seen).toEqual([]);
  });

  test('says whether the user wants to be left alone', async () => {
    expect((await profile.store.localChanges()).busy).toBe(false);
    await profile.writes.set('presence.status', 'busy');
    expect((await profile.store.localChanges()).busy).toBe(true);
  });
});

describe('a page', () => {
  test('may be long, and of kinds that only a later version knows', async () => {
    const later = { ...content.message('x'), kind: 'later' };
    await profile.apply({
      type: 'putEntries',
      conversation: GROUP,
      entries: Array.from({ length: 400 }, (_, index) => entry(index + 1, BOB, `b${index + 1}`, later)),
    });
    const lines = await profile.lines(await profile.key(GROUP));
    expect(lines).toHaveLength(400);
    expect(lines.every((line) => line.text === '' && line.kind === 'later')).toBe(true);
  });

  test('in which two entries claim one seq leaves the later one there', async () => {
    await profile.apply({
      type: 'putEntries',
      conversation: WITH_BOB,
      entries: [entry(2, BOB, 'b1', content.message('one')), entry(2, BOB, 'b2', content.message('other'))],
    });
    expect(await profile.texts(await profile.key(WITH_BOB))).toEqual(['other']);
  });

  test('shows a kind of a later version as one that it does not know, and keeps it as it came', async () => {
    const poll = { kind: 'poll', mentions: [BOB], blobs: [], body: { type: 'a/b', data: '{}' } };
    await profile.apply({ type: 'putEntries', conversation: WITH_BOB, entries: [entry(2, BOB, 'b1', poll)] });
    const [line] = await profile.lines(await profile.key(WITH_BOB));
    expect(line).toMatchObject({ kind: 'poll', text: '', counts: 1 });
    expect((await profile.db.entries.get(line?.entry ?? 0))?.content).toEqual(poll);
  });
});

test('of readers of a large group those are kept who say more than all that stand behind them', async () => {
  const counts = async () => (await profile.db.readers.toArray()).map(({ seq, count }) => [seq, count]);
  const readers = [
    { seq: 3, count: 9 },
    { seq: 5, count: 4 },
    { seq: 7, count: 4 },
  ];
  await profile.apply({ type: 'setReaders', conversation: GROUP, readers });
  expect(await counts()).toEqual([
    [3, 9],
    [7, 4],
  ]);
  await profile.apply({ type: 'setReaders', conversation: GROUP, readers: [{ seq: 7, count: 3 }] });
  await profile.apply({ type: 'setReaders', conversation: GROUP, readers: [{ seq: 9, count: 9 }] });
  expect(await counts()).toEqual([[9, 9]]);
});

test('what a server has lost twice at one seq goes out again twice', async () => {
  await profile.sentUnanswered('first');
  await profile.confirm(await profile.queued(), 2);
  await profile.apply({ type: 'displace', conversation: WITH_BOB, seqs: [2] });
  await send('second');
  await profile.confirm(await profile.queued(1), 2);
  await profile.apply({ type: 'displace', conversation: WITH_BOB, seqs: [2] });
  const changes = await profile.store.localChanges();
  expect(changes.rows.map((row) => (row.type === 'send' ? row.content.body.data : ''))).toEqual(['first', 'second']);
  expect(await profile.texts(await profile.key(WITH_BOB))).toEqual(['first', 'second']);
});
