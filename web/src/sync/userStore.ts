import { Database } from '../store/database';
import { clearMirrors } from '../store/draftMirror';
import { asStorageFault } from '../store/faults';
import { NowStore } from '../store/now';
import type { Profile } from '../store/profiles';
import type { StoreClock } from '../store/storeClock';
import { randomBytes } from './browser';
import type { Clock } from './clock';

/** Both databases of one user on this device. Everything rejects with `StorageFault` where the browser fails. */
export class UserStore {
  readonly db: Database;
  readonly now: NowStore;
  readonly clock: StoreClock;

  constructor(
    readonly user: Profile['user'],
    clock: Clock,
  ) {
    this.db = new Database(user);
    this.now = new NowStore(user);
    this.clock = { now: () => clock.wall(), randomBytes };
  }

  /** Whether the server has ended the session since the user signed in. */
  async locked(): Promise<boolean> {
    return await guarded(async () => (await this.db.meta.get('locked')) !== undefined);
  }

  /** The session that the cookie stands for is not this user's any more. */
  async lock(): Promise<void> {
    await guarded(() => this.db.meta.put({ name: 'locked', value: true }));
  }

  /** They have signed in, again or for the first time. */
  async unlock(profile: Pick<Profile, 'user' | 'name'>): Promise<void> {
    await guarded(() =>
      this.db.transaction('rw', this.db.meta, this.db.people, async () => {
        await this.db.meta.delete('locked');
        await this.db.people.put({ id: profile.user, name: profile.name });
      }),
    );
  }

  /** How much has not reached the server. */
  async waiting(): Promise<number> {
    return await guarded(async () => (await this.db.outbox.toArray()).filter((row) => !row.failed).length);
  }

  /** How much would be lost with this database: what waits, and what has failed. */
  async unsent(): Promise<number> {
    return await guarded(() => this.db.outbox.count());
  }

  close(): void {
    this.db.close();
    this.now.close();
  }

  /** Takes everything out, also while somebody has it open; an engine that still runs there writes nothing any more. */
  async empty(): Promise<void> {
    await guarded(() =>
      this.db.transaction('rw', this.db.tables, async () => {
        const fence = await this.db.meta.get('fence');
        for (const table of this.db.tables) {
          await table.clear();
        }
        await this.db.meta.put({ name: 'fence', value: Number(fence?.value ?? 0) + 1 });
      }),
    );
    clearMirrors(this.user);
  }

  /** Deletes both, once nobody has them open any more, and what was typed and stands in neither yet. */
  async remove(): Promise<void> {
    await guarded(async () => {
      await this.db.delete();
      await this.now.remove();
    });
    clearMirrors(this.user);
  }
}

async function guarded<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw asStorageFault(cause);
  }
}
