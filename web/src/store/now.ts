import { Dexie, type Table } from 'dexie';
import type { UserId } from '../protocol/frames';
import { asStorageFault } from './faults';
import { type Connection, type Nearby, NOTHING_NEARBY } from './model';

/** `by`: the engine run (its fence) whose word this is. */
type NowRow =
  | { readonly name: 'connection'; readonly by: number; readonly value: Connection }
  | { readonly name: 'nearby'; readonly by: number; readonly value: Nearby };

/**
 * What is only true now: told by the tab that runs the engine, seen by all tabs. A database of its own, whose commits do
 * not wait for the disk: presence may change many times a second, and nothing of it is worth keeping.
 *
 * A tab that was frozen and wakes up says nothing any more: what an engine run with a higher fence has said stands.
 */
export class NowStore {
  private readonly db: NowDatabase;

  constructor(me: UserId) {
    this.db = new NowDatabase(me);
  }

  setConnection(by: number, value: Connection): Promise<void> {
    return this.put({ name: 'connection', by, value });
  }

  setNearby(by: number, value: Nearby): Promise<void> {
    return this.put({ name: 'nearby', by, value });
  }

  /** This engine run ends: what it has said is true no longer, unless another one has spoken since. */
  clear(by: number): Promise<void> {
    return this.write(async (rows) => {
      for (const row of await rows.toArray()) {
        if (row.by <= by) {
          await rows.delete(row.name);
        }
      }
    });
  }

  /** Offline if no engine runs. */
  async connection(): Promise<Connection> {
    const row = await this.get('connection');
    return row?.name === 'connection' ? row.value : { type: 'offline' };
  }

  async nearby(): Promise<Nearby> {
    const row = await this.get('nearby');
    return row?.name === 'nearby' ? row.value : NOTHING_NEARBY;
  }

  close(): void {
    this.db.close();
  }

  /** Removes all of it from this device. */
  async remove(): Promise<void> {
    await this.db.delete();
  }

  private put(row: NowRow): Promise<void> {
    return this.write(async (rows) => {
      const known = await rows.get(row.name);
      if (known === undefined || known.by <= row.by) {
        await rows.put(row);
      }
    });
  }

  private async get(name: NowRow['name']): Promise<NowRow | undefined> {
    try {
      return await this.db.now.get(name);
    } catch (cause) {
      throw asStorageFault(cause);
    }
  }

  private async write(change: (rows: Table<NowRow, string>) => Promise<void>): Promise<void> {
    try {
      await this.db.transaction('rw', this.db.now, async () => await change(this.db.now));
    } catch (cause) {
      throw asStorageFault(cause);
    }
  }
}

class NowDatabase extends Dexie {
  readonly now!: Table<NowRow, string>;

  constructor(me: UserId) {
    super(`godwit-now:${me}`, { chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ now: 'name' });
  }
}
