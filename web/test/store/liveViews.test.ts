import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import { observe } from '../../src/store/live';
import { NowStore } from '../../src/store/now';
import { Views } from '../../src/store/views';
import { BOB, CAROL, entry, ME, NOW, Profile, WITH_BOB } from './profile';

let profile: Profile;
let views: Views;

beforeEach(async () => {
  profile = await Profile.open();
  views = new Views(profile.db, new NowStore(ME), () => NOW);
});

afterEach(() => profile.remove());

/** What a live query has answered, and how to wait for the next answer. */
async function watched<T>(query: () => Promise<T>, rest = 0) {
  const answers: T[] = [];
  let arrived: (() => void) | undefined;
  const next = () => new Promise<void>((done) => (arrived = done));
  const first = next();
  const stop = observe(query, rest).subscribe({
    next: (answer) => {
      answers.push(answer);
      arrived?.();
    },
    error: (cause) => {
      throw cause;
    },
  });
  await first;
  return { answers, next, stop };
}

test('a window shows what is written into it, and is not asked again for what is written elsewhere', async () => {
  await profile.apply(
    { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
    { type: 'putEntries', conversation: WITH_BOB, entries: [entry(2, BOB, 'b2', content.message('hi'))] },
  );
  const key = await profile.key(WITH_BOB);
  await profile.writes.send(key, 'hello');
  const live = await watched(() => views.window(key, 0, Number.MAX_SAFE_INTEGER));
  const other = await profile.writes.open(CAROL);
  await profile.writes.send(other, 'elsewhere');
  await profile.writes.send(other, 'and again');
  await profile.writes.saveDraft(other, 'and yet');
  const drawn = live.next();
  await profile.writes.send(key, 'here');
  await drawn;
  expect(live.answers.map((answer) => answer.map(({ text }) => text))).toEqual([
    ['hi', 'hello'],
    ['hi', 'hello', 'here'],
  ]);
  const sent = live.next();
  await profile.confirm(await profile.queued(), 3);
  await sent;
  expect(live.answers.at(-1)?.map(({ state }) => state.type)).toEqual(['received', 'sent', 'pending']);
  live.stop();
});

test('a list is asked again for every conversation', async () => {
  await profile.writes.send(await profile.writes.open(BOB), 'hello');
  const carol = await profile.writes.open(CAROL);
  const live = await watched(() => views.conversations());
  const drawn = live.next();
  await profile.writes.send(carol, 'hello');
  await drawn;
  expect(live.answers.at(-1)).toHaveLength(2);
  live.stop();
});

test('what rests is asked once for several commits, again for later ones, and ends with the last of them', async () => {
  const live = await watched(() => views.conversations(), 30);
  for (const round of ['one', 'two']) {
    const answered = live.next();
    const key = await profile.writes.open(BOB);
    for (const text of ['a', 'b', 'c']) {
      await profile.writes.send(key, `${round} ${text}`);
    }
    await answered;
    while (live.answers.at(-1)?.[0]?.last?.text !== `${round} c`) {
      await live.next();
    }
  }
  expect(live.answers.length).toBeLessThan(8);
});

test('what rests is answered while one commit follows the other, too', async () => {
  const live = await watched(() => views.conversations(), 60);
  const key = await profile.writes.open(BOB);
  const begin = performance.now();
  let n = 0;
  // Each commit comes before the rest after the one before it is over.
  while (live.answers.length < 3 && performance.now() - begin < 5_000) {
    await profile.writes.send(key, `message ${n++}`);
    await new Promise((done) => setTimeout(done, 20));
  }
  expect(live.answers.length).toBeGreaterThanOrEqual(3);
});
