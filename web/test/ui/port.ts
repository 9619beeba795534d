import type { Connection } from '../../src/store/model';
import { ServerFault, type AppPort, type AppState, type Session } from '../../src/ui/ports';
import { busyWorld, emptyWorld, ME, type World } from './world';
import { MemoryReads, MemoryWrites } from './memory';

const ACCOUNT = { user: ME, name: 'alice', administrator: true };

/** An app port that shows what the address asks for. */
export function port(wanted: URLSearchParams): AppPort {
  const world = wanted.get('world') === 'empty' ? emptyWorld() : busyWorld(Number(wanted.get('many') ?? 0));
  world.connection = connection(wanted.get('connection'));
  if (wanted.has('online')) {
    world.connection = { type: 'online', caughtUp: true };
  }
  const listeners = new Set<() => void>();
  let state = stateOf(wanted.get('state'), world);
  let persisted = wanted.get('persisted') !== 'no';
  const signIn = async (name: string, password: string) => {
    await new Promise((done) => setTimeout(done, 400));
    if (password !== 'password') {
      throw new ServerFault('wrong_password', 'Name or password is wrong.', 'Check both and try again.');
    }
    state = { type: 'signedIn', session: session(world, name) };
    for (const listener of listeners) {
      listener();
    }
  };
  return {
    version: '0.4.0',
    accounts: {
      async server() {
        if (wanted.get('server') === 'unreachable') {
          throw new ServerFault('unreachable', 'The server did not answer.', 'Try again.');
        }
        return {
          version: '0.4.0',
          registration: wanted.get('server') === 'open' ? 'open' : 'invitation',
          empty: wanted.get('server') === 'empty',
        };
      },
      register: (name, password) => signIn(name, password),
      signIn,
      async devices() {
        if (world.connection.type !== 'online') {
          throw new ServerFault('unreachable', 'The server did not answer.', 'Try again.');
        }
        const day = 86_400_000;
        const now = Date.now();
        return [
          { id: 'v1', name: 'Chromium on Linux', created: now - 40 * day, lastUsed: now, current: true },
          { id: 'v2', name: 'Safari on iPhone', created: now - 90 * day, lastUsed: now - 3_600_000, current: false },
          { id: 'v3', name: 'godwit on terminal', created: now - 200 * day, lastUsed: now - 30 * day, current: false },
        ];
      },
      revoke: () => Promise.resolve(),
      invite: () => Promise.resolve({ code: 'k3p9-7xqd-m2wf' }),
      async signOut() {
        state = { type: 'signedOut', waiting: 0 };
        for (const listener of listeners) {
          listener();
        }
      },
    },
    updateReady: () => wanted.has('update'),
    reload: () => location.reload(),
    storageUsed: () => Promise.resolve(13_400_000),
    persisted: () => Promise.resolve(persisted),
    persist: () => {
      persisted = true;
      return Promise.resolve(persisted);
    },
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function stateOf(name: string | null, world: World): AppState {
  switch (name) {
    case 'loading':
      return { type: 'loading' };
    case 'noStorage':
      return { type: 'noStorage', reason: 'SecurityError: IDBFactory.open() was denied' };
    case 'signedOut':
      return { type: 'signedOut', waiting: 0 };
    case 'locked':
      return { type: 'signedOut', locked: ACCOUNT, waiting: 3 };
    default:
      return { type: 'signedIn', session: session(world, ACCOUNT.name) };
  }
}

function session(world: World, name: string): Session {
  return {
    account: { ...ACCOUNT, name },
    reads: new MemoryReads(world),
    writes: new MemoryWrites(world),
    hints: {
      tryNow: () => undefined,
      active: () => undefined,
      typing: () => undefined,
      watch: () => undefined,
      loadMembers: () => undefined,
    },
  };
}

function connection(name: string | null): Connection {
  switch (name) {
    case 'offline':
      return { type: 'waiting', at: Date.now() + 40_000, reason: 'There is no network.' };
    case 'waiting':
      return { type: 'waiting', at: Date.now() + 9_000, reason: 'The server did not answer.' };
    case 'connecting':
      return { type: 'connecting' };
    case 'signedOut':
      return { type: 'signedOut', reason: 'This session was ended.' };
    case 'catchingUp':
      return { type: 'online', caughtUp: false };
    default:
      return { type: 'online', caughtUp: true };
  }
}
