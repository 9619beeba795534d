import { Profiles } from '../store/profiles';
import { BROWSER_RANDOM } from './browser';
import type { Clock } from './clock';
import { StoredEngineDatabase } from './engineDatabase';
import { EngineLoop } from './engineLoop';
import type { Status } from './core/effects';
import type { Fetch } from './framesPost';
import { ServerApi } from './serverApi';
import { engineLock, openTabChannel } from './tabChannel';
import { postTransport } from './transport';
import { UserStore } from './userStore';

export interface FlushParts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly locks: Pick<LockManager, 'request'>;
  readonly agent: string;
  /** For which a worker may live. */
  readonly patience: number;
}

/**
 * Sends what waits for the user who is signed in, without a page: the same engine, under the same lock, over requests.
 * Where a page has the lock, it is asked to do it. Answers with how much still waits, and for ever will if somebody has
 * to sign in first.
 */
export async function flush(parts: FlushParts): Promise<'settled' | 'waits'> {
  const profiles = new Profiles();
  try {
    const profile = await profiles.current();
    if (profile === undefined) {
      return 'settled';
    }
    const { user } = profile;
    const store = new UserStore(user, parts.clock);
    try {
      const permitted = async (): Promise<boolean> => (await profiles.current())?.user === user;
      await parts.locks.request(engineLock(user), { ifAvailable: true }, async (lock) => {
        if (lock === null) {
          remind(store);
        } else if (!(await store.locked())) {
          await run(store, parts, permitted);
        }
      });
      return (await store.locked()) || (await store.waiting()) === 0 ? 'settled' : 'waits';
    } finally {
      store.close();
    }
  } finally {
    profiles.close();
  }
}

function remind(store: UserStore): void {
  const channel = openTabChannel(store.user);
  channel.post({ type: 'tryNow' });
  channel.close();
}

async function run(store: UserStore, parts: FlushParts, permitted: () => Promise<boolean>): Promise<void> {
  const { fetch, clock, agent, patience } = parts;
  const channel = openTabChannel(store.user);
  let fence = 0;
  const loop = new EngineLoop({
    db: new StoredEngineDatabase(store.db, store.clock),
    transport: postTransport({ fetch, clock, permitted }),
    names: new ServerApi(fetch),
    clock,
    random: BROWSER_RANDOM,
    agent,
    told: (by, status) => {
      fence = by;
      if (isOver(status)) {
        loop.stop();
      }
    },
    // Nobody looks.
    nearby: () => undefined,
  });
  const deaf = channel.listen((message) => {
    if (message.type === 'claim') {
      channel.post({ type: 'yielding' });
      loop.stop();
    } else if (message.type === 'changed') {
      loop.changed();
    }
  });
  const callOff = clock.after(patience, () => loop.stop());
  loop.finish();
  await loop.run();
  callOff();
  deaf();
  channel.close();
  await store.now.clear(fence).catch(() => undefined);
}

/** Nothing is left to do, or nothing can be done now. */
function isOver({ phase, settled }: Status): boolean {
  return settled || phase.type === 'waiting' || phase.type === 'signedOut';
}
