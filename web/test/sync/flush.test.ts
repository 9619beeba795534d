import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { conversationId } from '../../src/protocol/ids';
import { LocalWrites } from '../../src/store/localWrites';
import { Profiles } from '../../src/store/profiles';
import { flush } from '../../src/sync/flush';
import { engineLock, openTabChannel, type TabMessage } from '../../src/sync/tabChannel';
import { UserStore } from '../../src/sync/userStore';
import { MemoryLocks } from './support/memoryTabs';
import { calm, TestClock } from './support/testClock';

const ALICE = `u${'a'.repeat(26)}`;
const BOB = `u${'b'.repeat(26)}`;
const DEVICE = `v${'d'.repeat(26)}`;

interface Frame {
  readonly t: string;
  readonly conversation?: string;
  readonly id?: string;
}

let clock: TestClock;
let locks: MemoryLocks;
let store: UserStore;
let posted: Frame[];
let status: number;

beforeEach(async () => {
  clock = new TestClock();
  locks = new MemoryLocks();
  store = new UserStore(ALICE, clock);
  posted = [];
  status = 200;
  const profiles = new Profiles();
  await profiles.add({ user: ALICE, name: 'alice', device: DEVICE, administrator: false, since: 1 });
  profiles.close();
  const writes = new LocalWrites(store.db, store.clock);
  await writes.send(await writes.open(BOB), 'from the worker');
});

afterEach(async () => {
  store.close();
  for (const name of await Dexie.getDatabaseNames()) {
    await Dexie.delete(name);
  }
});

/** Answers every frame as a server would that has nothing else to say. */
async function answer(path: string, init: RequestInit): Promise<Response> {
  expect(path).toBe('/v1/frames');
  const { frames } = JSON.parse(String(init.body)) as { frames: Frame[] };
  posted.push(...frames);
  const own = conversationId.direct(ALICE, BOB);
  const change = { conversation: own, members: [ALICE, BOB], head: 2, cursors: [], items: [] };
  const answers = frames.flatMap((frame): object[] => {
    switch (frame.t) {
      case 'hello':
        return [
          { t: 'welcome', epoch: 'e1', user: ALICE, device: DEVICE, at: 1, window: 64 },
          { t: 'current', mark: 'm1', digest: '0000000000000000' },
        ];
      case 'check':
        return [
          { t: 'changes', conversations: [change] },
          { t: 'current', mark: 'm2', digest: '0000000000000000' },
        ];
      case 'send':
        return [{ t: 'sent', conversation: frame.conversation, id: frame.id, seq: 2, at: 5 }];
      default:
        return [];
    }
  });
  return status === 200 ? Response.json({ frames: answers }) : new Response('', { status });
}

function work(fetcher = answer): Promise<'settled' | 'waits'> {
  return flush({ fetch: fetcher, clock, locks, agent: 'test', patience: 25_000 });
}

/** Time goes on until it is done. */
async function finished(outcome: Promise<'settled' | 'waits'>): Promise<'settled' | 'waits'> {
  const passing = { time: true };
  void outcome.finally(() => {
    passing.time = false;
  });
  for (let i = 0; i < 100 && passing.time; i++) {
    await calm();
    clock.advance(500);
  }
  return await outcome;
}

describe('sending without a page', () => {
  test('what waits goes out by requests, and is out of the outbox', async () => {
    expect(await finished(work())).toBe('settled');
    expect(posted.filter((frame) => frame.t === 'send')).toHaveLength(1);
    expect(await store.unsent()).toBe(0);
  });

  test('without a server it gives up at once, so that the browser tries again later', async () => {
    const outcome = finished(
      work(async () => {
        throw new TypeError('Failed to fetch');
      }),
    );
    expect(await outcome).toBe('waits');
    expect(await store.unsent()).toBe(1);
  });

  test('where a page runs the engine it is asked to do it', async () => {
    const heard: TabMessage[] = [];
    const channel = openTabChannel(ALICE);
    channel.listen((message) => heard.push(message));
    const page = new AbortController();
    const closed = new Promise<void>((resolve) => {
      page.signal.addEventListener('abort', () => resolve());
    });
    const held = locks.request(engineLock(ALICE), () => closed);
    expect(await finished(work())).toBe('waits');
    await calm();
    expect(posted).toEqual([]);
    expect(heard).toEqual([{ type: 'tryNow' }]);
    page.abort();
    await held;
    channel.close();
  });

  test('a page that comes meanwhile and wants the engine gets it', async () => {
    const page = openTabChannel(ALICE);
    const outcome = work(() => new Promise(() => undefined));
    await calm();
    page.post({ type: 'claim' });
    await calm();
    await locks.request(engineLock(ALICE), () => undefined);
    expect(await outcome).toBe('waits');
    page.close();
  });

  test('a server that never answers is not waited for longer than a worker may live', async () => {
    expect(await finished(work(() => new Promise(() => undefined)))).toBe('waits');
  });

  test('who was signed out elsewhere is not tried again and again', async () => {
    await store.lock();
    expect(await finished(work())).toBe('settled');
    expect(posted).toEqual([]);
  });

  test('a session that turns out to have ended locks', async () => {
    status = 401;
    expect(await finished(work())).toBe('settled');
    expect(await store.locked()).toBe(true);
    expect(await store.unsent()).toBe(1);
  });

  test('where nobody is signed in there is nothing to do', async () => {
    const profiles = new Profiles();
    await profiles.setCurrent(undefined);
    profiles.close();
    expect(await finished(work())).toBe('settled');
    expect(posted).toEqual([]);
  });
});
