import type {
  ClientFrame,
  ClientMessageId,
  ConversationId,
  Cursor,
  Entry,
  GroupMember,
  GroupView,
  Millis,
  Presence,
  Readers,
  Seq,
  UserId,
} from '../../protocol/frames';
import type { Person } from './events';

/**
 * What the engine wants written. Each operation is right for whatever the database holds by then (the user writes at
 * the same time), and doing it twice is doing it once. The same as `StoreOp` of the Java client, where each is explained.
 */
export type StoreOp =
  | { readonly type: 'beginEpoch'; readonly epoch: string }
  | { readonly type: 'setMark'; readonly mark: string }
  | { readonly type: 'serverTime'; readonly at: Millis }
  | { readonly type: 'setMembers'; readonly conversation: ConversationId; readonly members: readonly UserId[] }
  | { readonly type: 'setGroup'; readonly conversation: ConversationId; readonly group: GroupView }
  | {
      readonly type: 'putMembers';
      readonly conversation: ConversationId;
      readonly members: readonly GroupMember[];
      readonly count: number;
    }
  | { readonly type: 'setReaders'; readonly conversation: ConversationId; readonly readers: readonly Readers[] }
  | { readonly type: 'strangers'; readonly allowed: boolean }
  | {
      readonly type: 'setCoverage';
      readonly conversation: ConversationId;
      readonly head: Seq;
      readonly covered: string;
    }
  | { readonly type: 'putEntries'; readonly conversation: ConversationId; readonly entries: readonly Entry[] }
  | {
      readonly type: 'confirm';
      readonly conversation: ConversationId;
      readonly id: ClientMessageId;
      readonly seq: Seq;
      readonly at: Millis;
    }
  | { readonly type: 'burnt'; readonly conversation: ConversationId; readonly id: ClientMessageId }
  | { readonly type: 'markSent'; readonly row: number; readonly rev: number }
  | { readonly type: 'withdrawn'; readonly row: number; readonly rev: number }
  | {
      readonly type: 'fail';
      readonly row: number;
      readonly rev: number;
      readonly code: string;
      readonly reason: string;
      readonly version?: number;
    }
  | {
      readonly type: 'postpone';
      readonly row: number;
      readonly rev: number;
      readonly attempts: number;
      readonly delay: number;
    }
  | {
      readonly type: 'setCursor';
      readonly conversation: ConversationId;
      readonly user: UserId;
      readonly cursor: Cursor;
    }
  | { readonly type: 'setSeen'; readonly conversation: ConversationId; readonly seq: Seq }
  | { readonly type: 'confirmCursor'; readonly conversation: ConversationId; readonly cursor: Cursor }
  | { readonly type: 'resolve'; readonly row: number; readonly person: Person }
  | { readonly type: 'unknownName'; readonly row: number; readonly reason: string }
  | { readonly type: 'lock' }
  | { readonly type: 'putNames'; readonly persons: readonly Person[] }
  | { readonly type: 'displace'; readonly conversation: ConversationId; readonly seqs: readonly Seq[] }
  | { readonly type: 'verified'; readonly conversation: ConversationId; readonly upTo: Seq };

/** What the driver is to do once the store operations before it are committed. */
export type Action =
  | { readonly type: 'connect' }
  | { readonly type: 'disconnect'; readonly reason: string }
  | { readonly type: 'sendFrame'; readonly frame: ClientFrame }
  /** Ask the server who has this name; answered by the event `lookedUp` or `lookupFailed`. */
  | { readonly type: 'lookUp'; readonly row: number; readonly name: string }
  /** Ask the server for the names of these users; answered by the event `described`. */
  | { readonly type: 'describe'; readonly users: readonly UserId[] }
  /** Read what stands locally from `from` to `to`; answered by the event `localEntries` before anything else happens. */
  | { readonly type: 'readLocal'; readonly conversation: ConversationId; readonly from: Seq; readonly to: Seq }
  /** The outbox is not what the engine remembers any more; answered by the event `changed`. */
  | { readonly type: 'readOutbox' }
  /** What is going on around what the screen shows is this now. */
  | { readonly type: 'tell'; readonly surroundings: Surroundings }
  | { readonly type: 'notify'; readonly status: Status };

export interface Effects {
  /** To be carried out in this order, in one transaction. */
  readonly ops: readonly StoreOp[];
  /** To be carried out in this order, after the commit. */
  readonly actions: readonly Action[];
  /** When the engine wants a `tick`, replacing what it wanted before. */
  readonly wakeAt?: number;
}

/** What is going on now around what the screen shows; nothing of it is in the log. */
export interface Surroundings {
  readonly presences: Readonly<Record<UserId, Presence>>;
  /** Who writes where. */
  readonly typing: Readonly<Record<ConversationId, readonly UserId[]>>;
  /** Of large groups that are watched. */
  readonly counts: Readonly<Record<ConversationId, { readonly members: number; readonly online: number }>>;
}

export type Phase =
  | { readonly type: 'idle' }
  | { readonly type: 'connecting' }
  | { readonly type: 'online' }
  /** `at` on the clock of the events. */
  | { readonly type: 'waiting'; readonly at: number; readonly reason: string }
  | { readonly type: 'signedOut'; readonly reason: string };

/** `settled`: nothing is left to do: all sent, all fetched, all receipts confirmed. */
export interface Status {
  readonly phase: Phase;
  readonly caughtUp: boolean;
  readonly settled: boolean;
}
