import type { ConversationId, Seq } from '../protocol/frames';
import type { StoreOp } from '../sync/core/effects';
import type { LocalChanges, LocalEntry, Snapshot } from '../sync/core/events';
import type { Database } from './database';
import { applyOp } from './engineOps';
import { readLocalChanges, readLocalEntries, readSnapshot } from './engineReads';
import { asStorageFault } from './faults';
import type { StoreClock } from './storeClock';
import { inWriting } from './writing';
import { stayInTransaction } from './zone';

/** Carries out what the engine wants written, and reads what it must know. Belongs to the engine's run. */
export class EngineStore {
  constructor(
    private readonly db: Database,
    private readonly clock: StoreClock,
  ) {}

  /**
   * Begins a run: from here on no earlier one writes anything. Answers with the fence to give to `apply`.
   */
  begin(): Promise<number> {
    return inWriting(this.db, this.clock, async ({ meta }) => {
      const fence = (await meta.number('fence')) + 1;
      await meta.set('fence', fence);
      return fence;
    });
  }

  /**
   * All of it in one transaction, or nothing of it. Throws `StoreConflict` where the user has changed what was to be
   * sent, `Superseded` where another run has begun, and `StorageFault`.
   */
  async apply(fence: number, ops: readonly StoreOp[]): Promise<void> {
    if (ops.length === 0) {
      return;
    }
    await inWriting(
      this.db,
      this.clock,
      async (writing) => {
        for (const op of ops) {
          await applyOp(writing, op);
          await stayInTransaction();
        }
      },
      fence,
    );
  }

  /** Everything that an engine must know to begin. */
  snapshot(): Promise<Snapshot> {
    return this.read(() => readSnapshot(this.db));
  }

  /** The outbox as it stands now, and how far was read. */
  localChanges(): Promise<LocalChanges> {
    return this.read(() => readLocalChanges(this.db));
  }

  /** What stands in a conversation from one seq to another, both included. */
  localEntries(conversation: ConversationId, from: Seq, to: Seq): Promise<readonly LocalEntry[]> {
    return this.read(() => readLocalEntries(this.db, conversation, from, to));
  }

  /** One transaction that sees a single state. */
  private async read<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.db.transaction('r', this.db.tables, async () => await work());
    } catch (cause) {
      throw asStorageFault(cause);
    }
  }
}
