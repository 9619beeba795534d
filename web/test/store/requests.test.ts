import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NowStore } from '../../src/store/now';
import { Views } from '../../src/store/views';
import { fill } from './fill';
import { ME, NOW, Profile } from './profile';

let profile: Profile;
let views: Views;

beforeEach(async () => {
  profile = await Profile.open();
  views = new Views(profile.db, new NowStore(ME), () => NOW);
});

afterEach(() => profile.remove());

/** How many requests of IndexedDB this takes: each is a way to another process and back. */
async function requests(work: () => Promise<unknown>): Promise<number> {
  const spies = [IDBObjectStore.prototype, IDBIndex.prototype].flatMap((prototype) => [
    vi.spyOn(prototype, 'get'),
    vi.spyOn(prototype, 'getAll'),
    vi.spyOn(prototype, 'getAllKeys'),
    vi.spyOn(prototype, 'count'),
    vi.spyOn(prototype, 'openCursor'),
    vi.spyOn(prototype, 'openKeyCursor'),
  ]);
  const steps = [vi.spyOn(IDBCursor.prototype, 'continue'), vi.spyOn(IDBCursor.prototype, 'advance')];
  await work();
  const all = [...spies, ...steps];
  const made = all.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  all.forEach((spy) => spy.mockRestore());
  return made;
}

test('a list takes a handful of requests', async () => {
  await fill((...ops) => profile.apply(...ops), ME, { pairs: 90, groups: 10, members: 5, each: 3 });
  const list = await views.conversations();
  expect(list).toHaveLength(100);
  expect(await requests(() => views.conversations())).toBeLessThan(25);
});

test('a window takes as many requests as another, however much there is', async () => {
  await fill((...ops) => profile.apply(...ops), ME, { pairs: 2, groups: 0, members: 0, each: 700 });
  const key = (await views.conversations())[0]?.key ?? 0;
  expect(await requests(() => views.window(key, 500, 560))).toBeLessThan(12);
  expect(await requests(() => views.placeBefore(key, 600, 300))).toBeLessThan(5);
  expect(await requests(() => views.search('zebra', 50))).toBeLessThan(12);
});
