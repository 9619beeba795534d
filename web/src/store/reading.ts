import type { Millis, UserId } from '../protocol/frames';
import type { Database } from './database';
import { asStorageFault } from './faults';

/** Everything that works on one transaction that reads. */
export class Reading {
  readonly me: UserId;

  constructor(
    readonly db: Database,
    /** This device's clock. */
    readonly now: Millis,
  ) {
    this.me = db.me;
  }

  /** The server's clock minus this device's. Read only where it is needed: it may change with every connection. */
  async offset(): Promise<number> {
    return Number((await this.db.meta.get('clockOffset'))?.value ?? 0);
  }
}

/** One state of the whole database. Throws `StorageFault` where the browser fails. */
export async function inReading<T>(
  db: Database,
  clock: () => Millis,
  work: (reading: Reading) => Promise<T>,
): Promise<T> {
  try {
    // Dexie wants to see an `async` function.
    return await db.transaction('r', db.tables, async () => await work(new Reading(db, clock())));
  } catch (cause) {
    throw asStorageFault(cause);
  }
}
