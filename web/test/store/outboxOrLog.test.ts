import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import { torment } from './crash';
import { BOB, entry, ME, Profile, WITH_BOB } from './profile';

/* Each transaction that moves something between outbox and log, stopped at each of its requests. */

let profile: Profile;

beforeEach(async () => {
  profile = await Profile.open();
});

afterEach(async () => {
  await profile.rules();
  await profile.remove();
});

async function send(to: string, text: string): Promise<number> {
  return profile.writes.send(await profile.writes.open(to), text);
}

async function tormented(transaction: () => Promise<unknown>): Promise<void> {
  expect(await torment(profile, transaction)).toBeGreaterThan(1);
}

describe('an own entry is in the outbox or in the log, wherever it stops', () => {
  test('a message to somebody known', async () => {
    const key = await profile.writes.open(BOB);
    await tormented(() => profile.writes.send(key, 'Hello'));
  });

  test('a message to a name that is not known', async () => {
    const key = await profile.writes.open('bob');
    await tormented(() => profile.writes.send(key, 'Hello'));
  });

  test('an edit of what never left', async () => {
    const key = await send(BOB, 'Hello');
    await tormented(() => profile.writes.edit(key, 'Hi'));
  });

  test('an edit of what may have left', async () => {
    const key = await profile.sentUnanswered('Hello');
    await tormented(() => profile.writes.edit(key, 'Hi'));
  });

  test('a discard of what never left', async () => {
    const key = await send('bob', 'Hello');
    await tormented(() => profile.writes.discard(key));
  });

  test('a retry of what failed', async () => {
    const key = await send(BOB, 'Hello');
    await profile.fail(0, 'id_reused');
    await tormented(() => profile.writes.retry(key));
  });

  test('a confirmation', async () => {
    await profile.sentUnanswered('Hello');
    const row = await profile.queued();
    await tormented(() => profile.confirm(row, 2));
  });

  test('a confirmation of what was edited meanwhile', async () => {
    const key = await profile.sentUnanswered('Hello');
    await profile.writes.edit(key, 'Hi');
    const row = await profile.queued();
    await tormented(() => profile.confirm(row, 2));
  });

  test('a confirmation of what was discarded meanwhile', async () => {
    const key = await profile.sentUnanswered('Hello');
    await profile.writes.discard(key);
    const row = await profile.queued();
    await tormented(() => profile.confirm(row, 2));
  });

  test.each([
    ['edited', (key: number) => profile.writes.edit(key, 'Hi')],
    ['discarded', (key: number) => profile.writes.discard(key)],
  ])('the burning of what was %s', async (_, change) => {
    const key = await profile.sentUnanswered('Hello');
    await change(key);
    const { id } = await profile.queued();
    await tormented(() => profile.apply({ type: 'burnt', conversation: WITH_BOB, id }));
  });

  test('an arrival by another way than the answer', async () => {
    await profile.sentUnanswered('Hello');
    const { id } = await profile.queued();
    const entries = [entry(2, ME, id, content.message('Hello')), entry(3, BOB, 'b1', content.message('Hi'))];
    await tormented(() => profile.apply({ type: 'putEntries', conversation: WITH_BOB, entries }));
  });

  test('a looked-up name of a conversation that is there already', async () => {
    await send('bob', 'by name');
    await profile.apply(
      { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
      {
        type: 'putEntries',
        conversation: WITH_BOB,
        entries: [entry(2, BOB, 'b1', content.message('Hi'))],
      },
    );
    await profile.writes.saveDraft(await profile.writes.open('bob'), 'begun');
    await tormented(() => profile.resolve(BOB, 'bob'));
    expect(await profile.texts(await profile.key(WITH_BOB))).toEqual(['Hi', 'by name']);
  });

  test('what a restored server has lost', async () => {
    const key = await profile.sentUnanswered('Hello');
    await profile.confirm(await profile.queued(), 2);
    await profile.writes.edit(key, 'Hi');
    await profile.confirm(await profile.queued(), 3);
    await tormented(() =>
      profile.apply(
        { type: 'beginEpoch', epoch: 'e2' },
        { type: 'displace', conversation: WITH_BOB, seqs: [3, 2] },
        { type: 'verified', conversation: WITH_BOB, upTo: 1 },
      ),
    );
    expect(await profile.texts(await profile.key(WITH_BOB))).toEqual(['Hi']);
  });

  test('a place taken by somebody else', async () => {
    await profile.sentUnanswered('Hello');
    await profile.confirm(await profile.queued(), 2);
    const entries = [entry(2, BOB, 'b1', content.message('Hi'))];
    await tormented(() => profile.apply({ type: 'putEntries', conversation: WITH_BOB, entries }));
    expect(await profile.texts(await profile.key(WITH_BOB))).toEqual(['Hi', 'Hello']);
  });

  test('a group with somebody known and somebody who is not', async () => {
    await tormented(() => profile.writes.createGroup('Walk', [BOB, 'carol']));
  });

  test('a looked-up name that a group waits for', async () => {
    await profile.writes.createGroup('Walk', ['bob']);
    await send('bob', 'Hello');
    await tormented(() => profile.resolve(BOB, 'bob'));
  });

  test('a title that was replaced while it may have left', async () => {
    const group = await profile.writes.createGroup('Walk', []);
    await profile.confirmAll((await profile.queued()).conversation, 0);
    await profile.writes.setTitle(group, 'Swim');
    await profile.markSent(await profile.queued());
    await profile.writes.setTitle(group, 'Run');
    const row = await profile.queued();
    await tormented(() => profile.confirm(row, 2));
  });

  test('a group that is forgotten before it left', async () => {
    const group = await profile.writes.createGroup('Walk', ['bob']);
    await tormented(() => profile.writes.leave(group));
  });

  test('a message that clears a draft', async () => {
    const key = await profile.writes.open(BOB);
    await profile.writes.saveDraft(key, 'begun');
    await tormented(() => profile.writes.send(key, 'done'));
  });
});
