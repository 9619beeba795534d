import type { ClientMessageId, ConversationId, GroupLink, History, Millis, Role } from '../protocol/frames';
import * as account from './accountWrites';
import type { Writes } from './api';
import type { Database } from './database';
import * as groups from './groupWrites';
import * as messages from './messageWrites';
import { inWriting, type StoreClock, type Writing } from './writing';

/** What the user does: each is one transaction. The engine finds what is to be sent in the outbox. */
export class LocalWrites implements Writes {
  constructor(
    private readonly db: Database,
    private readonly clock: StoreClock,
  ) {}

  private write<A extends readonly unknown[], T>(
    work: (writing: Writing, ...given: A) => Promise<T>,
    ...given: A
  ): Promise<T> {
    return inWriting(this.db, this.clock, (writing) => work(writing, ...given));
  }

  open = (person: string) => this.write(messages.open, person);
  send = (conversation: number, text: string, id?: ClientMessageId) =>
    this.write(messages.send, conversation, text, id);
  edit = (message: number, text: string) => this.write(messages.edit, message, text);
  retry = (message: number) => this.write(messages.retry, message);
  discard = (message: number) => this.write(messages.discard, message);
  markRead = (message: number) => this.write(messages.markRead, message);

  createGroup = (title: string, people: readonly string[]) => this.write(groups.createGroup, title, people);
  addMember = (group: number, person: string) => this.write(groups.addMember, group, person);
  removeMember = (group: number, person: string) => this.write(groups.removeMember, group, person);
  leave = (group: number) => this.write(groups.leave, group);
  setRole = (group: number, person: string, role: Role) => this.write(groups.setRole, group, person, role);
  setTitle = (group: number, title: string) => this.write(groups.setTitle, group, title);
  setHistory = (group: number, history: History) => this.write(groups.setHistory, group, history);
  makeLink = (group: number, uses: number, lifetime: Millis): Promise<GroupLink> =>
    this.write(groups.makeLink, group, uses, lifetime);
  revokeLink = (group: number, code: string) => this.write(groups.revokeLink, group, code);
  join = (group: ConversationId, code: string) => this.write(groups.join, group, code);

  addContact = (person: string, nick: string) => this.write(account.addContact, person, nick);
  removeContact = (person: string) => this.write(account.removeContact, person);
  block = (person: string) => this.write(account.block, person);
  unblock = (person: string) => this.write(account.unblock, person);
  mute = (conversation: number, until: Millis) => this.write(account.mute, conversation, until);
  unmute = (conversation: number) => this.write(account.mute, conversation, undefined);
  saveDraft = (conversation: number, text: string) => this.write(account.saveDraft, conversation, text);
  accept = (conversation: number) => this.write(account.accept, conversation);
  set = (name: string, value: string | undefined) => this.write(account.set, name, value);
}
