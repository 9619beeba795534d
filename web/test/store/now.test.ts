import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { observe } from '../../src/store/live';
import { NOTHING_NEARBY } from '../../src/store/model';
import { NowStore } from '../../src/store/now';
import { Profiles } from '../../src/store/profiles';
import { BOB, ME } from './profile';

let now: NowStore;
let profiles: Profiles;

beforeEach(() => {
  now = new NowStore(ME);
  profiles = new Profiles();
});

afterEach(async () => {
  await now.remove();
  for (const { user } of await profiles.all()) {
    await profiles.remove(user);
  }
  profiles.close();
});

test('while no engine runs there is no connection and nobody near', async () => {
  expect(await now.connection()).toEqual({ type: 'offline' });
  expect(await now.nearby()).toEqual(NOTHING_NEARBY);
});

test('what a later run of the engine has said stands, whatever an earlier one says or ends', async () => {
  await now.setConnection(1, { type: 'connecting' });
  await now.setConnection(2, { type: 'online', caughtUp: true });
  await now.setConnection(1, { type: 'waiting', at: 5, reason: 'it was frozen' });
  await now.clear(1);
  expect(await now.connection()).toEqual({ type: 'online', caughtUp: true });
  await now.clear(2);
  expect(await now.connection()).toEqual({ type: 'offline' });
});

test('a live query is told of what another handle has written, until it ends', async () => {
  const seen: unknown[] = [];
  const waiters = new Map<number, () => void>();
  const count = (number: number) => new Promise<void>((done) => waiters.set(number, done));
  const first = count(1);
  const stop = observe(() => now.connection()).subscribe({
    next: (value) => {
      seen.push(value.type);
      waiters.get(seen.length)?.();
    },
    error: (cause) => seen.push(cause),
  });
  await first;
  const other = new NowStore(ME);
  const second = count(2);
  await other.setConnection(1, { type: 'connecting' });
  await second;
  expect(seen).toEqual(['offline', 'connecting']);
  stop();
  await other.setConnection(1, { type: 'online', caughtUp: false });
  expect(await now.connection()).toEqual({ type: 'online', caughtUp: false });
  expect(seen).toHaveLength(2);
  other.close();
});

test('at most one of those who have signed in here is the current one', async () => {
  const profile = { user: ME, name: 'me', device: 'v1', administrator: false, since: 1 };
  expect(await profiles.current()).toBeUndefined();
  await profiles.add(profile);
  await profiles.add({ ...profile, user: BOB, name: 'bob' });
  expect(await profiles.current()).toMatchObject({ user: BOB, current: true });
  expect(await profiles.get(ME)).toEqual({ ...profile, current: false });
  await profiles.setCurrent(ME);
  expect(await profiles.current()).toMatchObject({ user: ME });
  await profiles.setCurrent(undefined);
  expect(await profiles.current()).toBeUndefined();
  expect(await profiles.all()).toHaveLength(2);
  await profiles.remove(BOB);
  expect(await profiles.get(BOB)).toBeUndefined();
});
