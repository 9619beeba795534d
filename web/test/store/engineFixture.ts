import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import { content } from '../../src/protocol/contents';
import type { Content, Entry, UserId } from '../../src/protocol/frames';
import { conversationId } from '../../src/protocol/ids';
import { Database } from '../../src/store/database';
import { EngineStore } from '../../src/store/engineStore';
import { inWriting, type StoreClock, type Writing } from '../../src/store/writing';
import type { StoreOp } from '../../src/sync/core/effects';
import type { LocalChanges, QueuedRow } from '../../src/sync/core/events';

export const ME: UserId = `u${'a'.repeat(26)}`;
export const BOB: UserId = `u${'b'.repeat(26)}`;
export const CAROL: UserId = `u${'c'.repeat(26)}`;
export const WITH_BOB = conversationId.direct(ME, BOB);

export function entry(seq: number, from: UserId, id: string, what: Content): Entry {
  return { seq, at: 1000 + seq, from, device: `v${'d'.repeat(26)}`, id, content: what };
}

/** One user's database, a new one for each, with a clock that stands still until it is set. */
export class Profile {
  now = 1_000_000;
  private chance = 0;
  readonly clock: StoreClock = {
    now: () => this.now,
    randomBytes: (n) => Uint8Array.from({ length: n }, () => (this.chance = (this.chance * 73 + 41) % 251)),
  };
  readonly store: EngineStore;
  private fence = 0;

  private constructor(readonly db: Database) {
    this.store = new EngineStore(db, this.clock);
  }

  static async open(): Promise<Profile> {
    // Dexie has taken the global one when it was loaded.
    Dexie.dependencies.indexedDB = new IDBFactory();
    const profile = new Profile(new Database(ME));
    await profile.db.people.put({ id: ME, name: 'me' });
    profile.fence = await profile.store.begin();
    return profile;
  }

  close(): void {
    this.db.close();
  }

  apply(...ops: readonly StoreOp[]): Promise<void> {
    return this.store.apply(this.fence, ops);
  }

  write<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
    return inWriting(this.db, this.clock, work);
  }

  changes(): Promise<LocalChanges> {
    return this.store.localChanges();
  }

  async row(index: number): Promise<QueuedRow> {
    const row = (await this.changes()).rows.filter((each) => each.type !== 'lookup')[index];
    if (!row) {
      throw new Error(`no row ${index} in the outbox`);
    }
    return row;
  }

  /** A message to somebody, by user id or by name; answers with its key. */
  send(to: string, text: string): Promise<number> {
    return this.write(async ({ conversations, entries }) => {
      const key = to.startsWith('u') ? await conversations.withPerson(to) : await conversations.withName(to);
      await conversations.ensureLookup(key);
      const ord = await entries.nextOrd();
      const message = await entries.insertOwn(key, content.message(text), undefined, ord);
      await entries.queue(key, message, ord, false);
      return message;
    });
  }

  /** As `send`, and it is on the wire. */
  async sentUnanswered(text: string): Promise<number> {
    const message = await this.send(BOB, text);
    const { key, rev } = (await this.changes()).rows.at(-1) ?? (await this.row(0));
    await this.apply({ type: 'markSent', row: key, rev });
    return message;
  }

  async confirm(row: QueuedRow, seq: number): Promise<void> {
    await this.apply({ type: 'confirm', conversation: row.conversation, id: row.id, seq, at: 1000 + seq });
  }
}
