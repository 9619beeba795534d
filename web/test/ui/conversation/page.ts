/*
 * Conversations over a real database, without a server: to look at, and to measure. Not shipped: `npx vite`, then
 * /test/ui/conversation/index.html?lines=100000&theme=dark&dir=rtl&path=/c/1
 * The database is filled once and stays. `window.people` is everybody else: see `People`.
 */
import { mount } from '../../../src/ui/app';
import type { AppPort, Session } from '../../../src/ui/ports';
import { setTheme, THEMES } from '../../../src/ui/theme';
import { Database } from '../../../src/store/database';
import { EngineStore } from '../../../src/store/engineStore';
import { LocalWrites } from '../../../src/store/localWrites';
import { NowStore } from '../../../src/store/now';
import { Views } from '../../../src/store/views';
import { fillAll, ME } from './fill';
import { People } from './people';

const wanted = new URLSearchParams(location.search);
const chosen = THEMES.find((each) => each === wanted.get('theme'));
if (chosen) {
  setTheme(chosen);
}
document.documentElement.dir = wanted.get('dir') ?? 'ltr';

const clock = { now: () => Date.now(), randomBytes: (n: number) => crypto.getRandomValues(new Uint8Array(n)) };
const db = new Database(ME);
const now = new NowStore(ME);
const store = new EngineStore(db, clock);
const writes = new LocalWrites(db, clock);
const people = new People(db, store, now, await store.begin());
if ((await db.conversations.count()) === 0) {
  const root = document.getElementById('root');
  await fillAll(people, writes, db, Number(wanted.get('lines') ?? 2_000), (text) => {
    if (root) {
      root.textContent = text;
    }
  });
}
await people.lookAround();

const session: Session = {
  account: { user: ME, name: 'alice', administrator: false },
  reads: new Views(db, now, clock.now),
  writes,
  hints: {
    tryNow: () => undefined,
    active: () => undefined,
    typing: () => undefined,
    watch: () => undefined,
    loadMembers: () => undefined,
  },
};
const port: AppPort = {
  version: '0',
  accounts: {
    server: () => Promise.resolve({ version: '0', registration: 'open', empty: false }),
    register: () => Promise.resolve(),
    signIn: () => Promise.resolve(),
    devices: () => Promise.resolve([]),
    revoke: () => Promise.resolve(),
    invite: () => Promise.resolve({ code: '' }),
    signOut: () => Promise.resolve(),
  },
  state: (
    (state) => () =>
      state
  )({ type: 'signedIn', session } as const),
  subscribe: () => () => undefined,
  updateReady: () => false,
  reload: () => location.reload(),
  storageUsed: () => Promise.resolve(undefined),
  persisted: () => Promise.resolve(true),
  persist: () => Promise.resolve(true),
};

Object.assign(window, { people, session });
history.replaceState(null, '', wanted.get('path') ?? '/c/1');
const root = document.getElementById('root');
if (root) {
  mount(root, port);
}
document.body.dataset.ready = 'yes';
