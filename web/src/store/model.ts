import type {
  ClientMessageId,
  ConversationId,
  History,
  Millis,
  PresenceState,
  Role,
  Seq,
  UserId,
} from '../protocol/frames';
import type { AccountSetting, GroupChange } from '../protocol/groups';

/*
 * What the user interface sees: immutable values that the database is read into. The same as package `view` of the
 * Java client, where each is explained.
 */

/** What a pending message waits for: see WaitsFor of the Java client. `person`: the name that is looked up. */
export type WaitsFor = 'connection' | 'earlier' | 'name' | 'answer' | 'retry';

export type MessageState =
  | { readonly type: 'pending'; readonly waitsFor: WaitsFor; readonly name?: string; readonly nextAt?: Millis }
  | { readonly type: 'sent' }
  | { readonly type: 'delivered' }
  | { readonly type: 'read' }
  /** It will not go out by itself. `reason` is for people, with what to do next. */
  | { readonly type: 'failed'; readonly code: string; readonly reason: string }
  /** Somebody else's; `read`: whether this user has read it. */
  | { readonly type: 'received'; readonly read: boolean };

export interface Message {
  readonly key: number;
  readonly conversation: number;
  /** Order within the conversation; see `LineRow.place`. */
  readonly place: number;
  readonly id: ClientMessageId;
  readonly seq?: Seq;
  readonly sender: UserId;
  readonly senderName?: string;
  readonly mine: boolean;
  /** Server's time where there is one, else local time corrected by the measured offset; for display only. */
  readonly at: Millis;
  readonly kind: string;
  /** False where this version cannot show the kind: then the text is empty and a placeholder is drawn. */
  readonly understood: boolean;
  readonly text: string;
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly changing: boolean;
  /** What it does to the group, where it is no message; worded by the user interface, with these names. */
  readonly change?: GroupChange;
  readonly names?: Readonly<Record<UserId, string>>;
  /** In a large group, how many others have read an own message; 0 elsewhere. */
  readonly readers: number;
  readonly state: MessageState;
}

export interface Group {
  /** The user's own; absent once they are no member any more, and until they have joined. */
  readonly role?: Role;
  readonly joining: boolean;
  readonly count: number;
  readonly large: boolean;
  readonly history: History;
}

export interface Conversation {
  readonly key: number;
  readonly id?: ConversationId;
  /** Empty for a group whose title is not known. */
  readonly title: string;
  readonly peer?: UserId;
  /** Notes to oneself. */
  readonly self: boolean;
  readonly members: readonly UserId[];
  readonly unread: number;
  readonly pending: number;
  readonly failed: number;
  /** Whether the whole history is on this device. */
  readonly complete: boolean;
  readonly last?: Message;
  readonly group?: Group;
  readonly muted: boolean;
  /** Empty if there is none. */
  readonly draft: string;
  readonly request: boolean;
  readonly blocked: boolean;
  /** Place of the last message that was seen. */
  readonly seen: Seq;
}

export interface Member {
  readonly user: UserId;
  readonly name?: string;
  readonly role: Role;
  readonly me: boolean;
  /** Being added, or taking a role, still waits in the outbox. */
  readonly waiting: boolean;
}

export interface Contact {
  readonly user: UserId;
  readonly name?: string;
  readonly nick: string;
  readonly known: boolean;
  readonly blocked: boolean;
  readonly waiting: boolean;
}

export interface OutboxItem {
  readonly key: number;
  /** To give to `retry` and `discard`; absent for a lookup. */
  readonly message?: number;
  readonly conversation: number;
  /** Empty for a group whose title is not known, and for settings of the account. */
  readonly title: string;
  readonly what: 'message' | 'edit' | 'delete' | 'withdraw' | 'lookup' | 'group' | 'setting' | 'other';
  /** What is written, for a message or an edit; the name, for a lookup; else empty. */
  readonly text: string;
  /** What it does to the group or to the account; worded by the user interface, with these names. */
  readonly change?: GroupChange;
  readonly setting?: AccountSetting;
  readonly names?: Readonly<Record<UserId, string>>;
  readonly since: Millis;
  readonly state: MessageState;
  readonly attempts: number;
  readonly nextAt?: Millis;
}

/** How far one own message got with one other member. */
export interface Reach {
  readonly user: UserId;
  readonly name?: string;
  readonly delivered: boolean;
  readonly read: boolean;
}

/** "Where is my message?": what this device knows, with the times that it knows. */
export interface MessageDetails {
  readonly message: Message;
  /** When it was written here, by the device's clock. */
  readonly written: Millis;
  /** When the server had it on disk. */
  readonly stored?: Millis;
  /** By member; empty in large groups and for messages of others. */
  readonly reach: readonly Reach[];
  readonly attempts: number;
  readonly nextAt?: Millis;
}

export interface Presence {
  readonly user: UserId;
  readonly state: PresenceState;
  /** When somebody offline was last there, if that is known. */
  readonly seen?: Millis;
}

/** What is going on around what the screen shows. All of it is empty while there is no connection. */
export interface Nearby {
  readonly presences: Readonly<Record<UserId, Presence>>;
  /** Who is writing, by key of the conversation. */
  readonly typing: Readonly<Record<number, readonly UserId[]>>;
  /** Large groups in numbers, by key of the conversation. */
  readonly counts: Readonly<Record<number, { readonly members: number; readonly online: number }>>;
}

export const NOTHING_NEARBY: Nearby = { presences: {}, typing: {}, counts: {} };

/** What the network side is doing; nothing in the app waits for it. */
export type Connection =
  /** No tab runs the engine yet. */
  | { readonly type: 'offline' }
  | { readonly type: 'connecting' }
  /** `caughtUp`: everything that the server had at that moment is in the database. */
  | { readonly type: 'online'; readonly caughtUp: boolean }
  /**
   * `at`: next attempt, on this device's clock; `reason` is for people, or `storage.` and the kind of a `StorageFault`
   * where the browser's storage did not take what the server has sent.
   */
  | { readonly type: 'waiting'; readonly at: Millis; readonly reason: string }
  | { readonly type: 'signedOut'; readonly reason: string };

/** A local refusal: nothing was written. `code` is for the words, `message` and `hint` are English for logs. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}
