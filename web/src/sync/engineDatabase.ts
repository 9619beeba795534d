import type { ConversationId, Seq } from '../protocol/frames';
import type { Database } from '../store/database';
import { EngineStore } from '../store/engineStore';
import { asStorageFault } from '../store/faults';
import type { StoreClock } from '../store/storeClock';
import type { StoreOp } from './core/effects';
import type { LocalChanges, LocalEntry, Snapshot } from './core/events';

/** What an engine needs of the database. Rejects with `StorageFault` where the browser fails. */
export interface EngineDatabase {
  /** Begins a run of an engine: whoever ran before writes nothing any more. Answers with the fence of this run. */
  begin(): Promise<number>;
  /**
   * All of it in one transaction, or nothing of it. Rejects with `StoreConflict` if the user changed something that was
   * about to leave, with `Superseded` if another run has begun.
   */
  apply(fence: number, ops: readonly StoreOp[]): Promise<void>;
  snapshot(): Promise<Snapshot>;
  localChanges(): Promise<LocalChanges>;
  localEntries(conversation: ConversationId, from: Seq, to: Seq): Promise<readonly LocalEntry[]>;
  /** Absent while it has none. */
  id(conversation: number): Promise<ConversationId | undefined>;
  key(conversation: ConversationId): Promise<number | undefined>;
}

/** The real one. */
export class StoredEngineDatabase extends EngineStore implements EngineDatabase {
  constructor(
    private readonly database: Database,
    clock: StoreClock,
  ) {
    super(database, clock);
  }

  async id(conversation: number): Promise<ConversationId | undefined> {
    try {
      const row = await this.database.conversations.get(conversation);
      return row?.mergedInto === undefined ? row?.id : await this.id(row.mergedInto);
    } catch (cause) {
      throw asStorageFault(cause);
    }
  }

  async key(conversation: ConversationId): Promise<number | undefined> {
    try {
      return (await this.database.conversations.where('id').equals(conversation).primaryKeys())[0];
    } catch (cause) {
      throw asStorageFault(cause);
    }
  }
}
