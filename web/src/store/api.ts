import type { ClientMessageId, ConversationId, GroupLink, History, Millis, Role, UserId } from '../protocol/frames';
import type { Connection, Contact, Conversation, Member, Message, MessageDetails, Nearby, OutboxItem } from './model';

/**
 * What the user interface reads. Each answer is of one state of the database; called inside of a live query it is asked
 * again after each commit, in this tab or another, that changes what it has read.
 */
export interface Reads {
  /** Last active first. */
  conversations(): Promise<readonly Conversation[]>;
  conversation(key: number): Promise<Conversation | undefined>;
  /** The conversation that a name, a user id or a conversation id means, if it is on this device. */
  find(to: string): Promise<Conversation | undefined>;
  /**
   * A window of a conversation, oldest first: confirmed messages in the order of the log, then those that wait.
   * `from`/`to` are places (`Message.place`), both included.
   */
  window(conversation: number, from: number, to: number): Promise<readonly Message[]>;
  /** Where such a window of `limit` lines begins: that many before `place` (without it); fewer if there are no more. */
  placeBefore(conversation: number, place: number, limit: number): Promise<number>;
  /** Where it ends, going the other way. */
  placeAfter(conversation: number, place: number, limit: number): Promise<number>;
  /** Place of the first line that was not seen and counts as unread; absent if there is none. */
  firstUnread(conversation: number): Promise<number | undefined>;
  message(key: number): Promise<Message | undefined>;
  /** Which of these ids are those of own messages of this conversation. */
  written(conversation: number, ids: readonly ClientMessageId[]): Promise<readonly ClientMessageId[]>;
  details(key: number): Promise<MessageDetails | undefined>;
  /** What still has to reach the server, in the order in which the user did it. */
  outbox(): Promise<readonly OutboxItem[]>;
  /** Newest first: messages in which every word of `query` begins a word, ignoring case and accents. */
  search(query: string, limit: number, conversation?: number): Promise<readonly Message[]>;
  /** Owners first, then admins, then by name. */
  members(group: number): Promise<readonly Member[]>;
  links(group: number): Promise<readonly GroupLink[]>;
  /** Contacts and blocked people, by name. */
  contacts(): Promise<readonly Contact[]>;
  /** Everybody whose name this device knows, by name, without the user: to choose from. */
  people(): Promise<readonly { readonly user: UserId; readonly name: string }[]>;
  setting(name: string): Promise<string | undefined>;
  connection(): Promise<Connection>;
  nearby(): Promise<Nearby>;
}

/**
 * What the user does: each call is one transaction, safe on disk when its promise is fulfilled, whatever the network
 * does, and goes out by itself. Throws `Refusal` where it is certain to fail, and `StorageFault` (store/faults.ts)
 * where the browser's storage does not take it: then nothing was written, and the user interface keeps what was typed.
 *
 * People are named by user id or by name; a name need not be known yet.
 */
export interface Writes {
  /** The conversation with somebody, or notes to oneself; made if it is not there. Answers with its key. */
  open(person: string): Promise<number>;
  /**
   * Queues a message; answers with its key.
   *
   * @param id its own, where somebody has to find out later whether this call did anything (`Reads.written`)
   */
  send(conversation: number, text: string, id?: ClientMessageId): Promise<number>;
  /** Replaces the text of an own message, whether it has left already or not. Nobody ever gets two messages. */
  edit(message: number, text: string): Promise<void>;
  /** Queues a failed entry again, behind what waits now. */
  retry(message: number): Promise<void>;
  /** Takes an own message back: one that never left vanishes, one that did is deleted for everyone. */
  discard(message: number): Promise<void>;
  /** Everything up to and including this message was shown. */
  markRead(message: number): Promise<void>;

  createGroup(title: string, people: readonly string[]): Promise<number>;
  addMember(group: number, person: string): Promise<void>;
  removeMember(group: number, person: string): Promise<void>;
  leave(group: number): Promise<void>;
  setRole(group: number, person: string, role: Role): Promise<void>;
  setTitle(group: number, title: string): Promise<void>;
  setHistory(group: number, history: History): Promise<void>;
  /** `uses`: how many may join, 0 for any number; `lifetime`: for how long, 0 for ever; the server's clock counts. */
  makeLink(group: number, uses: number, lifetime: Millis): Promise<GroupLink>;
  revokeLink(group: number, code: string): Promise<void>;
  /** Joins a group by a link; answers with the key of its conversation. */
  join(group: ConversationId, code: string): Promise<number>;

  addContact(person: string, nick: string): Promise<void>;
  removeContact(person: string): Promise<void>;
  block(person: string): Promise<void>;
  unblock(person: string): Promise<void>;
  /** `until`: server time, 0 for always. */
  mute(conversation: number, until: Millis): Promise<void>;
  unmute(conversation: number): Promise<void>;
  /** What stands in the composer, unsent; empty text when there is nothing. Call it when the user pauses. */
  saveDraft(conversation: number, text: string): Promise<void>;
  /** Takes up the conversation that a stranger began, without writing anything. */
  accept(conversation: number): Promise<void>;
  /** Any other setting of the account; `undefined` takes it out. */
  set(name: string, value: string | undefined): Promise<void>;
}
