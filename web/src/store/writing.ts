import type { UserId } from '../protocol/frames';
import { Conversations } from './conversations';
import type { Database } from './database';
import { Derived } from './derived';
import { Entries } from './entries';
import { asStorageFault, Superseded } from './faults';
import { Meta } from './meta';
import { Refusal } from './model';
import { Needs } from './needs';
import { Receipts } from './receipts';
import type { StoreClock } from './storeClock';

export type { StoreClock } from './storeClock';

/** Everything that works on one transaction that writes. */
export class Writing {
  readonly me: UserId;
  readonly meta: Meta;
  readonly derived: Derived;
  readonly entries: Entries;
  readonly conversations: Conversations;
  readonly receipts: Receipts;
  readonly needs: Needs;

  constructor(
    readonly db: Database,
    readonly clock: StoreClock,
  ) {
    this.me = db.me;
    this.meta = new Meta(db);
    this.derived = new Derived(db, this.meta);
    this.entries = new Entries(db, clock, this.derived);
    this.conversations = new Conversations(db, db.me, clock, this.meta, this.derived.lines);
    this.receipts = new Receipts(db, this.derived);
    this.needs = new Needs(db, this.conversations, this.derived.lines, clock.randomBytes);
  }

  /** The conversation of this key, wherever it is by now. */
  async conversation(key: number): Promise<number> {
    const current = await this.conversations.current(key);
    if (current === undefined) {
      throw noConversation();
    }
    return current;
  }

  /** Forgets an entry that is certainly not stored, and the lookups that only it needed. */
  async drop(entry: number): Promise<void> {
    const waiting = await this.entries.waiting(entry);
    const names = waiting ? await this.needs.of(waiting.key) : [];
    const conversation = (await this.db.entries.get(entry))?.conversation;
    await this.entries.drop(entry);
    if (conversation !== undefined) {
      await this.conversations.forgetLookup(conversation);
    }
    await this.needs.forget(names);
  }
}

export function noConversation(): Refusal {
  return new Refusal(
    'no_conversation',
    'There is no such conversation on this device.',
    'Write to a name, or look at the list of conversations.',
  );
}

/**
 * One transaction over all tables: all of it or nothing, safe on disk when the promise is fulfilled. Throws what `work`
 * throws, `StorageFault` where the browser fails, and `Superseded` where `fence` is not the newest any more.
 */
export async function inWriting<T>(
  db: Database,
  clock: StoreClock,
  work: (writing: Writing) => Promise<T>,
  fence?: number,
): Promise<T> {
  try {
    return await db.transaction('rw', db.tables, async () => {
      const writing = new Writing(db, clock);
      if (fence !== undefined && (await writing.meta.number('fence')) !== fence) {
        throw new Superseded();
      }
      const result = await work(writing);
      await writing.derived.settle();
      return result;
    });
  } catch (cause) {
    throw asStorageFault(cause);
  }
}
