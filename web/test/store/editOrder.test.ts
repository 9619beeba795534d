import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import type { Content, Entry } from '../../src/protocol/frames';
import { BOB, entry, ME, Profile, WITH_BOB } from './profile';

/* As EditOrderTest in client/. */

let profile: Profile;

beforeEach(async () => {
  profile = await Profile.open();
  await profile.apply(
    { type: 'beginEpoch', epoch: 'e1' },
    { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
    {
      type: 'putEntries',
      conversation: WITH_BOB,
      entries: [entry(2, ME, 'm1', content.message('first')), older(3, 2), newer(4, 2)],
    },
    { type: 'setCoverage', conversation: WITH_BOB, head: 4, covered: '2-4' },
  );
  expect(await text()).toBe('newer');
  await profile.apply({ type: 'beginEpoch', epoch: 'e2' });
});

afterEach(async () => {
  await profile.rules();
  await profile.remove();
});

function older(seq: number, target: number): Entry {
  return entry(seq, ME, 'older', content.edit(target, 'older'));
}

function newer(seq: number, target: number): Entry {
  return entry(seq, ME, 'newer', content.edit(target, 'newer'));
}

async function text(): Promise<string | undefined> {
  return (await profile.db.lines.toArray())[0]?.text;
}

/** One page of the comparison. */
async function compared(seqs: readonly number[], ...entries: readonly Entry[]): Promise<void> {
  await profile.apply(
    { type: 'displace', conversation: WITH_BOB, seqs },
    { type: 'putEntries', conversation: WITH_BOB, entries },
  );
}

async function verified(upTo = 2): Promise<void> {
  await profile.apply({ type: 'verified', conversation: WITH_BOB, upTo });
}

async function waiting(): Promise<readonly Content[]> {
  return (await profile.rows()).flatMap((row) => (row.type === 'send' ? [row.content] : []));
}

async function nextArrivesAt(seq: number): Promise<void> {
  await profile.confirm(await profile.queued(), seq);
}

describe('a newer edit that was lost with an older one', () => {
  test('is said again behind the older one, where another device brought it back first', async () => {
    await compared([3, 4], newer(3, 2));
    await verified();
    expect(await waiting()).toEqual([content.edit(2, 'older')]);
    await nextArrivesAt(4);
    expect(await text()).toBe('newer');
    expect(await waiting()).toEqual([content.edit(2, 'newer')]);
    await nextArrivesAt(5);
    expect(await waiting()).toEqual([]);
    expect(await text()).toBe('newer');
  });

  test('the same where the other device was faster only with one of them', async () => {
    await compared([3, 4]);
    await verified();
    await nextArrivesAt(6);
    expect(await text()).toBe('newer');
    await nextArrivesAt(5);
    expect(await waiting()).toEqual([content.edit(2, 'newer')]);
  });

  test('the same where other devices have brought back both', async () => {
    await compared([3, 4], newer(3, 2), older(4, 2));
    await verified();
    expect(await waiting()).toEqual([content.edit(2, 'newer')]);
    expect(await text()).toBe('newer');
  });

  test('the same where they are compared page by page', async () => {
    await compared([4], older(4, 2));
    await compared([], newer(3, 2));
    expect(await waiting()).toEqual([]);
    await verified();
    expect(await waiting()).toEqual([content.edit(2, 'newer')]);
  });

  test('the same where it got its old seq back', async () => {
    await compared([], newer(4, 2));
    await compared([3]);
    await verified();
    await nextArrivesAt(5);
    expect(await waiting()).toEqual([content.edit(2, 'newer')]);
  });

  test('the same where nobody had answered it yet', async () => {
    await profile.writes.edit(1, 'newest');
    await profile.markSent(await profile.queued());
    await compared([3, 4]);
    await verified();
    await profile.confirm(await profile.queued(2), 3);
    await nextArrivesAt(4);
    await nextArrivesAt(5);
    expect(await waiting()).toEqual([content.edit(2, 'newest')]);
  });

  test('the same where the message was lost too', async () => {
    await compared([2, 3, 4], entry(5, ME, 'm1', content.message('first')), newer(6, 5));
    await verified(1);
    await nextArrivesAt(7);
    expect(await waiting()).toEqual([content.edit(5, 'newer')]);
    expect(await text()).toBe('newer');
  });
});

describe('nothing is said again', () => {
  test('where they have their old order', async () => {
    await compared([3, 4], entry(3, BOB, 'b1', content.message('hi')), older(4, 2), newer(5, 2));
    await verified();
    expect(await waiting()).toEqual([]);
  });

  test('in the place of one that was made after the loss', async () => {
    await compared([3, 4], newer(3, 2), entry(4, ME, 'newest', content.edit(2, 'newest')));
    await verified();
    await nextArrivesAt(5);
    expect(await waiting()).toEqual([content.edit(2, 'newest')]);
    await nextArrivesAt(6);
    expect(await text()).toBe('newest');
  });

  test('where the user has thought again by now', async () => {
    await compared([3, 4], newer(3, 2));
    await verified();
    await profile.writes.edit(1, 'newest');
    await nextArrivesAt(4);
    expect(await waiting()).toEqual([content.edit(2, 'newest')]);
    await nextArrivesAt(5);
    expect(await waiting()).toEqual([]);
    expect(await text()).toBe('newest');
  });

  test('of a message that was taken back', async () => {
    await compared([3, 4], newer(3, 2), entry(4, ME, 'gone', content.delete(2)));
    await verified();
    await nextArrivesAt(5);
    expect(await waiting()).toEqual([]);
  });

  test('twice: what is mended is forgotten before the next loss', async () => {
    await compared([3, 4], newer(3, 2), older(4, 2));
    await verified();
    await nextArrivesAt(5);
    await profile.apply(
      { type: 'beginEpoch', epoch: 'e3' },
      { type: 'displace', conversation: WITH_BOB, seqs: [4, 5] },
    );
    await verified(3);
    await nextArrivesAt(4);
    await nextArrivesAt(5);
    expect(await waiting()).toEqual([]);
    expect(await text()).toBe('newer');
  });
});
