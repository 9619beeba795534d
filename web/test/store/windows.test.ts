import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import { NowStore } from '../../src/store/now';
import { Views } from '../../src/store/views';
import { BOB, entry, ME, NOW, Profile, WITH_BOB } from './profile';

let profile: Profile;
let views: Views;

beforeEach(async () => {
  profile = await Profile.open();
  views = new Views(profile.db, new NowStore(ME), () => NOW);
});

afterEach(() => profile.remove());

/** A log with holes in it, and own messages that wait. */
async function filled(seqs: readonly number[], waiting: number): Promise<number> {
  await profile.apply(
    { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
    {
      type: 'putEntries',
      conversation: WITH_BOB,
      entries: seqs.map((seq) => entry(seq, BOB, `b${seq}`, content.message(`at ${seq}`))),
    },
  );
  const key = await profile.writes.open(BOB);
  for (let i = 0; i < waiting; i++) {
    await profile.writes.send(key, `waits ${i}`);
  }
  return key;
}

const seqs = fc.uniqueArray(fc.integer({ min: 2, max: 200 }), { maxLength: 30 });

test('windows one after the other cover every line once and in order, in both directions', async () => {
  await fc.assert(
    fc.asyncProperty(seqs, fc.nat(5), fc.integer({ min: 1, max: 12 }), async (some, waiting, limit) => {
      await profile.remove();
      profile = await Profile.open();
      views = new Views(profile.db, new NowStore(ME), () => NOW);
      const key = await filled(some, waiting);
      const all = [
        ...some.toSorted((one, other) => one - other).map((seq) => `at ${seq}`),
        ...Array.from({ length: waiting }, (_, i) => `waits ${i}`),
      ];
      const back: string[] = [];
      for (let to = Number.MAX_SAFE_INTEGER; ;) {
        const from = await views.placeBefore(key, to, limit);
        const page = from === to ? [] : await views.window(key, from, to - 1);
        if (page.length === 0) {
          break;
        }
        expect(page.length).toBe(Math.min(limit, all.length - back.length));
        back.unshift(...page.map(({ text }) => text));
        to = from;
      }
      expect(back).toEqual(all);
      const forth: string[] = [];
      for (let from = 0; ;) {
        const to = await views.placeAfter(key, from, limit);
        const page = to === from ? [] : await views.window(key, from + 1, to);
        if (page.length === 0) {
          break;
        }
        expect(page.length).toBe(Math.min(limit, all.length - forth.length));
        forth.push(...page.map(({ text }) => text));
        from = to;
      }
      expect(forth).toEqual(all);
    }),
    { numRuns: 25 },
  );
});

test('a conversation that is empty or not there has no places', async () => {
  const key = await profile.writes.open(BOB);
  for (const conversation of [key, 4711]) {
    expect(await views.placeBefore(conversation, 50, 10)).toBe(50);
    expect(await views.placeAfter(conversation, 50, 10)).toBe(50);
    expect(await views.window(conversation, 0, Infinity)).toEqual([]);
    expect(await views.firstUnread(conversation)).toBeUndefined();
  }
  expect(await views.conversation(4711)).toBeUndefined();
});
