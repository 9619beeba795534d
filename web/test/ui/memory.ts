import { Dexie, type Table } from 'dexie';
import type { GroupLink } from '../../src/protocol/frames';
import type { Reads, Writes } from '../../src/store/api';
import type { Message, OutboxItem } from '../../src/store/model';
import { foldedWords, matches, parseQuery } from '../../src/store/searchText';
import type { World } from './world';

/** Lets live queries know: each read looks at this row, each write changes it. */
class Bell extends Dexie {
  readonly rings!: Table<{ readonly id: number; readonly at: number }, number>;

  constructor() {
    super('godwit-screens');
    this.version(1).stores({ rings: 'id' });
  }
}

const bell = new Bell();

export class MemoryReads implements Reads {
  constructor(private readonly world: World) {}

  async #now(): Promise<World> {
    await bell.rings.get(0);
    return this.world;
  }

  async conversations() {
    return [...(await this.#now()).conversations];
  }

  async conversation(key: number) {
    return (await this.#now()).conversations.find((each) => each.key === key);
  }

  async find(to: string) {
    return (await this.#now()).conversations.find((each) => each.title === to || each.peer === to || each.id === to);
  }

  async window(conversation: number, from: number, to: number) {
    return (await this.#of(conversation)).filter((each) => each.place >= from && each.place <= to);
  }

  async placeBefore(conversation: number, place: number, limit: number) {
    const before = (await this.#of(conversation)).filter((each) => each.place < place);
    return before.at(-limit)?.place ?? before[0]?.place ?? place;
  }

  async placeAfter(conversation: number, place: number, limit: number) {
    const after = (await this.#of(conversation)).filter((each) => each.place > place);
    return after[limit - 1]?.place ?? after.at(-1)?.place ?? place;
  }

  async firstUnread(conversation: number) {
    const lines = await this.#of(conversation);
    const unread = this.world.conversations.find((each) => each.key === conversation)?.unread ?? 0;
    return unread === 0 ? undefined : lines.at(-unread)?.place;
  }

  async #of(conversation: number): Promise<readonly Message[]> {
    const { messages } = await this.#now();
    return messages.filter((each) => each.conversation === conversation).toSorted((a, b) => a.place - b.place);
  }

  async written() {
    return [];
  }

  async message(key: number) {
    return (await this.#now()).messages.find((each) => each.key === key);
  }

  async details(key: number) {
    const message = await this.message(key);
    return message && { message, written: message.at, stored: message.at + 300, reach: [], attempts: 1 };
  }

  async outbox(): Promise<readonly OutboxItem[]> {
    const { messages, conversations } = await this.#now();
    return messages
      .filter((each) => each.state.type === 'pending' || each.state.type === 'failed')
      .map((each) => ({
        key: each.key,
        message: each.key,
        conversation: each.conversation,
        title: conversations.find((one) => one.key === each.conversation)?.title ?? '',
        what: 'message',
        text: each.text,
        since: each.at,
        state: each.state,
        attempts: 1,
      }));
  }

  async search(query: string, limit: number, conversation?: number) {
    const wanted = parseQuery(query);
    const { messages } = await this.#now();
    return wanted === undefined
      ? []
      : messages
          .filter((each) => conversation === undefined || each.conversation === conversation)
          .filter((each) => matches(wanted, foldedWords(each.text)))
          .toSorted((a, b) => b.at - a.at)
          .slice(0, limit);
  }

  async members(group: number) {
    return (await this.#now()).members[group] ?? [];
  }

  async links(group: number) {
    return (await this.#now()).links[group] ?? [];
  }

  async contacts() {
    return (await this.#now()).contacts;
  }

  async people() {
    return (await this.#now()).people;
  }

  async setting(name: string) {
    return (await this.#now()).settings[name];
  }

  async connection() {
    return (await this.#now()).connection;
  }

  async nearby() {
    return (await this.#now()).nearby;
  }
}

/** Does the little that screens need to look alive. */
export class MemoryWrites implements Writes {
  constructor(private readonly world: World) {}

  async #changed(): Promise<void> {
    await bell.rings.put({ id: 0, at: Math.random() });
  }

  async open(person: string) {
    const known = this.world.conversations.find((each) => each.title === person || each.peer === person);
    return known?.key ?? 1;
  }

  async send() {
    return 1;
  }

  async retry(message: number) {
    const at = this.world.messages.findIndex((each) => each.key === message);
    const old = this.world.messages[at];
    if (old) {
      this.world.messages[at] = { ...old, state: { type: 'pending', waitsFor: 'connection' } };
    }
    await this.#changed();
  }

  async discard(message: number) {
    this.world.messages = this.world.messages.filter((each) => each.key !== message);
    await this.#changed();
  }

  async set(name: string, value: string | undefined) {
    if (value === undefined) {
      delete this.world.settings[name];
    } else {
      this.world.settings[name] = value;
    }
    await this.#changed();
  }

  async mute(conversation: number) {
    await this.#patch(conversation, { muted: true });
  }

  async unmute(conversation: number) {
    await this.#patch(conversation, { muted: false });
  }

  async #patch(conversation: number, change: object) {
    this.world.conversations = this.world.conversations.map((each) =>
      each.key === conversation ? { ...each, ...change } : each,
    );
    await this.#changed();
  }

  async saveDraft(conversation: number, draft: string) {
    await this.#patch(conversation, { draft });
  }

  async markRead(message: number) {
    const conversation = this.world.messages.find((each) => each.key === message)?.conversation ?? 0;
    await this.#patch(conversation, { unread: 0 });
  }

  async makeLink(): Promise<GroupLink> {
    return { code: '0123456789abcdefghjkmnpqrs', uses: 0, until: 0 };
  }

  createGroup = () => Promise.resolve(3);
  join = () => Promise.resolve(3);
  edit = () => Promise.resolve();
  addMember = () => Promise.resolve();
  removeMember = () => Promise.resolve();
  leave = () => Promise.resolve();
  setRole = () => Promise.resolve();
  setTitle = () => Promise.resolve();
  setHistory = () => Promise.resolve();
  revokeLink = () => Promise.resolve();
  addContact = () => Promise.resolve();
  removeContact = () => Promise.resolve();
  block = () => Promise.resolve();
  unblock = () => Promise.resolve();
  accept = () => Promise.resolve();
}
