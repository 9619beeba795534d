import { asStorageFault } from '../store/faults';
import { Profiles, type Profile } from '../store/profiles';
import { Accounts } from './accounts';
import { brandsOf, deviceName } from './browser';
import type { Clock } from './clock';
import type { Fetch } from './framesPost';
import { leaving } from './leaving';
import { once } from './once';
import { ServerApi } from './serverApi';
import { Updates } from './updates';
import { UserSession } from './userSession';
import { UserStore } from './userStore';

/** Who somebody is for those who look at the app. */
type Account = UserSession['account'];

export type State =
  | { readonly type: 'loading' }
  | { readonly type: 'noStorage'; readonly reason: string }
  | { readonly type: 'signedOut'; readonly locked?: Account; readonly waiting: number }
  | { readonly type: 'signedIn'; readonly session: UserSession };

export interface AppParts {
  readonly origin: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly version: string;
  readonly reloadPage: () => void;
}

/**
 * The app in one tab: who is signed in here, as the databases on this device say. Nothing is asked of the network
 * before the first screen. All tabs come to the same answer, and are told to look again when it changes.
 */
export class App {
  readonly accounts: Accounts;
  readonly version: string;
  private readonly profiles = new Profiles();
  private readonly tabs = new BroadcastChannel('godwit');
  private readonly api: ServerApi;
  private readonly updates: Updates;
  private readonly listeners = new Set<() => void>();
  private now: State = { type: 'loading' };
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly parts: AppParts) {
    this.version = parts.version;
    this.api = new ServerApi(parts.fetch);
    this.updates = new Updates(() => this.announce(), parts.reloadPage);
    this.accounts = new Accounts({
      api: this.api,
      profiles: this.profiles,
      clock: parts.clock,
      device: () => deviceName(navigator.userAgent, brandsOf(navigator)),
      changed: () => this.changed(),
      close: () => this.closeEverywhere(),
    });
  }

  state(): State {
    return this.now;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  updateReady(): boolean {
    return this.updates.ready;
  }

  reload(): void {
    this.updates.take();
  }

  async start(worker: string | undefined): Promise<void> {
    this.tabs.addEventListener('message', () => void this.settle());
    window.addEventListener('online', () => void this.accounts.endSession().catch(() => undefined));
    await this.accounts.finishLeaving().catch(() => undefined);
    await this.settle();
    void this.accounts.endSession().catch(() => undefined);
    if (worker !== undefined) {
      await this.updates.start(worker);
    }
  }

  async storageUsed(): Promise<number | undefined> {
    return (await storage()?.estimate())?.usage;
  }

  async persisted(): Promise<boolean> {
    return (await storage()?.persisted()) ?? false;
  }

  async persist(): Promise<boolean> {
    return (await storage()?.persist()) ?? false;
  }

  /** Looks at nothing any more; for whoever runs several in one page. */
  close(): void {
    this.tabs.close();
    this.profiles.close();
  }

  private async changed(): Promise<void> {
    this.tellTabs();
    await this.settle();
  }

  private async closeEverywhere(): Promise<void> {
    this.tellTabs();
    this.work = this.work.then(() => this.become({ type: 'loading' }));
    await this.work;
  }

  /** Looks at what the databases say, one look after the other. */
  private settle(): Promise<void> {
    this.work = this.work.then(async () => {
      try {
        await this.look();
      } catch (cause) {
        const fault = asStorageFault(cause);
        console.error(fault);
        await this.become({ type: 'noStorage', reason: fault instanceof Error ? fault.message : String(fault) });
      }
    });
    return this.work;
  }

  private async look(): Promise<void> {
    const current = await this.profiles.current();
    if (current === undefined) {
      const left = leaving.user();
      const others = (await this.profiles.all()).filter((profile) => profile.user !== left);
      await this.lockOut(others.toSorted((one, other) => other.since - one.since)[0]);
      return;
    }
    const open = this.now.type === 'signedIn' ? this.now.session : undefined;
    const store = new UserStore(current.user, this.parts.clock);
    const locked = await store.locked();
    if (locked || open?.account.user === current.user) {
      store.close();
      if (locked) {
        await this.lockOut(current);
      }
    } else {
      await this.enter(current, store);
    }
  }

  private async enter(profile: Profile, store: UserStore): Promise<void> {
    const { clock, fetch, origin, version } = this.parts;
    const permitted = async () => (await this.profiles.current())?.user === profile.user;
    const engine = once(async () => {
      const { pageEngine } = await import('./pageEngine');
      return pageEngine({
        store,
        origin,
        fetch,
        clock,
        permitted,
        names: this.api,
        agent: `godwit-web/${version}`,
        // Asking is for the case that there is a network, and it lets no WebSocket through.
        ask: () => (navigator.onLine ? this.api.known() : Promise.resolve('unreachable')),
      });
    });
    const session = new UserSession(profile, store, { clock, engine });
    await this.become({ type: 'signedIn', session });
    session.start(() => void this.settle());
  }

  /** Nothing of them is shown until they sign in again; what waits stays where it is. */
  private async lockOut(profile: Profile | undefined): Promise<void> {
    if (profile === undefined) {
      await this.become({ type: 'signedOut', waiting: 0 });
      return;
    }
    const { user, name, administrator } = profile;
    const store = new UserStore(user, this.parts.clock);
    const waiting = await store.waiting().finally(() => store.close());
    await this.become({ type: 'signedOut', locked: { user, name, administrator }, waiting });
  }

  /** Shows it, then ends what was before. */
  private async become(state: State): Promise<void> {
    const before = this.now;
    this.now = state;
    this.announce();
    if (before.type === 'signedIn') {
      await before.session.stop();
    }
  }

  private announce(): void {
    for (const listener of this.listeners) {
      listener();
    }
  }

  private tellTabs(): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none: it is of this origin
    this.tabs.postMessage({ type: 'profiles' });
  }
}

function storage(): StorageManager | undefined {
  return 'storage' in navigator ? navigator.storage : undefined;
}
