import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ServerFault } from '../../src/protocol/serverFault';
import { Database } from '../../src/store/database';
import { localMirror } from '../../src/store/draftMirror';
import { LocalWrites } from '../../src/store/localWrites';
import { Profiles } from '../../src/store/profiles';
import { App, type State } from '../../src/sync/app';
import { randomBytes } from '../../src/sync/browser';
import { leaving } from '../../src/sync/leaving';
import { UserStore } from '../../src/sync/userStore';
import { browserWindow } from './support/browserWindow';
import { calm, TestClock, until } from './support/testClock';

const ALICE = `u${'a'.repeat(26)}`;
const BOB = `u${'b'.repeat(26)}`;
const PASSWORD = 'correct horse battery';

/** A server that knows two people, as far as signing in is concerned. */
class FakeServer {
  reachable = true;
  readonly asked: string[] = [];
  readonly bodies: Record<string, unknown>[] = [];
  before: () => Promise<unknown> = () => Promise.resolve();

  async fetch(path: string, init: RequestInit): Promise<Response> {
    this.asked.push(`${init.method} ${path}`);
    await this.before();
    if (!this.reachable) {
      throw new TypeError('Failed to fetch');
    }
    if (init.method === 'DELETE') {
      return new Response(null, { status: 204 });
    }
    const body = JSON.parse(String(init.body ?? '{}')) as Record<string, unknown>;
    this.bodies.push(body);
    if (path === '/v1/sessions' || path === '/v1/accounts') {
      return body.password === PASSWORD
        ? Response.json(
            {
              user: body.name === 'bob' ? BOB : ALICE,
              name: body.name,
              administrator: false,
              device: `v${'d'.repeat(26)}`,
              session: 's1',
            },
            { status: 201 },
          )
        : Response.json({ error: { code: 'wrong_password', message: 'Wrong.', hint: 'Try again.' } }, { status: 401 });
    }
    return Response.json({ error: { code: 'not_found', message: '', hint: '' } }, { status: 404 });
  }
}

let server: FakeServer;
let clock: TestClock;
let tabs: App[];

beforeEach(() => {
  browserWindow();
  server = new FakeServer();
  clock = new TestClock();
  tabs = [];
});

afterEach(async () => {
  for (const tab of tabs) {
    const state = tab.state();
    if (state.type === 'signedIn') {
      await state.session.stop();
    }
    tab.close();
  }
  for (const name of await Dexie.getDatabaseNames()) {
    await Dexie.delete(name);
  }
  vi.unstubAllGlobals();
});

function open(): App {
  const tab = new App({
    origin: 'http://localhost',
    fetch: (path, init) => server.fetch(path, init),
    clock,
    version: '1',
    reloadPage: () => undefined,
  });
  tabs.push(tab);
  void tab.start(undefined);
  return tab;
}

async function settled(tab: App, type: State['type']): Promise<State> {
  await until(() => tab.state().type === type, `${type}, still ${tab.state().type}`);
  return tab.state();
}

async function signedIn(tab: App): Promise<Extract<State, { type: 'signedIn' }>> {
  const state = await settled(tab, 'signedIn');
  if (state.type !== 'signedIn') {
    throw new Error('not signed in');
  }
  return state;
}

/** As an engine does it when the server has ended the session. */
async function lock(user: string): Promise<void> {
  const db = new Database(user);
  await db.meta.put({ name: 'locked', value: true });
  db.close();
}

describe('who is signed in', () => {
  test('nobody, on a new browser; and nothing is asked of the network to find that out', async () => {
    const tab = open();
    expect(tab.state().type).toBe('loading');
    expect(await settled(tab, 'signedOut')).toEqual({ type: 'signedOut', waiting: 0 });
    expect(server.asked).toEqual([]);
  });

  test('who signs in has a session in all tabs, with a cookie and no token', async () => {
    const one = open();
    const two = open();
    await settled(one, 'signedOut');
    await settled(two, 'signedOut');
    await one.accounts.signIn('alice', PASSWORD);
    expect((await signedIn(one)).session.account).toEqual({ user: ALICE, name: 'alice', administrator: false });
    await signedIn(two);
    expect(server.bodies[0]).toMatchObject({ cookie: true, device: 'Firefox on Linux' });
  });

  test('is known again without the network', async () => {
    const tab = open();
    await settled(tab, 'signedOut');
    await tab.accounts.signIn('alice', PASSWORD);
    await signedIn(tab);
    server.reachable = false;
    server.asked.length = 0;
    await signedIn(open());
    expect(server.asked).toEqual([]);
  });

  test('a wrong password is said as the server says it, and nobody is signed in', async () => {
    const tab = open();
    await settled(tab, 'signedOut');
    await expect(tab.accounts.signIn('alice', 'wrong')).rejects.toMatchObject({ code: 'wrong_password' });
    expect(tab.state().type).toBe('signedOut');
  });

  test('a server that cannot be asked is said as that', async () => {
    const tab = open();
    await settled(tab, 'signedOut');
    server.reachable = false;
    const fault: unknown = await tab.accounts.signIn('alice', PASSWORD).catch((cause: unknown) => cause);
    expect(fault).toBeInstanceOf(ServerFault);
    expect(fault).toMatchObject({ code: 'unreachable' });
  });

  test('who was signed out elsewhere is locked out in all tabs, and finds what waited when they return', async () => {
    const one = open();
    const two = open();
    await settled(one, 'signedOut');
    await one.accounts.signIn('alice', PASSWORD);
    const { session } = await signedIn(one);
    await signedIn(two);
    await session.writes.send(await session.writes.open(BOB), 'still here');
    await lock(ALICE);
    for (const tab of [one, two]) {
      expect(await settled(tab, 'signedOut')).toMatchObject({ locked: { user: ALICE, name: 'alice' }, waiting: 1 });
    }
    expect(await settled(open(), 'signedOut')).toMatchObject({ locked: { user: ALICE }, waiting: 1 });
    await one.accounts.signIn('Alice', PASSWORD);
    const again = await signedIn(one);
    expect(await again.session.reads.outbox()).toHaveLength(1);
    // The same device as before.
    expect(server.bodies[1]).toMatchObject({ device_id: `v${'d'.repeat(26)}` });
  });

  test('another user who signs in has a database of their own; who is locked stays as they are', async () => {
    const tab = open();
    await settled(tab, 'signedOut');
    await tab.accounts.signIn('alice', PASSWORD);
    const first = await signedIn(tab);
    await first.session.writes.send(await first.session.writes.open(BOB), 'of alice');
    await lock(ALICE);
    await settled(tab, 'signedOut');
    await tab.accounts.signIn('bob', PASSWORD);
    const { session } = await signedIn(tab);
    expect(session.account.user).toBe(BOB);
    expect(await session.reads.conversations()).toEqual([]);
    expect(await session.reads.outbox()).toEqual([]);
    await tab.accounts.signOut('keep');
    expect(await settled(tab, 'signedOut')).toMatchObject({ locked: { user: ALICE }, waiting: 1 });
  });

  test('while somebody signs in, nobody else is: no outbox leaves with a cookie that is not its own', async () => {
    const tab = open();
    await settled(tab, 'signedOut');
    await tab.accounts.signIn('alice', PASSWORD);
    await signedIn(tab);
    const profiles = new Profiles();
    const meanwhile: unknown[] = [];
    server.before = async () => meanwhile.push((await profiles.current())?.name);
    await tab.accounts.signIn('bob', 'wrong').catch(() => undefined);
    await tab.accounts.signIn('bob', PASSWORD);
    expect(meanwhile).toEqual([undefined, undefined]);
    expect((await profiles.current())?.name).toBe('bob');
    profiles.close();
  });

  test('signing out takes the databases off the device, in all tabs', async () => {
    const one = open();
    const two = open();
    await settled(one, 'signedOut');
    await one.accounts.signIn('alice', PASSWORD);
    await signedIn(one);
    await signedIn(two);
    await one.accounts.signOut('keep');
    for (const tab of [one, two]) {
      expect(await settled(tab, 'signedOut')).toEqual({ type: 'signedOut', waiting: 0 });
    }
    expect(await Dexie.getDatabaseNames()).toEqual(['godwit']);
    expect(server.asked).toContain('DELETE /v1/sessions/current');
  });

  test('what was typed goes with the databases, and nothing of anybody else does', async () => {
    const tab = open();
    await settled(tab, 'signedOut');
    await tab.accounts.signIn('alice', PASSWORD);
    await signedIn(tab);
    localMirror(ALICE, 1).write({ text: 'of alice', id: '1', sending: [] });
    localMirror(BOB, 1).write({ text: 'of bob', id: '2', sending: [] });
    await tab.accounts.signOut('keep');
    expect(localMirror(ALICE, 1).read()).toBeUndefined();
    expect(localMirror(BOB, 1).read()?.text).toBe('of bob');
  });

  test('who comes back before the old database could be removed loses nothing of what they write then', async () => {
    const tab = open();
    await settled(tab, 'signedOut');
    await tab.accounts.signIn('alice', PASSWORD);
    await signedIn(tab);
    // A tab that is frozen keeps the database open, whatever it is told.
    const frozen = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open(`godwit:${ALICE}`);
      asked.addEventListener('success', () => resolve(asked.result));
      asked.addEventListener('error', () => reject(new Error('not opened')));
    });
    const out = tab.accounts.signOut('discard');
    await until(async () => {
      clock.advance(1_000);
      return await Promise.race([out.then(() => true), calm().then(() => false)]);
    });
    frozen.close();
    await tab.accounts.signIn('alice', PASSWORD);
    const { session } = await signedIn(tab);
    await session.writes.send(await session.writes.open(BOB), 'of the second time');
    const another = open();
    expect(await (await signedIn(another)).session.reads.outbox()).toHaveLength(1);
  });

  test('who has thrown their messages away does not find them again, although the browser was closed before they were gone', async () => {
    const db = new Database(ALICE);
    await new LocalWrites(db, { now: () => clock.wall(), randomBytes }).open(BOB);
    await db.meta.put({ name: 'fence', value: 7 });
    db.close();
    leaving.begin(ALICE);
    vi.spyOn(UserStore.prototype, 'remove').mockRejectedValueOnce(new Error('somebody has it open'));
    const tab = open();
    await settled(tab, 'signedOut');
    await tab.accounts.signIn('alice', PASSWORD);
    const { session } = await signedIn(tab);
    expect(await session.reads.conversations()).toEqual([]);
    expect(leaving.user()).toBeUndefined();
  });

  test('signing in puts the own name where everybody reads names', async () => {
    const tab = open();
    await settled(tab, 'signedOut');
    await tab.accounts.signIn('alice', PASSWORD);
    const { session } = await signedIn(tab);
    const notes = await session.writes.open('alice');
    expect(await session.reads.conversation(notes)).toMatchObject({ title: 'alice' });
    const db = new Database(ALICE);
    expect(await db.people.get(ALICE)).toEqual({ id: ALICE, name: 'alice' });
    db.close();
  });

  test('signing out is refused while something is unsent, unless it is to be thrown away', async () => {
    const tab = open();
    await settled(tab, 'signedOut');
    await tab.accounts.signIn('alice', PASSWORD);
    const { session } = await signedIn(tab);
    await session.writes.send(await session.writes.open(BOB), 'unsent');
    await expect(tab.accounts.signOut('keep')).rejects.toMatchObject({ code: 'unsent' });
    expect(tab.state().type).toBe('signedIn');
    await tab.accounts.signOut('discard');
    expect(await settled(tab, 'signedOut')).toEqual({ type: 'signedOut', waiting: 0 });
  });

  test('who signs out without a network is gone from the device at once, and from the server when there is one', async () => {
    const tab = open();
    await settled(tab, 'signedOut');
    await tab.accounts.signIn('alice', PASSWORD);
    await signedIn(tab);
    server.reachable = false;
    await tab.accounts.signOut('keep');
    expect(await Dexie.getDatabaseNames()).toEqual(['godwit']);
    server.reachable = true;
    server.asked.length = 0;
    window.dispatchEvent(new Event('online'));
    await until(() => server.asked.includes('DELETE /v1/sessions/current'));
    server.asked.length = 0;
    window.dispatchEvent(new Event('online'));
    await settled(open(), 'signedOut');
    expect(server.asked).toEqual([]);
  });

  test('a browser that gives no database is said as that', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await settled(open(), 'noStorage')).toMatchObject({ type: 'noStorage' });
  });
});
