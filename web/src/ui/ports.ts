import type { UserId } from '../protocol/frames';
import type { Reads, Writes } from '../store/api';

/*
 * All that the user interface knows of the world beside the database. `main.tsx` wires it; nothing here is a server's
 * answer that a screen waits for, except where somebody signs up or in, and looks at their sessions.
 */

/** Whose app this is. */
export interface Account {
  readonly user: UserId;
  readonly name: string;
  readonly administrator: boolean;
}

/** Everything of one signed-in user. */
export interface Session {
  readonly account: Account;
  readonly reads: Reads;
  readonly writes: Writes;
  readonly hints: Hints;
}

/** What the user does that is told to the server only while there is a connection, and never waits for one. */
export interface Hints {
  /** Connect now, whatever the backoff says. */
  tryNow(): void;
  /** The user has done something here. */
  active(): void;
  /** The user is writing in this conversation; call it at every key. */
  typing(conversation: number): void;
  /** What this tab's screen shows. */
  watch(conversations: readonly number[], users: readonly UserId[]): void;
  /** Asks for all members of a large group; they appear in `Reads.members` as they come. */
  loadMembers(group: number): void;
}

export interface ServerInfo {
  readonly version: string;
  /** `open`: anybody may register. */
  readonly registration: 'open' | 'invitation';
  /** Whether nobody has an account yet: the first one needs the setup code from the server's terminal. */
  readonly empty: boolean;
}

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly lastUsed: number;
  readonly current: boolean;
}

/** What needs the server's answer. Rejects with `ServerFault`. */
export interface Accounts {
  server(): Promise<ServerInfo>;
  register(name: string, password: string, code: string): Promise<void>;
  signIn(name: string, password: string): Promise<void>;
  devices(): Promise<readonly Device[]>;
  revoke(device: string): Promise<void>;
  /** Makes a one-time invitation; administrators only. */
  invite(): Promise<{ readonly code: string }>;
  /**
   * Ends the session and removes the database of this device. The caller has asked about what waits; `waiting` says
   * whether to refuse (`unsent`) if something still does.
   */
  signOut(waiting: 'keep' | 'discard'): Promise<void>;
}

export { ServerFault } from '../protocol/serverFault';

/** Which screen the app begins with. */
export type AppState =
  | { readonly type: 'loading' }
  /** The browser gives no database: private mode, blocked, or broken. */
  | { readonly type: 'noStorage'; readonly reason: string }
  /** `account`: who was signed in here and has been signed out from elsewhere; what waits stays until they return. */
  | { readonly type: 'signedOut'; readonly locked?: Account; readonly waiting: number }
  | { readonly type: 'signedIn'; readonly session: Session };

export interface AppPort {
  readonly accounts: Accounts;
  /** Of this app, for people who have to name it. */
  readonly version: string;
  /** The same object until something changes; each change calls the listeners. */
  state(): AppState;
  subscribe(listener: () => void): () => void;
  /** Whether a newer version of the app is here and waits for a reload; a change calls the listeners. */
  updateReady(): boolean;
  /** Takes the newer version in all tabs. */
  reload(): void;
  /** Bytes that this app takes up in the browser, if the browser says so. */
  storageUsed(): Promise<number | undefined>;
  /** How safe the browser's storage is: false if it may be evicted. */
  persisted(): Promise<boolean>;
  /** Asks the browser not to evict it; call it from a user's action that makes something worth keeping. */
  persist(): Promise<boolean>;
}
