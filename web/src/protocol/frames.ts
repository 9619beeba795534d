/**
 * What client and server say to each other. The same as `ClientFrame` and `ServerFrame` of the Java protocol module;
 * docs/protocol.md says it in prose. Absent is `undefined`; lists are never absent.
 */

import type { Code } from './codes';

/** `u` and 26 of base 32. */
export type UserId = string;
/** `v` and 26 of base 32. */
export type DeviceId = string;
/** `d` or `g` and 32, or `a` and 26 of base 32. */
export type ConversationId = string;
/** 1 to 64 of `A–Z a–z 0–9 - _ .`. */
export type ClientMessageId = string;
/** 1, 2, 3 … within a conversation. */
export type Seq = number;
/** Milliseconds since 1970 UTC. */
export type Millis = number;

export type Role = 'member' | 'admin' | 'owner';
export type History = 'joined' | 'all';
export type PresenceState = 'online' | 'away' | 'busy' | 'offline';

export interface Body {
  readonly type: string;
  readonly data: string;
}

export interface Expect {
  readonly register: string;
  readonly version: number;
}

/** What a sender asks to be stored: an envelope that the server reads, and a body that it does not. */
export interface Content {
  readonly kind: string;
  readonly target?: Seq;
  readonly mentions: readonly UserId[];
  readonly blobs: readonly string[];
  readonly expect?: Expect;
  readonly body: Body;
}

export interface Entry {
  readonly seq: Seq;
  readonly at: Millis;
  readonly from: UserId;
  readonly device: DeviceId;
  readonly id: ClientMessageId;
  readonly content: Content;
}

/** Hidden, not missing: the reader will never get these seqs. */
export interface Skip {
  readonly skip: { readonly from: Seq; readonly to: Seq; readonly reason: string };
}

export type Item = Entry | Skip;

export interface Cursor {
  readonly delivered: Seq;
  readonly read: Seq;
}

export interface OwnCursor {
  readonly conversation: ConversationId;
  readonly cursor: Cursor;
}

export interface GroupMember {
  readonly user: UserId;
  readonly role: Role;
}

/** @see GroupView */
export interface GroupLink {
  readonly code: string;
  /** How many may still join by it; 0 for any number. */
  readonly uses: number;
  /** Server time after which it does not work; 0 for always. */
  readonly until: Millis;
}

/** A group as it is at `seq`. */
export interface GroupView {
  readonly seq: Seq;
  readonly title: string;
  readonly titleVersion: number;
  readonly history: History;
  readonly large: boolean;
  readonly count: number;
  /** The reader's own; absent for who is no member any more. */
  readonly role?: Role;
  readonly members: readonly GroupMember[];
  readonly links: readonly GroupLink[];
}

export type Direction = 'after' | 'before';

export type ClientFrame =
  | {
      readonly t: 'hello';
      readonly version: number;
      readonly token?: string;
      readonly agent: string;
      readonly epoch?: string;
      readonly mark?: string;
      readonly digest?: string;
      readonly receipts: readonly OwnCursor[];
    }
  | {
      readonly t: 'send';
      readonly conversation: ConversationId;
      readonly id: ClientMessageId;
      readonly after?: ClientMessageId;
      readonly with?: UserId;
      readonly content: Content;
    }
  | {
      readonly t: 'cancel';
      readonly conversation: ConversationId;
      readonly id: ClientMessageId;
      readonly with?: UserId;
    }
  | {
      readonly t: 'sync';
      readonly rid: number;
      readonly conversation: ConversationId;
      readonly direction: Direction;
      readonly seq: Seq;
      readonly limit: number;
    }
  | { readonly t: 'receipts'; readonly receipts: readonly OwnCursor[] }
  | { readonly t: 'check'; readonly mark?: string }
  | { readonly t: 'watch'; readonly conversations: readonly ConversationId[]; readonly users: readonly UserId[] }
  | { readonly t: 'presence'; readonly state: PresenceState; readonly ttl?: number }
  | { readonly t: 'typing'; readonly conversation: ConversationId; readonly on: boolean }
  | {
      readonly t: 'members';
      readonly rid: number;
      readonly conversation: ConversationId;
      readonly after?: UserId;
      readonly limit: number;
    };

export interface MemberCursor {
  readonly user: UserId;
  readonly cursor: Cursor;
}

export interface Change {
  readonly conversation: ConversationId;
  readonly members: readonly UserId[];
  readonly group?: GroupView;
  readonly head: Seq;
  readonly cursors: readonly MemberCursor[];
  readonly items: readonly Item[];
}

export interface Presence {
  readonly user: UserId;
  readonly state: PresenceState;
  readonly seen?: Millis;
}

export interface Readers {
  readonly seq: Seq;
  readonly count: number;
}

export type ServerFrame =
  | {
      readonly t: 'welcome';
      readonly epoch: string;
      readonly user: UserId;
      readonly device: DeviceId;
      readonly at: Millis;
      readonly window: number;
      readonly strangers: boolean;
      readonly features: readonly string[];
    }
  | { readonly t: 'changes'; readonly conversations: readonly Change[] }
  | { readonly t: 'current'; readonly mark: string; readonly digest: string }
  | {
      readonly t: 'sent';
      readonly conversation: ConversationId;
      readonly id: ClientMessageId;
      readonly seq: Seq;
      readonly at: Millis;
    }
  | {
      readonly t: 'refused';
      readonly conversation: ConversationId;
      readonly id: ClientMessageId;
      readonly code: Code;
      readonly message: string;
      readonly retryAfter?: number;
      readonly version?: number;
    }
  | { readonly t: 'cancelled'; readonly conversation: ConversationId; readonly id: ClientMessageId }
  | {
      readonly t: 'page';
      readonly rid: number;
      readonly conversation: ConversationId;
      readonly items: readonly Item[];
      readonly head: Seq;
      readonly more: boolean;
    }
  | { readonly t: 'entry'; readonly conversation: ConversationId; readonly entry: Entry }
  | { readonly t: 'receipt'; readonly conversation: ConversationId; readonly user: UserId; readonly cursor: Cursor }
  | { readonly t: 'changed'; readonly conversation: ConversationId; readonly head: Seq }
  | {
      readonly t: 'counts';
      readonly conversation: ConversationId;
      readonly members: number;
      readonly online: number;
      readonly readers: readonly Readers[];
    }
  | { readonly t: 'presences'; readonly users: readonly Presence[] }
  | { readonly t: 'typing'; readonly conversation: ConversationId; readonly user: UserId; readonly on: boolean }
  | {
      readonly t: 'members';
      readonly rid: number;
      readonly conversation: ConversationId;
      readonly members: readonly GroupMember[];
      readonly count: number;
      readonly more: boolean;
    }
  | { readonly t: 'behind' }
  | { readonly t: 'draining'; readonly retryAfter: number }
  | {
      readonly t: 'error';
      readonly code: Code;
      readonly message: string;
      readonly hint: string;
      readonly rid?: number;
    };

export type FrameOf<F, T> = Extract<F, { readonly t: T }>;
