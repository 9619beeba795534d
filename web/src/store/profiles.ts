import { Dexie, type Table } from 'dexie';
import type { DeviceId, Millis, UserId } from '../protocol/frames';
import { asStorageFault } from './faults';

/** Somebody who has signed in on this origin. */
export interface Profile {
  readonly user: UserId;
  readonly name: string;
  readonly device: DeviceId;
  readonly administrator: boolean;
  /** Whose session the cookie is; at most one is. */
  readonly current: boolean;
  readonly since: Millis;
}

/** Who has signed in here: what the app and the service worker open first. */
export class Profiles {
  private readonly db = new ProfilesDatabase();

  /** Absent if nobody is signed in. */
  current(): Promise<Profile | undefined> {
    return this.read(async (rows) => (await rows.toArray()).find((profile) => profile.current));
  }

  get(user: UserId): Promise<Profile | undefined> {
    return this.read((rows) => rows.get(user));
  }

  all(): Promise<readonly Profile[]> {
    return this.read((rows) => rows.toArray());
  }

  /** Adds them, or takes up what is new about them, and makes them the current one. */
  add(profile: Omit<Profile, 'current'>): Promise<void> {
    return this.write(async (rows) => {
      await rows.put({ ...profile, current: true });
      await only(rows, profile.user);
    });
  }

  /** Without a user: nobody is signed in any more, and everything stays for when they come back. */
  setCurrent(user: UserId | undefined): Promise<void> {
    return this.write((rows) => only(rows, user));
  }

  remove(user: UserId): Promise<void> {
    return this.write((rows) => rows.delete(user));
  }

  close(): void {
    this.db.close();
  }

  private async read<T>(query: (rows: Table<Profile, UserId>) => PromiseLike<T>): Promise<T> {
    try {
      return await query(this.db.profiles);
    } catch (cause) {
      throw asStorageFault(cause);
    }
  }

  private async write(change: (rows: Table<Profile, UserId>) => PromiseLike<void>): Promise<void> {
    try {
      await this.db.transaction('rw', this.db.profiles, async () => await change(this.db.profiles));
    } catch (cause) {
      throw asStorageFault(cause);
    }
  }
}

async function only(rows: Table<Profile, UserId>, user: UserId | undefined): Promise<void> {
  for (const profile of await rows.toArray()) {
    if (profile.current !== (profile.user === user)) {
      await rows.put({ ...profile, current: profile.user === user });
    }
  }
}

class ProfilesDatabase extends Dexie {
  readonly profiles!: Table<Profile, UserId>;

  constructor() {
    super('godwit', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ profiles: 'user' });
  }
}
