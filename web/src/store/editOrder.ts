import { Dexie } from 'dexie';
import type { Seq, UserId } from '../protocol/frames';
import { KIND } from '../protocol/kinds';
import { withTarget } from './contents';
import type { Database } from './database';
import type { Entries } from './entries';
import { rowsOfEntries } from './outboxRows';
import type { EntryRow } from './rows';

/**
 * Own entries that the server has lost are ordered from here on, by the seqs that they had, and go out before everything
 * else of their conversation.
 */
export const FRONT = -(2 ** 40);

/**
 * Of several edits of a message the last one in the log counts. After the server was restored from an older copy each
 * device of the user brings back those that it has, so an older one may come behind a newer one that another device was
 * faster with. A device that has seen them in their first order says the newer one again.
 *
 * What came first says their `ord`: below 0 stand those that were in the log before the loss, in its order, above 0 those
 * that were made here since; of one that has none, another device's, only the log says when it came.
 */
export class EditOrder {
  constructor(
    private readonly db: Database,
    private readonly entries: Entries,
  ) {}

  /**
   * From here on nobody knows which edits the log still has, and where. Where an earlier loss is not mended yet, what is
   * known of the order before it says more.
   */
  async remember(): Promise<void> {
    const all = await this.db.entries
      .orderBy('[conversation+target]')
      .filter((entry) => isOwnEdit(entry, this.db.me))
      .toArray();
    const unfinished = new Set(all.filter(isFromBefore).map(about));
    const changed = all.filter((edit) => !unfinished.has(about(edit)));
    await this.db.entries.bulkPut(
      changed.flatMap((edit) => (edit.seq === undefined ? [] : [{ ...edit, ord: FRONT + edit.seq }])),
    );
  }

  /** The whole log has been compared. */
  async mendAll(conversation: number): Promise<void> {
    const edits = await this.placed(conversation, Dexie.minKey, Dexie.maxKey);
    const targets = new Set(edits.filter(isFromBefore).flatMap(({ target }) => (target === undefined ? [] : [target])));
    for (const target of [...targets].toSorted((one, other) => one - other)) {
      await this.mend(conversation, target);
    }
  }

  /** This edit has got a seq. */
  async mendAfter(edit: number, epochNo: number): Promise<void> {
    const { conversation, target, targetEntry } = (await this.db.entries.get(edit)) ?? {};
    if (conversation === undefined || target === undefined || targetEntry !== undefined) {
      return;
    }
    const edits = await this.placed(conversation, target, target);
    const trusted = (await this.db.conversations.get(conversation))?.trusted ?? 0;
    if (edits.some(isFromBefore) && trusted >= epochNo) {
      await this.mend(conversation, target);
    }
  }

  private async mend(conversation: number, target: Seq): Promise<void> {
    const message = await this.entries.at(conversation, target);
    const changes = await this.about(conversation, target, target);
    const isDeleted = changes.some(({ kind, sender }) => kind === KIND.delete && sender === this.db.me);
    if (message?.sender !== this.db.me || isDeleted || (await this.anyWaits(message.key, changes))) {
      return;
    }
    const edits = await this.placed(conversation, target, target);
    for (const edit of edits.filter(isFromBefore)) {
      await this.db.entries.update(edit.key, { ord: undefined });
    }
    const counting = edits.findLast((edit) => edit.ord === undefined || edit === lastKnown(edits));
    if (counting !== undefined && counting !== edits.at(-1)) {
      const ord = await this.entries.nextOrd();
      const again = withTarget(counting.content, target);
      const entry = await this.entries.insertOwn(conversation, again, message.key, ord);
      await this.entries.queue(conversation, entry, ord, false);
    }
  }

  /** Whether a change of it is on its way: then it is too early, or the user has thought again. */
  private async anyWaits(message: number, changes: readonly EntryRow[]): Promise<boolean> {
    const held = await this.db.entries.where('targetEntry').equals(message).toArray();
    const bySeq = changes.filter(({ targetEntry }) => targetEntry === undefined);
    const rows = await rowsOfEntries(
      this.db,
      [...held, ...bySeq].map(({ key }) => key),
    );
    return [...rows.values()].some((row) => !row.failed);
  }

  /** Own edits that are in the log, as it has them. */
  private async placed(conversation: number, from: unknown, to: unknown): Promise<readonly EntryRow[]> {
    const edits = (await this.about(conversation, from, to)).filter(
      (entry) => isOwnEdit(entry, this.db.me) && entry.seq !== undefined && entry.targetEntry === undefined,
    );
    return edits.toSorted((one, other) => (one.seq ?? 0) - (other.seq ?? 0));
  }

  private about(conversation: number, from: unknown, to: unknown): Promise<readonly EntryRow[]> {
    return this.db.entries
      .where('[conversation+target]')
      .between([conversation, from], [conversation, to], true, true)
      .toArray();
  }
}

function isOwnEdit(entry: EntryRow, me: UserId): boolean {
  return entry.kind === KIND.edit && entry.sender === me;
}

function isFromBefore({ ord }: EntryRow): boolean {
  return ord !== undefined && ord < 0;
}

/** The last of those whose order is known. */
function lastKnown(edits: readonly EntryRow[]): EntryRow | undefined {
  return edits
    .filter(({ ord }) => ord !== undefined)
    .toSorted((one, other) => (one.ord ?? 0) - (other.ord ?? 0))
    .at(-1);
}

function about({ conversation, target }: EntryRow): string {
  return `${conversation}:${target}`;
}
