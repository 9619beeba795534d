import type { ClientMessageId, ConversationId } from '../../protocol/frames';
import { KIND } from '../../protocol/kinds';
import type { QueuedRow } from './events';
import type { Turn } from './turn';

/** When more rows of a conversation are to be read. */
export const LANE_LOW_WATER = 96;

export class Slot {
  inFlight = false;
  sentAt = 0;
  notBefore = 0;
  attempts: number;
  /** What is on its way is what the row was before the user withdrew it: the answer is to that. */
  answersFormer = false;

  constructor(public row: QueuedRow) {
    this.attempts = row.attempts;
  }

  /** Whether it stood in the log before the server was restored. */
  isDisplaced(): boolean {
    return this.row.type === 'send' && this.row.displaced;
  }

  /** One that was lost may come back behind a newer one, which is then said again. */
  isEdit(): boolean {
    return this.isOf(KIND.edit);
  }

  /** By which the user comes into a group. */
  isJoin(): boolean {
    return this.isOf(KIND.groupJoin);
  }

  private isOf(kind: string): boolean {
    return this.row.type === 'send' && this.row.content.kind === kind;
  }

  /** Goes on as the one that had this row before the user changed it. */
  succeed(known: Slot): void {
    const isSame = known.row.type === this.row.type;
    this.inFlight = known.inFlight;
    this.sentAt = known.sentAt;
    this.answersFormer = known.inFlight && (known.answersFormer || !isSame);
    if (isSame) {
      this.notBefore = known.notBefore;
      this.attempts = known.attempts;
    }
  }

  landed(): void {
    this.inFlight = false;
    this.answersFormer = false;
  }
}

/** The queue of one conversation. Rows leave in order; a row that must wait holds up what is behind it. */
export class Lane {
  /** The local copy of this log is being compared with the server's: own entries that are gone must go first. */
  held = false;
  private slots: Slot[] = [];
  private truncated = false;
  /**
   * After "later" from the server one row at a time goes out until one is taken: the rows behind it could only be
   * answered `after_pending`.
   */
  private cautious = false;
  /** The database knows better than this lane what comes next: nothing leaves until it was read again. */
  private stale = false;

  constructor(readonly conversation: ConversationId) {}

  replace(rows: readonly QueuedRow[], hasMore: boolean): void {
    const old = new Map(this.slots.map((slot) => [slot.row.key, slot]));
    this.slots = rows.map((row) => {
      const slot = new Slot(row);
      const known = old.get(row.key);
      if (known?.row.id === row.id) {
        slot.succeed(known);
      }
      return slot;
    });
    this.stale = false;
    this.truncated = hasMore;
  }

  isEmpty(): boolean {
    return this.slots.length === 0 && !this.truncated && !this.stale;
  }

  runsLow(): boolean {
    return this.truncated && this.slots.length < LANE_LOW_WATER;
  }

  inFlight(): Slot[] {
    return this.slots.filter((slot) => slot.inFlight);
  }

  connectionLost(): void {
    this.cautious = false;
    for (const slot of this.slots) {
      slot.landed();
    }
  }

  displaced(): Slot[] {
    return this.slots.filter((slot) => slot.isDisplaced());
  }

  find(id: ClientMessageId): Slot | undefined {
    return this.slots.find((slot) => slot.row.id === id);
  }

  remove(slot: Slot): void {
    this.slots = this.slots.filter((other) => other !== slot);
    this.cautious = false;
  }

  /** What takes the place of the removed row is only in the database yet. */
  readAgain(turn: Turn): void {
    this.stale = true;
    turn.act({ type: 'readOutbox' });
  }

  postpone(slot: Slot, until: number): void {
    slot.notBefore = until;
    this.cautious = true;
  }

  /** The row that may leave now, if there is one. */
  next(now: number, greeted: boolean): Slot | undefined {
    if (this.held || this.stale || (this.cautious && this.inFlight().length > 0)) {
      return undefined;
    }
    for (const slot of this.slots) {
      const barrier = slot.row.type === 'cancel';
      if (!slot.inFlight) {
        // Only after the greeting is it sure that a target's seq still means the same entry.
        const early = slot.row.type === 'send' && slot.row.content.target === undefined;
        return slot.notBefore <= now && (greeted || early) ? slot : undefined;
      }
      if (barrier) {
        return undefined;
      }
    }
    return undefined;
  }

  /** The row before this one: everything in the lane is un-acked. */
  predecessor(slot: Slot): ClientMessageId | undefined {
    return this.slots[this.slots.indexOf(slot) - 1]?.row.id;
  }

  wake(turn: Turn): void {
    const first = this.slots.find((slot) => !slot.inFlight);
    if (first !== undefined && !this.held && first.notBefore > turn.now) {
      turn.wakeBy(first.notBefore);
    }
  }
}
