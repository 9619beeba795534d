import type { ConversationId, Cursor, OwnCursor, Seq, UserId } from '../../protocol/frames';
import { cursor as cursorOf, maxCursor, NO_CURSOR } from '../../protocol/items';
import { MAX_RECEIPTS } from '../../protocol/limits';
import { isSameCursor, isWithin } from './cursors';
import { min } from './numbers';
import type { Timeline } from './timeline';
import type { Turn } from './turn';

export const COALESCE_MILLIS = 200;

class Own {
  seen: Seq = 0;
  current: Cursor = NO_CURSOR;
  sent: Cursor = NO_CURSOR;
  confirmed: Cursor = NO_CURSOR;
  asked: Cursor = NO_CURSOR;
}

/**
 * The device's own cursors: how far it has, and its user has read, each conversation.
 *
 * They go out merged and at most every 200 ms, only after they are committed here, and again in every `hello` until a
 * `check` that followed them was answered.
 */
export class Receipts {
  private readonly cursors = new Map<ConversationId, Own>();
  /** Those whose `current` is ahead of `sent`. */
  private readonly unsent = new Set<ConversationId>();
  private readonly unconfirmed = new Set<ConversationId>();
  /** Those whose copy is being compared: what was claimed of one log is not true of another. */
  private readonly held = new Set<ConversationId>();
  private flushing = false;
  private flushAt = 0;

  constructor(private readonly me: UserId) {}

  load(conversation: ConversationId, own: Cursor, confirmed: Cursor): void {
    const cursor = this.own(conversation);
    cursor.current = own;
    cursor.confirmed = confirmed;
    cursor.seen = own.read;
    this.note(conversation, cursor);
  }

  seen(turn: Turn, timeline: Timeline, seq: Seq): void {
    const cursor = this.own(timeline.id);
    if (seq > cursor.seen) {
      cursor.seen = seq;
      this.advance(turn, timeline, true);
    }
  }

  /**
   * The coverage has grown.
   *
   * @param soon whether others wait for this receipt; for an own entry nobody does
   */
  advance(turn: Turn, timeline: Timeline, soon: boolean): void {
    if (timeline.recovery !== undefined) {
      return;
    }
    const cursor = this.own(timeline.id);
    const delivered = timeline.covered.contiguousEnd();
    const read = min(cursor.seen, delivered);
    // Of a large group nobody asks what has arrived where, only what was read.
    const reached = maxCursor(cursor.current, cursorOf(timeline.isLarge ? read : delivered, read));
    if (isSameCursor(reached, cursor.current)) {
      return;
    }
    cursor.current = reached;
    turn.write({ type: 'setCursor', conversation: timeline.id, user: this.me, cursor: reached });
    this.note(timeline.id, cursor);
    if (soon && !this.flushing) {
      this.flushing = true;
      this.flushAt = turn.now + COALESCE_MILLIS;
    }
  }

  /** The log may be another one by now: nothing is said of it until it is compared, see {@link cut}. */
  hold(conversation: ConversationId): void {
    this.held.add(conversation);
    this.unsent.delete(conversation);
  }

  /** The log beyond `upTo` is another one now. */
  cut(conversation: ConversationId, upTo: Seq): void {
    this.held.delete(conversation);
    const cursor = this.own(conversation);
    cursor.current = cursorOf(min(cursor.current.delivered, upTo), min(cursor.current.read, upTo));
    cursor.seen = min(cursor.seen, upTo);
    cursor.confirmed = NO_CURSOR;
    cursor.sent = NO_CURSOR;
    cursor.asked = NO_CURSOR;
    if (isSameCursor(cursor.current, NO_CURSOR)) {
      this.unsent.delete(conversation);
      this.unconfirmed.delete(conversation);
    }
    this.note(conversation, cursor);
  }

  /** What `hello` is to repeat; the rest follows after the greeting. */
  greeting(): OwnCursor[] {
    this.unsent.clear();
    this.unconfirmed.forEach((conversation) => this.unsent.add(conversation));
    this.held.forEach((conversation) => this.unsent.delete(conversation));
    for (const cursor of this.cursors.values()) {
      cursor.sent = NO_CURSOR;
      cursor.asked = NO_CURSOR;
    }
    return this.takeUnsent();
  }

  flush(turn: Turn): void {
    this.flushing = false;
    while (this.unsent.size > 0) {
      turn.act({ type: 'sendFrame', frame: { t: 'receipts', receipts: this.takeUnsent() } });
    }
  }

  flushIfDue(turn: Turn): void {
    if (this.flushing && turn.now >= this.flushAt) {
      this.flush(turn);
    }
  }

  wake(turn: Turn): void {
    if (this.flushing) {
      turn.wakeBy(this.flushAt);
    }
  }

  /** A `check` leaves: its answer will confirm what was sent until now. */
  asked(): void {
    for (const conversation of this.unconfirmed) {
      const cursor = this.own(conversation);
      cursor.asked = cursor.sent;
    }
  }

  answered(turn: Turn): void {
    for (const conversation of this.unconfirmed) {
      const cursor = this.own(conversation);
      if (isSameCursor(cursor.asked, NO_CURSOR)) {
        continue;
      }
      cursor.confirmed = maxCursor(cursor.confirmed, cursor.asked);
      turn.write({ type: 'confirmCursor', conversation, cursor: cursor.confirmed });
      if (isWithin(cursor.current, cursor.confirmed)) {
        this.unconfirmed.delete(conversation);
      }
    }
  }

  allConfirmed(): boolean {
    return this.unconfirmed.size === 0;
  }

  private own(conversation: ConversationId): Own {
    const known = this.cursors.get(conversation);
    if (known !== undefined) {
      return known;
    }
    const cursor = new Own();
    this.cursors.set(conversation, cursor);
    return cursor;
  }

  private note(conversation: ConversationId, cursor: Own): void {
    if (!isWithin(cursor.current, cursor.sent)) {
      this.unsent.add(conversation);
    }
    if (!isWithin(cursor.current, cursor.confirmed)) {
      this.unconfirmed.add(conversation);
    }
  }

  private takeUnsent(): OwnCursor[] {
    const out: OwnCursor[] = [];
    for (const conversation of this.unsent) {
      if (out.length >= MAX_RECEIPTS) {
        break;
      }
      const cursor = this.own(conversation);
      cursor.sent = cursor.current;
      out.push({ conversation, cursor: cursor.current });
      this.unsent.delete(conversation);
    }
    return out;
  }
}
