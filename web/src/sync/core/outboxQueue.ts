import { write } from '../../protocol/clientCodec';
import { hintOf, isPermanent } from '../../protocol/codes';
import { conversationType } from '../../protocol/ids';
import type { ClientFrame, ClientMessageId, ConversationId, FrameOf, ServerFrame } from '../../protocol/frames';
import { FIRST_FLIGHT_BYTES, FIRST_FLIGHT_SENDS } from '../../protocol/limits';
import { utf8Size } from '../../protocol/text';
import type { Backoff } from './backoff';
import type { LocalChanges, QueuedRow } from './events';
import { Lane, type Slot } from './lane';
import { max, min } from './numbers';
import type { Turn } from './turn';

type Refused = FrameOf<ServerFrame, 'refused'>;

/**
 * How often an entry of a group that a restored server has lost is tried, with pauses of up to a minute: it can only
 * come back once the group, or the sender's place in it, was brought back by somebody else's device.
 */
export const DISPLACED_PATIENCE = 24;

/** What waits for the server: one lane per conversation, taken in turns, pipelined within the window. */
export class OutboxQueue {
  private readonly lanes = new Map<ConversationId, Lane>();
  private inFlight = 0;
  private greeted = false;
  private window = 0;
  private firstFlightBytes = 0;

  constructor(private readonly backoff: Backoff) {}

  replace(changes: LocalChanges): void {
    const rows = new Map<ConversationId, QueuedRow[]>();
    for (const conversation of this.lanes.keys()) {
      rows.set(conversation, []);
    }
    for (const row of changes.rows) {
      if (row.type !== 'lookup') {
        const queued = rows.get(row.conversation);
        if (queued === undefined) {
          rows.set(row.conversation, [row]);
        } else {
          queued.push(row);
        }
      }
    }
    const truncated = new Set(changes.truncated);
    for (const [conversation, queued] of rows) {
      this.lane(conversation).replace(queued, truncated.has(conversation));
    }
    this.inFlight = 0;
    for (const lane of this.lanes.values()) {
      if (lane.isEmpty() && !lane.held) {
        this.lanes.delete(lane.conversation);
      } else {
        this.inFlight += lane.inFlight().length;
      }
    }
  }

  isEmpty(): boolean {
    for (const lane of this.lanes.values()) {
      if (!lane.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  anyInFlight(): boolean {
    return this.inFlight > 0;
  }

  /** Since when the longest has been waited for an answer. */
  oldest(): number | undefined {
    const times = [...this.lanes.values()].flatMap((lane) => lane.inFlight()).map((slot) => slot.sentAt);
    return times.length === 0 ? undefined : times.reduce(min);
  }

  opened(): void {
    this.greeted = false;
    this.window = FIRST_FLIGHT_SENDS;
    this.firstFlightBytes = FIRST_FLIGHT_BYTES;
  }

  welcomed(window: number): void {
    this.greeted = true;
    this.window = window;
  }

  connectionLost(): void {
    this.inFlight = 0;
    for (const lane of this.lanes.values()) {
      lane.connectionLost();
    }
  }

  hold(conversation: ConversationId): void {
    this.lane(conversation).held = true;
  }

  /** What was found to be gone from the server goes first, and is only in the database yet. */
  release(turn: Turn, conversation: ConversationId): void {
    const lane = this.lane(conversation);
    lane.held = false;
    lane.readAgain(turn);
  }

  /** The entry stands in the log, or its id is burnt; whether the engine had it in its queue. */
  decided(turn: Turn, conversation: ConversationId, id: ClientMessageId): boolean {
    const lane = this.lanes.get(conversation);
    const slot = lane?.find(id);
    if (lane === undefined || slot === undefined) {
      return false;
    }
    lane.remove(slot);
    this.landed(slot);
    if (slot.row.type === 'cancel' || slot.isEdit()) {
      lane.readAgain(turn);
    } else if (lane.runsLow()) {
      turn.act({ type: 'readOutbox' });
    }
    return true;
  }

  /** Whether the user comes into a group by this entry. */
  isJoin(conversation: ConversationId, id: ClientMessageId): boolean {
    return this.lanes.get(conversation)?.find(id)?.isJoin() ?? false;
  }

  refused(turn: Turn, refused: Refused): void {
    const lane = this.lanes.get(refused.conversation);
    const slot = lane?.find(refused.id);
    if (lane === undefined || slot === undefined) {
      return;
    }
    if (slot.answersFormer) {
      // It was withdrawn meanwhile: what becomes of it the answer to that says.
      this.landed(slot);
      return;
    }
    // After `after_pending` that is all: it follows its predecessor again, as soon as that one may leave.
    this.landed(slot);
    if (isPermanent(refused.code) && !mayComeBack(slot, refused)) {
      giveUp(turn, lane, slot, refused);
    } else if (refused.code !== 'after_pending') {
      slot.attempts += 1;
      const delay = refused.retryAfter ?? this.backoff.delay(slot.attempts);
      lane.postpone(slot, turn.now + delay);
      const { key: row, rev } = slot.row;
      turn.write({ type: 'postpone', row, rev, attempts: slot.attempts, delay });
    }
  }

  /** Sends what may leave; answers with the conversations in which that is. */
  pump(turn: Turn): ReadonlySet<ConversationId> {
    const left = new Set<ConversationId>();
    let progress = true;
    while (progress && this.inFlight < this.window) {
      progress = false;
      for (const lane of this.lanes.values()) {
        if (this.inFlight >= this.window) {
          break;
        }
        if (this.sendNext(turn, lane)) {
          progress = true;
          left.add(lane.conversation);
        }
      }
    }
    return left;
  }

  wake(turn: Turn): void {
    for (const lane of this.lanes.values()) {
      lane.wake(turn);
    }
  }

  private lane(conversation: ConversationId): Lane {
    const known = this.lanes.get(conversation);
    if (known !== undefined) {
      return known;
    }
    const lane = new Lane(conversation);
    this.lanes.set(conversation, lane);
    return lane;
  }

  private landed(slot: Slot): void {
    if (slot.inFlight) {
      this.inFlight -= 1;
      slot.landed();
    }
  }

  private sendNext(turn: Turn, lane: Lane): boolean {
    const slot = lane.next(turn.now, this.greeted);
    if (slot === undefined) {
      return false;
    }
    const frame = frameOf(lane, slot);
    if (!this.greeted) {
      const size = utf8Size(write(frame));
      if (size > this.firstFlightBytes) {
        return false;
      }
      this.firstFlightBytes -= size;
    }
    if (slot.row.type === 'send' && !slot.row.maybeSent) {
      turn.write({ type: 'markSent', row: slot.row.key, rev: slot.row.rev });
      slot.row = { ...slot.row, maybeSent: true };
    }
    slot.inFlight = true;
    slot.sentAt = turn.now;
    this.inFlight += 1;
    turn.act({ type: 'sendFrame', frame });
    return true;
  }
}

function giveUp(turn: Turn, lane: Lane, slot: Slot, refused: Refused): void {
  lane.remove(slot);
  if (slot.isDisplaced() && slot.attempts >= DISPLACED_PATIENCE) {
    // What is behind it has waited for the same, and as long.
    for (const other of lane.displaced()) {
      other.attempts = max(other.attempts, DISPLACED_PATIENCE);
    }
  }
  const { key: row, rev } = slot.row;
  const done = refused.code === 'no_change' && slot.isDisplaced();
  if (refused.code === 'cancelled' || done) {
    turn.write({ type: 'withdrawn', row, rev });
  } else {
    const hint = hintOf(refused.code);
    const reason = refused.message === '' ? hint : `${refused.message} ${hint}`;
    turn.write({ type: 'fail', row, rev, code: refused.code, reason, version: refused.version });
  }
  // The row may have been changed meanwhile: then it has not failed, and is to be tried as it is now.
  lane.readAgain(turn);
}

function mayComeBack(slot: Slot, refused: Refused): boolean {
  return slot.attempts < DISPLACED_PATIENCE && dependsOnOthers(slot, refused);
}

function dependsOnOthers(slot: Slot, { conversation, code }: Refused): boolean {
  const isGroup = conversationType(conversation) === 'group';
  switch (code) {
    case 'no_conversation':
      // Of a 1:1 that another device of the user's began, this one may not know yet with whom it is.
      return isGroup ? slot.isDisplaced() : slot.row.with === undefined;
    case 'not_a_member':
    case 'not_allowed':
      return isGroup && slot.isDisplaced();
    default:
      return false;
  }
}

function frameOf(lane: Lane, slot: Slot): ClientFrame {
  const { row } = slot;
  switch (row.type) {
    case 'send':
      return {
        t: 'send',
        conversation: row.conversation,
        id: row.id,
        after: lane.predecessor(slot),
        with: row.with,
        content: row.content,
      };
    case 'cancel':
      return { t: 'cancel', conversation: row.conversation, id: row.id, with: row.with };
    default:
      return row satisfies never;
  }
}
