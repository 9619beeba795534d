import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import { NowStore } from '../../src/store/now';
import { Views } from '../../src/store/views';
import { BOB, CAROL, entry, ME, Profile, refusal, WITH_BOB } from './profile';

let profile: Profile;

beforeEach(async () => {
  profile = await Profile.open();
});

afterEach(async () => {
  await profile.rules();
  await profile.remove();
});

const toBob = () => profile.writes.open(BOB);

async function texts(): Promise<readonly string[]> {
  return profile.texts(await toBob());
}

describe('sending', () => {
  test('writes the message and its outbox row together', async () => {
    const key = await profile.writes.send(await toBob(), 'Hello');
    expect(await profile.sending()).toMatchObject({
      conversation: WITH_BOB,
      with: BOB,
      content: content.message('Hello'),
      maybeSent: false,
    });
    expect(await profile.lines(await toBob())).toMatchObject([{ entry: key, text: 'Hello' }]);
  });

  test('refuses what nobody could read, and what the server would not take', async () => {
    const key = await toBob();
    expect(await refusal(profile.writes.send(key, ' \n '))).toBe('empty');
    expect(await refusal(profile.writes.send(key, 'ü'.repeat(32 * 1024 + 1)))).toBe('too_large');
    expect(await refusal(profile.writes.send(4711, 'Hello'))).toBe('no_conversation');
    expect(await profile.rows()).toEqual([]);
    await profile.writes.send(key, 'ü'.repeat(32 * 1024));
    expect((await profile.rows()).length).toBe(1);
  });

  test('under an id of the caller, who can find out later whether it was taken', async () => {
    const key = await toBob();
    await profile.writes.send(key, 'Hello', 'mine');
    const views = new Views(profile.db, new NowStore(ME), () => 0);
    expect(await profile.sending()).toMatchObject({ id: 'mine' });
    expect(await views.written(key, ['mine', 'another'])).toEqual(['mine']);
    expect(await views.written(await profile.writes.open(CAROL), ['mine'])).toEqual([]);
  });

  test('replaces half of a surrogate pair', async () => {
    await profile.writes.send(await toBob(), 'a\ud83db');
    expect(await texts()).toEqual(['a\ufffdb']);
  });

  test('to a name that is not known waits behind its lookup', async () => {
    const key = await profile.writes.open('carol');
    expect(await profile.rows()).toEqual([]);
    expect(await profile.writes.open(' carol ')).toBe(key);
    await profile.writes.send(key, 'Hello');
    await profile.writes.send(key, 'Hello?');
    expect((await profile.rows()).map((row) => row.type)).toEqual(['lookup']);
    await profile.resolve(CAROL, 'carol');
    expect((await profile.rows()).map((row) => row.type)).toEqual(['send', 'send']);
    expect(await profile.writes.open('carol')).toBe(key);
    expect(await refusal(profile.writes.open('x'.repeat(65)))).toBe('bad_name');
    expect(await refusal(profile.writes.open(''))).toBe('bad_name');
  });

  test('to a name stays in order when the person becomes known during the lookup', async () => {
    await profile.writes.send(await profile.writes.open('bob'), 'first');
    await profile.apply(
      { type: 'putNames', persons: [{ id: BOB, name: 'bob' }] },
      { type: 'putEntries', conversation: WITH_BOB, entries: [entry(1, BOB, 'b1', content.message('hello'))] },
    );
    await profile.writes.send(await profile.writes.open('bob'), 'second');
    expect((await profile.rows()).map((row) => row.type)).toEqual(['lookup']);
    await profile.resolve(BOB, 'bob');
    expect(await texts()).toEqual(['hello', 'first', 'second']);
  });

  test('to a name that was only looked at goes to the person once they are known', async () => {
    const empty = await profile.writes.open('bob');
    await profile.apply({ type: 'putNames', persons: [{ id: BOB, name: 'bob' }] });
    expect(await profile.writes.open('bob')).toBe(await toBob());
    expect(await toBob()).not.toBe(empty);
  });

  test('to a name joins the conversation that is there already, and the old key goes on working', async () => {
    const byName = await profile.writes.open('bob');
    await profile.writes.send(byName, 'by name');
    await profile.writes.send(await toBob(), 'by id');
    await profile.resolve(BOB, 'bob');
    expect(await texts()).toEqual(['by name', 'by id']);
    await profile.writes.send(byName, 'by the old key');
    expect(await texts()).toEqual(['by name', 'by id', 'by the old key']);
  });

  test('to oneself is a note', async () => {
    await profile.writes.send(await profile.writes.open(ME), 'Milk');
    expect(await profile.db.conversations.toArray()).toMatchObject([{ peer: ME, members: [ME] }]);
  });
});

describe('editing', () => {
  test('what never left keeps its id, and what may have left asks first', async () => {
    const key = await profile.writes.send(await toBob(), 'Hello');
    const first = await profile.sending();
    await profile.writes.edit(key, 'Hi');
    const second = await profile.sending();
    expect(second.id).toBe(first.id);
    expect(second.content).toEqual(content.message('Hi'));
    await profile.markSent(second);
    await profile.writes.edit(key, 'Hey');
    expect(await texts()).toEqual(['Hey']);
    expect(await profile.queued()).toMatchObject({ type: 'cancel', id: first.id });
  });

  test('is noticed by an engine that has read the row before', async () => {
    const key = await profile.writes.send(await toBob(), 'Hello');
    const row = await profile.queued();
    await profile.writes.edit(key, 'Hi');
    await expect(profile.markSent(row)).rejects.toThrow();
    await profile.writes.discard(key);
    await expect(profile.markSent({ ...row, rev: row.rev + 1 })).rejects.toThrow();
    expect(await profile.rows()).toEqual([]);
  });

  test('goes out under a new id at the old place once the old one is burnt', async () => {
    const one = await profile.sentUnanswered('one');
    await profile.writes.send(await toBob(), 'two');
    const old = await profile.queued();
    await profile.writes.edit(one, 'one, corrected');
    await profile.apply({ type: 'burnt', conversation: WITH_BOB, id: old.id });
    const replaced = await profile.sending();
    expect(replaced.id).not.toBe(old.id);
    expect(replaced).toMatchObject({ maybeSent: false, content: content.message('one, corrected') });
    expect(await texts()).toEqual(['one, corrected', 'two']);
  });

  test('becomes an entry of its own once the message has arrived', async () => {
    const one = await profile.sentUnanswered('one');
    await profile.writes.edit(one, 'one, corrected');
    await profile.confirm(await profile.queued(), 2);
    expect((await profile.sending()).content).toEqual(content.edit(2, 'one, corrected'));
    expect(await profile.lines(await toBob())).toMatchObject([
      { text: 'one, corrected', edited: true, changing: true },
    ]);
  });

  test('replaces an edit that never left', async () => {
    const key = await profile.sentUnanswered('Hello');
    await profile.confirm(await profile.queued(), 2);
    await profile.writes.edit(key, 'Hi');
    await profile.writes.edit(key, 'Hey');
    expect((await profile.rows()).length).toBe(1);
    expect((await profile.sending()).content).toEqual(content.edit(2, 'Hey'));
    await profile.markSent(await profile.queued());
    await profile.writes.edit(key, 'Ho');
    expect((await profile.rows()).length).toBe(2);
    expect(await texts()).toEqual(['Ho']);
  });

  test('what failed sends it anew, behind what waits now', async () => {
    const one = await profile.writes.send(await toBob(), 'one');
    const old = await profile.queued();
    await profile.fail(0, 'not_accepted');
    await profile.writes.send(await toBob(), 'two');
    await profile.writes.edit(one, 'one, better');
    const [first, last] = [await profile.sending(0), await profile.sending(1)];
    expect([first, last].map((row) => row.content.body.data)).toEqual(['two', 'one, better']);
    expect(last.id).not.toBe(old.id);
    expect(await texts()).toEqual(['two', 'one, better']);
  });

  test('follows a message that a restored server lost, and an older edit of it', async () => {
    const key = await profile.sentUnanswered('one');
    await profile.confirm(await profile.queued(), 2);
    await profile.writes.edit(key, 'two');
    await profile.confirm(await profile.queued(), 3);
    await profile.apply(
      { type: 'beginEpoch', epoch: 'e2' },
      { type: 'displace', conversation: WITH_BOB, seqs: [2, 3] },
      { type: 'verified', conversation: WITH_BOB, upTo: 1 },
    );
    expect(await texts()).toEqual(['two']);
    // The edit waits until its message is back.
    const [message, ...others] = await profile.rows();
    expect(message).toMatchObject({ type: 'send', displaced: true });
    expect(others).toEqual([]);
    await profile.writes.edit(key, 'three');
    expect(await texts()).toEqual(['three']);
    // Other devices of the user's bring it back as it was.
    expect(await profile.rows()).toEqual([message]);
    await profile.confirm(await profile.queued(), 2);
    const edits = [await profile.sending(0), await profile.sending(1)];
    expect(edits.map((row) => row.content)).toEqual([content.edit(2, 'two'), content.edit(2, 'three')]);
    expect(await texts()).toEqual(['three']);
  });

  test('is for own messages only', async () => {
    await profile.apply(
      { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
      { type: 'putEntries', conversation: WITH_BOB, entries: [entry(2, BOB, 'b1', content.message("Bob's"))] },
    );
    const theirs = (await profile.lines(await toBob()))[0]?.entry ?? 0;
    expect(await refusal(profile.writes.edit(theirs, 'mine'))).toBe('not_allowed');
    expect(await refusal(profile.writes.discard(theirs))).toBe('not_allowed');
    expect(await refusal(profile.writes.edit(4711, 'mine'))).toBe('no_message');
    expect(await refusal(profile.writes.markRead(4711))).toBe('no_message');
  });
});

describe('retrying', () => {
  test('queues what failed behind what waits now, under the same id', async () => {
    const one = await profile.writes.send(await toBob(), 'one');
    expect(await refusal(profile.writes.retry(one))).toBe('not_allowed');
    const { id } = await profile.queued();
    await profile.fail(0, 'not_accepted');
    expect(await profile.rows()).toEqual([]);
    await profile.writes.send(await toBob(), 'two');
    await profile.writes.retry(one);
    expect(await texts()).toEqual(['two', 'one']);
    expect(await profile.sending(1)).toMatchObject({ id, maybeSent: true, attempts: 0 });
  });

  test.each(['id_reused', 'cancelled'])('draws a new id where the old one is spoilt: %s', async (code) => {
    const one = await profile.writes.send(await toBob(), 'one');
    const { id } = await profile.queued();
    await profile.fail(0, code);
    await profile.writes.retry(one);
    const again = await profile.sending();
    expect(again.id).not.toBe(id);
    expect(again).toMatchObject({ maybeSent: false, content: content.message('one') });
  });

  test('an edit whose message failed, too, takes that one along, before it', async () => {
    const key = await profile.sentUnanswered('one');
    await profile.confirm(await profile.queued(), 2);
    await profile.writes.edit(key, 'two');
    await profile.apply(
      { type: 'beginEpoch', epoch: 'e2' },
      { type: 'displace', conversation: WITH_BOB, seqs: [2] },
      { type: 'verified', conversation: WITH_BOB, upTo: 1 },
    );
    await profile.fail(0, 'not_accepted');
    await profile.writes.send(await toBob(), 'behind');
    const change = (await profile.db.entries.toArray()).find((each) => each.kind === 'edit');
    await profile.writes.retry(change?.key ?? 0);
    expect(await texts()).toEqual(['behind', 'two']);
    await profile.confirmAll(WITH_BOB, 1);
    await profile.confirmAll(WITH_BOB, 3);
    expect(await profile.db.outbox.count()).toBe(0);
  });

  test('looks a name up again that nobody had', async () => {
    const key = await profile.writes.send(await profile.writes.open('carol'), 'Hello');
    await profile.apply({ type: 'unknownName', row: await profile.lookup(), reason: 'Nobody is called that.' });
    expect(await profile.rows()).toEqual([]);
    await profile.writes.retry(key);
    await profile.resolve(CAROL, 'carol');
    expect((await profile.sending()).content).toEqual(content.message('Hello'));
  });
});

describe('discarding', () => {
  test('what never left leaves nothing, not even its lookup', async () => {
    const key = await profile.writes.send(await profile.writes.open('carol'), 'Hello');
    await profile.writes.discard(key);
    expect(await profile.db.outbox.count()).toBe(0);
    expect(await profile.db.entries.count()).toBe(0);
    expect(await profile.db.lines.count()).toBe(0);
  });

  test('what may have left is gone at once, and deleted for everyone if it has arrived', async () => {
    const key = await profile.sentUnanswered('one');
    await profile.writes.discard(key);
    expect(await texts()).toEqual([]);
    expect((await profile.queued()).type).toBe('cancel');
    await profile.confirm(await profile.queued(), 2);
    expect((await profile.sending()).content).toEqual(content.delete(2));
    expect(await profile.lines(await toBob())).toMatchObject([{ deleted: true }]);
  });

  test('what stands in the log deletes it for everyone, and takes the place of an edit that waits', async () => {
    const key = await profile.sentUnanswered('one');
    await profile.confirm(await profile.queued(), 2);
    await profile.writes.edit(key, 'two');
    await profile.writes.discard(key);
    expect((await profile.rows()).length).toBe(1);
    expect((await profile.sending()).content).toEqual(content.delete(2));
  });

  test('what was refused for good forgets it', async () => {
    const key = await profile.writes.send(await toBob(), 'one');
    await profile.fail(0, 'not_accepted');
    await profile.writes.discard(key);
    expect(await profile.db.entries.count()).toBe(0);
  });
});

describe('what was shown', () => {
  test('counts as read, and never goes back', async () => {
    const entries = [1, 2, 3, 4].map((seq) => entry(seq, BOB, `b${seq}`, content.message(`seq ${seq}`)));
    await profile.apply(
      { type: 'putEntries', conversation: WITH_BOB, entries },
      { type: 'setCoverage', conversation: WITH_BOB, head: 4, covered: '1-4' },
    );
    const keys = (await profile.lines(await profile.key(WITH_BOB))).map((line) => line.entry);
    await profile.writes.markRead(keys[1] ?? 0);
    await profile.writes.markRead(keys[0] ?? 0);
    expect((await profile.store.localChanges()).seen).toEqual([[WITH_BOB, 2]]);
    // What waits stands behind everything that has a seq.
    await profile.writes.markRead(await profile.writes.send(await profile.key(WITH_BOB), 'mine'));
    expect((await profile.store.localChanges()).seen).toEqual([[WITH_BOB, 4]]);
  });
});

test('two tabs write by turns and see each other', async () => {
  const other = await Profile.open();
  for (let i = 0; i < 10; i++) {
    const writes = i % 2 === 0 ? profile.writes : other.writes;
    await writes.send(await writes.open(BOB), `message ${i}`);
  }
  expect(await texts()).toEqual(Array.from({ length: 10 }, (_, i) => `message ${i}`));
  expect(await other.rows()).toEqual(await profile.rows());
  other.db.close();
});
