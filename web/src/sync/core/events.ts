import type {
  ConversationId,
  Cursor,
  Millis,
  ServerFrame,
  Seq,
  UserId,
  ClientMessageId,
  Content,
} from '../../protocol/frames';

/**
 * What can happen to an engine. `now` is milliseconds on a clock that never jumps; only differences mean something.
 * The same as `Event` of the Java client; names of types are those of its records, beginning in lower case.
 */
export type Event =
  | { readonly type: 'started'; readonly now: number }
  /** The user (in this tab or another) wrote something; read after everything before was committed. */
  | { readonly type: 'changed'; readonly now: number; readonly changes: LocalChanges }
  | { readonly type: 'opened'; readonly now: number }
  | { readonly type: 'closed'; readonly now: number; readonly unauthorized: boolean; readonly reason: string }
  | { readonly type: 'received'; readonly now: number; readonly frame: ServerFrame }
  /** The time that was asked for has come; may also come for nothing. */
  | { readonly type: 'tick'; readonly now: number }
  /** There is a network again, or the user is impatient. */
  | { readonly type: 'tryNow'; readonly now: number }
  /** Confirm what is still unconfirmed as soon as there is nothing else to do. */
  | { readonly type: 'finish'; readonly now: number }
  /** What the screen shows, instead of what it showed before; the first ones count. */
  | {
      readonly type: 'watchWanted';
      readonly now: number;
      readonly conversations: readonly ConversationId[];
      readonly users: readonly UserId[];
    }
  /** The user has done something here. */
  | { readonly type: 'active'; readonly now: number }
  /** The user is writing here. */
  | { readonly type: 'typed'; readonly now: number; readonly conversation: ConversationId }
  /** Somebody wants to see all members of a large group. */
  | { readonly type: 'wantMembers'; readonly now: number; readonly conversation: ConversationId }
  /** The engine is about to be stopped; nothing follows. */
  | { readonly type: 'leaving'; readonly now: number }
  /** `person` is absent if the server knows nobody of that name. */
  | { readonly type: 'lookedUp'; readonly now: number; readonly row: number; readonly person?: Person }
  | { readonly type: 'lookupFailed'; readonly now: number; readonly row: number }
  /** `found`: those of the users asked for whom the server knows; empty after a fault as well. */
  | {
      readonly type: 'described';
      readonly now: number;
      readonly asked: readonly UserId[];
      readonly found: readonly Person[];
    }
  /** Answer to the action `readLocal`. */
  | {
      readonly type: 'localEntries';
      readonly now: number;
      readonly conversation: ConversationId;
      readonly entries: readonly LocalEntry[];
    };

export interface Person {
  readonly id: UserId;
  readonly name: string;
}

/** What stands at one place of a log in the local database; `epoch`: number of the epoch in which it was learnt. */
export interface LocalEntry {
  readonly seq: Seq;
  readonly at: Millis;
  readonly sender: UserId;
  readonly id: ClientMessageId;
  readonly epoch: number;
}

/** One thing that waits in the database to reach the server, and may be tried. */
export type OutboxRow =
  | QueuedRow
  | {
      readonly type: 'lookup';
      readonly key: number;
      readonly rev: number;
      readonly attempts: number;
      readonly name: string;
    };

/**
 * A row that belongs into the queue of one conversation. `rev` changes with every change that the user makes to the
 * row; `with`: the other person, in a 1:1; `maybeSent`: whether it may ever have been on a wire; `displaced`: whether
 * it stood in the log before the server was restored.
 */
export type QueuedRow =
  | {
      readonly type: 'send';
      readonly key: number;
      readonly rev: number;
      readonly attempts: number;
      readonly conversation: ConversationId;
      readonly with?: UserId;
      readonly id: ClientMessageId;
      readonly content: Content;
      readonly maybeSent: boolean;
      readonly displaced: boolean;
    }
  /** Finds out what became of an entry that the user changed after it may have left. */
  | {
      readonly type: 'cancel';
      readonly key: number;
      readonly rev: number;
      readonly attempts: number;
      readonly conversation: ConversationId;
      readonly with?: UserId;
      readonly id: ClientMessageId;
    };

/** What the user's own transactions left for the engine: the outbox as it stands now, and how far was read. */
export interface LocalChanges {
  /** The first rows of every conversation in the order in which they must leave; failed ones are left out. */
  readonly rows: readonly OutboxRow[];
  /** Conversations that have more than these. */
  readonly truncated: readonly ConversationId[];
  /** Highest seq that was shown to the user, in the order of the rows that said so. */
  readonly seen: readonly (readonly [ConversationId, Seq])[];
  /** Whether the user has said that they are not to be disturbed. */
  readonly busy: boolean;
}

/** Everything that an engine must know of the database to begin. */
export interface Snapshot {
  readonly me: UserId;
  /** The store's epoch that was seen last. */
  readonly epoch?: string;
  /** How many epochs this device has seen. */
  readonly epochNo: number;
  readonly mark?: string;
  readonly conversations: readonly SnapshotConversation[];
  /** Users whose name is known. */
  readonly named: readonly UserId[];
  /** Members, contacts and blocked people whose name is not: who ended before it came asks again. */
  readonly nameless: readonly UserId[];
  readonly local: LocalChanges;
}

export interface SnapshotConversation {
  readonly id: ConversationId;
  readonly members: readonly UserId[];
  readonly head: Seq;
  /** Ranges of seqs that are here: `1-20,25,30-31`. */
  readonly covered: string;
  /** The epoch up to whose entries the local copy was compared with the server's. */
  readonly trusted: number;
  /** The receipt that this device has given or wants to give. */
  readonly own: Cursor;
  /** The receipt that the server is known to have on disk. */
  readonly confirmed: Cursor;
  /** Whether it is a group so large that nobody is told what has reached whom. */
  readonly large: boolean;
}

/** Where the engine's jitter comes from. */
export interface Random {
  /** A whole number from 0 up to, and without, `bound`. */
  below(bound: number): number;
}
