import type { ClientMessageId, Content, Entry, Millis, Seq, UserId } from '../protocol/frames';
import { content as contents } from '../protocol/contents';
import { uuid7 } from '../protocol/ids';
import { isReserved, KIND } from '../protocol/kinds';
import { asEdit, asTitleAfter, withTarget } from './contents';
import type { Database } from './database';
import type { Derived } from './derived';
import { EditOrder, FRONT } from './editOrder';
import { AFRESH, deleteRow, newRow } from './outboxRows';
import type { EntryRow, OutboxRowStored } from './rows';
import type { StoreClock } from './storeClock';

/**
 * Writes entries and their outbox rows together, inside of one transaction: an own entry without a seq has an outbox
 * row, one with a seq has none.
 */
export class Entries {
  /** Highest `ord` that there is. */
  private lastOrd: number | undefined;
  readonly edits: EditOrder;

  constructor(
    private readonly db: Database,
    private readonly clock: StoreClock,
    private readonly derived: Derived,
  ) {
    this.edits = new EditOrder(db, this);
  }

  newId(): ClientMessageId {
    return uuid7(this.clock.now(), this.clock.randomBytes);
  }

  async nextOrd(): Promise<number> {
    this.lastOrd ??= Math.max(0, (await this.db.entries.orderBy('ord').last())?.ord ?? 0);
    return ++this.lastOrd;
  }

  /**
   * A new own entry, not queued yet; answers with its key.
   *
   * @param targetEntry key of the entry that it is about: which seq that one has is looked up when it leaves
   */
  async insertOwn(
    conversation: number,
    content: Content,
    targetEntry: number | undefined,
    ord: number,
    id: ClientMessageId = this.newId(),
  ): Promise<number> {
    const row: Omit<EntryRow, 'key'> = {
      conversation,
      ord,
      sender: this.db.me,
      id,
      localAt: this.clock.now(),
      kind: content.kind,
      ...(content.target !== undefined && { target: content.target }),
      ...(targetEntry !== undefined && { targetEntry }),
      content,
      epoch: 0,
    };
    const key = await this.db.entries.add(row);
    this.derived.lines.touchRow({ ...row, key });
    return key;
  }

  /** `slot`: what makes it a successor of those before it. Answers with the key of the row. */
  queue(conversation: number, entry: number, pos: number, maybeSent: boolean, slot?: string): Promise<number> {
    const row = newRow({ conversation, pos, op: 'send', entry, maybeSent, since: this.clock.now() });
    return this.db.outbox.add(slot === undefined ? row : { ...row, slot });
  }

  /** A new own entry behind everything that waits; answers with its row. */
  async compose(conversation: number, content: Content, slot?: string): Promise<number> {
    const ord = await this.nextOrd();
    return this.queue(conversation, await this.insertOwn(conversation, content, undefined, ord), ord, false, slot);
  }

  waiting(entry: number): Promise<OutboxRowStored | undefined> {
    return this.db.outbox.where('entry').equals(entry).first();
  }

  find(conversation: number, sender: UserId, id: ClientMessageId): Promise<EntryRow | undefined> {
    return this.db.entries.where('[conversation+sender+id]').equals([conversation, sender, id]).first();
  }

  at(conversation: number, seq: Seq): Promise<EntryRow | undefined> {
    return this.db.entries.where('[conversation+seq]').equals([conversation, seq]).first();
  }

  /** An entry of the log, wherever it was before; pages of them are put by `putPage`. */
  async put(conversation: number, entry: Entry, epoch: number): Promise<void> {
    const { content, seq, from } = entry;
    const known = await this.find(conversation, from, entry.id);
    if (known) {
      await this.place(known, seq, entry.at, epoch);
      await this.db.entries.update(known.key, {
        kind: content.kind,
        target: content.target,
        targetEntry: undefined,
        content,
      });
      await this.derived.entered(known.key, conversation, seq, from, content);
      await this.arrived(conversation, known.key, content.kind, seq, epoch);
      return;
    }
    await this.vacate(conversation, seq, undefined);
    const [row] = await this.insert(conversation, [entry], epoch);
    if (row) {
      await this.derived.entered(row.key, conversation, seq, from, content);
    }
  }

  /** Entries that are not here, at seqs where nothing is. */
  async insert(conversation: number, entries: readonly Entry[], epoch: number): Promise<readonly EntryRow[]> {
    const localAt = this.clock.now();
    const rows = entries.map(({ seq, at, from, id, content }) => ({
      conversation,
      sender: from,
      id,
      seq,
      at,
      localAt,
      kind: content.kind,
      ...(content.target !== undefined && { target: content.target }),
      content,
      epoch,
    }));
    const keys = await this.db.entries.bulkAdd(rows, { allKeys: true });
    return rows.map((row, index) => {
      const stored = { ...row, key: keys[index] ?? 0 };
      this.derived.lines.fresh(stored);
      return stored;
    });
  }

  /** An own entry is in the log. */
  async confirm(entry: EntryRow, seq: Seq, at: Millis, epoch: number): Promise<void> {
    await this.place(entry, seq, at, epoch);
    const content = await this.fixTarget(entry);
    await this.derived.entered(entry.key, entry.conversation, seq, this.db.me, content);
    await this.arrived(entry.conversation, entry.key, entry.kind, seq, epoch);
  }

  private async place(entry: EntryRow, seq: Seq, at: Millis, epoch: number): Promise<void> {
    await this.vacate(entry.conversation, seq, entry.key);
    this.derived.lines.touchRow(entry);
    if (entry.seq !== undefined && entry.seq !== seq) {
      await this.derived.left(entry.conversation, entry.seq);
      await this.holdChanges(entry.conversation, entry.key, entry.seq);
    }
    await this.db.entries.update(entry.key, { seq, at, epoch });
  }

  /**
   * The entry loses its seq: own edits and deletions that name it by that seq hold on to the entry instead. What was
   * learnt since the store was restored means another entry by the same seq.
   */
  private async holdChanges(conversation: number, entry: number, seq: Seq): Promise<void> {
    const trusted = (await this.db.conversations.get(conversation))?.trusted ?? 0;
    const changes = await this.db.entries.where('[conversation+target]').equals([conversation, seq]).toArray();
    for (const change of changes) {
      if (change.sender === this.db.me && change.targetEntry === undefined && change.epoch <= trusted) {
        this.derived.lines.touchRow(change);
        await this.db.entries.update(change.key, { targetEntry: entry });
      }
    }
  }

  /** A change that is in the log now names its target by seq, as everybody does; if it is known here. */
  private async fixTarget(change: EntryRow): Promise<Content> {
    const held = change.targetEntry === undefined ? undefined : await this.db.entries.get(change.targetEntry);
    if (held?.seq === undefined) {
      return change.content;
    }
    const content = withTarget(change.content, held.seq);
    await this.db.entries.update(change.key, { target: held.seq, targetEntry: undefined, content });
    return content;
  }

  private async vacate(conversation: number, seq: Seq, except: number | undefined): Promise<void> {
    const holder = await this.at(conversation, seq);
    if (holder && holder.key !== except) {
      await this.displace(conversation, [seq]);
    }
  }

  /** The server has the entry at this seq: its outbox row is done with, or becomes what the user did meanwhile. */
  private async arrived(conversation: number, entry: number, kind: string, seq: Seq, epoch: number): Promise<void> {
    const waiting = await this.waiting(entry);
    const change = waiting?.op === 'cancel' ? afterwards(waiting, kind, seq) : undefined;
    if (waiting && change) {
      const about = change.target === undefined ? undefined : entry;
      await this.db.outbox.update(waiting.key, {
        ...AFRESH,
        op: 'send',
        entry: await this.insertOwn(conversation, change, about, await this.nextOrd()),
        replacement: undefined,
        maybeSent: false,
        rev: waiting.rev + 1,
      });
    } else if (waiting) {
      await deleteRow(this.db, waiting.key);
    }
    if (kind === KIND.edit) {
      await this.edits.mendAfter(entry, epoch);
    }
  }

  /** The entry's id is burnt, nothing was stored. */
  async burnt(entry: number): Promise<void> {
    const waiting = await this.waiting(entry);
    if (waiting?.op !== 'cancel') {
      return;
    }
    if (waiting.replacement) {
      await this.replace(entry, waiting.replacement);
    } else {
      await this.drop(entry);
    }
  }

  /** Queues an entry that is certainly not stored under a new id and with this content, at its old place. */
  async replace(entry: number, content: Content): Promise<void> {
    await this.derived.lines.touch(entry);
    await this.db.entries.update(entry, { id: this.newId(), content });
    await this.requeue(entry, { op: 'send', replacement: undefined, maybeSent: false });
  }

  /** Another content for an own entry that never left. */
  async rewrite(entry: number, content: Content): Promise<void> {
    await this.derived.lines.touch(entry);
    await this.db.entries.update(entry, { content });
    const waiting = await this.waiting(entry);
    if (waiting) {
      await this.db.outbox.update(waiting.key, { rev: waiting.rev + 1 });
    }
  }

  /** It may have left: only the server knows. What the user sees changes at once. */
  async withdraw(entry: number, replacement: Content | undefined): Promise<void> {
    await this.derived.lines.touch(entry);
    await this.requeue(entry, { op: 'cancel', replacement });
  }

  /** The entry's row is to be tried afresh, and as these say. */
  async requeue(
    entry: number,
    changes: Partial<Pick<OutboxRowStored, 'op' | 'replacement' | 'maybeSent' | 'pos'>>,
  ): Promise<void> {
    const waiting = await this.waiting(entry);
    if (waiting) {
      await this.db.outbox.update(waiting.key, { ...AFRESH, ...changes, rev: waiting.rev + 1 });
    }
  }

  /** Forgets an entry that is certainly not stored. */
  async drop(entry: number): Promise<void> {
    await this.derived.lines.touch(entry);
    const waiting = await this.waiting(entry);
    if (waiting) {
      await deleteRow(this.db, waiting.key);
    }
    await this.db.entries.delete(entry);
  }

  /** Forgets edits and deletions that wait for this entry to get back into the log: it never will. */
  async dropChangesOf(entry: number): Promise<void> {
    for (const change of await this.waitingChangesOf(entry)) {
      await this.drop(change.key);
    }
  }

  /**
   * The user has thought again: edits and deletions that wait for this entry to get back into the log are not to be.
   * Where another device of the user may bring one back it has to be withdrawn, before what the user wants now:
   * otherwise the old text could come last.
   */
  async withdrawChangesOf(entry: number): Promise<void> {
    for (const change of await this.waitingChangesOf(entry)) {
      if ((await this.waiting(change.key))?.maybeSent === true) {
        this.derived.lines.touchRow(change);
        await this.requeue(change.key, { op: 'cancel', replacement: undefined, pos: FRONT });
      } else {
        await this.drop(change.key);
      }
    }
  }

  private async waitingChangesOf(entry: number): Promise<readonly EntryRow[]> {
    const changes = await this.db.entries.where('targetEntry').equals(entry).toArray();
    return changes.filter((change) => change.seq === undefined);
  }

  /** What stands at these seqs is not in the server's log any more. */
  async displace(conversation: number, seqs: readonly Seq[]): Promise<void> {
    for (const seq of seqs.toSorted((one, other) => one - other)) {
      const gone = await this.at(conversation, seq);
      if (!gone) {
        continue;
      }
      await this.derived.left(conversation, seq);
      this.derived.lines.touchRow(gone);
      if (isReserved(gone.kind)) {
        await this.db.entries.delete(gone.key);
        continue;
      }
      const mine = gone.sender === this.db.me;
      await this.db.entries.update(gone.key, { seq: undefined, at: undefined, ...(mine && { ord: FRONT + seq }) });
      if (mine) {
        await this.holdChanges(conversation, gone.key, seq);
        await this.queue(conversation, gone.key, FRONT + seq, true);
        await this.putBehind(gone.key, FRONT + seq);
      }
    }
  }

  /**
   * What changes this entry and waits since an earlier loss must not stand before it: it waits for its seq, and would
   * hold up the entry itself.
   */
  private async putBehind(entry: number, pos: number): Promise<void> {
    const changes = await this.waitingChangesOf(entry);
    const rows = await Promise.all(changes.map((change) => this.waiting(change.key)));
    const before = rows.filter((row) => row !== undefined).filter((row) => row.op === 'send' && row.pos <= pos);
    for (const { key, ...row } of before.toSorted((one, other) => one.pos - other.pos || one.key - other.key)) {
      // Rows of one place leave in the order of their keys.
      await this.db.outbox.delete(key);
      await this.db.outbox.add({ ...row, pos, rev: row.rev + 1 });
    }
  }
}

/** What makes of an entry that was to be withdrawn, but stands at this seq, what the user wanted meanwhile. */
function afterwards(waiting: OutboxRowStored, kind: string, seq: Seq): Content | undefined {
  switch (kind) {
    case KIND.message:
      return waiting.replacement ? asEdit(waiting.replacement, seq) : contents.delete(seq);
    case KIND.groupTitle:
      return waiting.replacement && asTitleAfter(waiting.replacement, seq);
    default:
      return undefined;
  }
}
