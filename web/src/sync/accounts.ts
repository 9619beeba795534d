import { ServerFault } from '../protocol/serverFault';
import type { Profiles } from '../store/profiles';
import { pause, type Clock } from './clock';
import { leaving } from './leaving';
import type { ServerApi, ServerWords, SessionInfo, SignedIn } from './serverApi';
import { UserStore } from './userStore';

/** Whoever signs out does not wait longer than this for the server. */
const GOODBYE_MILLIS = 4_000;

export interface AccountParts {
  readonly api: ServerApi;
  readonly profiles: Profiles;
  readonly clock: Clock;
  readonly device: () => string;
  /** Who is signed in here is another one now: in all tabs. */
  readonly changed: () => Promise<void>;
  /** Ends everything of the user who was signed in, in all tabs. */
  readonly close: () => Promise<void>;
}

/** What needs the server's answer. Everything rejects with `ServerFault`, or `StorageFault`. */
export class Accounts {
  constructor(private readonly parts: AccountParts) {}

  server(): Promise<ServerWords> {
    return this.parts.api.server();
  }

  async register(name: string, password: string, code: string): Promise<void> {
    const { api, device } = this.parts;
    await this.become(() => api.register(name, password, code, device()));
  }

  async signIn(name: string, password: string): Promise<void> {
    const { api, profiles, device } = this.parts;
    const here = (await profiles.all()).find((each) => each.name.toLowerCase() === name.toLowerCase());
    await this.become(() => api.signIn(name, password, device(), here?.device));
  }

  async devices(): Promise<readonly SessionInfo[]> {
    return await this.parts.api.sessions();
  }

  revoke(device: string): Promise<void> {
    return this.parts.api.revoke(device);
  }

  invite(): Promise<{ readonly code: string }> {
    return this.parts.api.invite();
  }

  async signOut(waiting: 'keep' | 'discard'): Promise<void> {
    const { profiles, clock } = this.parts;
    const profile = await profiles.current();
    if (profile === undefined) {
      return;
    }
    if (waiting === 'keep') {
      const store = new UserStore(profile.user, clock);
      const unsent = await store.unsent().finally(() => store.close());
      if (unsent > 0) {
        throw new ServerFault('unsent', `${unsent} messages have not been sent.`, 'Send or discard them first.');
      }
    }
    leaving.begin(profile.user);
    await profiles.setCurrent(undefined);
    await this.parts.close();
    await this.endSession();
    await this.finishLeaving();
    await this.parts.changed();
  }

  /** Does what an earlier signing out could not: the database first, which needs nobody's answer. */
  async finishLeaving(): Promise<void> {
    const user = leaving.user();
    if (user !== undefined) {
      const store = new UserStore(user, this.parts.clock);
      const removed = await this.inTime(store.remove());
      if (removed) {
        await this.parts.profiles.remove(user);
        leaving.removed();
      }
    }
  }

  /** Tells the server, if it still has to be told and can be. */
  async endSession(): Promise<void> {
    if (leaving.sessionRemains() && (await this.parts.profiles.current()) === undefined) {
      await this.inTime(
        this.parts.api.signOut().then(leaving.sessionEnded, (fault: unknown) => {
          if (fault instanceof ServerFault && fault.code === 'unauthorized') {
            leaving.sessionEnded();
          }
        }),
      );
    }
  }

  /**
   * Until the server's answer is on disk nobody is signed in: the cookie may be the new user's already, and no engine may
   * send another's messages with it.
   */
  private async become(ask: () => Promise<SignedIn>): Promise<void> {
    const { profiles, clock } = this.parts;
    await profiles.setCurrent(undefined);
    const { user, name, device, administrator } = await ask();
    leaving.sessionEnded();
    const store = new UserStore(user, clock);
    try {
      if (leaving.user() === user) {
        // What they have thrown away stays so, and what they write from now on is not removed with it.
        await store.empty();
        leaving.removed();
      }
      await store.unlock({ user, name });
    } finally {
      store.close();
    }
    await profiles.add({ user, name, device, administrator, since: clock.wall() });
    await this.parts.changed();
  }

  /** Whether it was done within the time that somebody waits for a goodbye; it goes on even if not. */
  private async inTime(work: Promise<void>): Promise<boolean> {
    const tooLate = pause(this.parts.clock, GOODBYE_MILLIS).then(() => false);
    const done = work.then(
      () => true,
      () => false,
    );
    return await Promise.race([done, tooLate]);
  }
}
