import type { ConversationId, UserId } from '../protocol/frames';
import { conversationId, conversationType } from '../protocol/ids';
import type { Database } from './database';
import type { Lines } from './lines';
import type { Meta } from './meta';
import { LOOKUP_POS, lookupOf, newRow, rowsOf } from './outboxRows';
import type { ConversationRow } from './rows';
import type { StoreClock } from './storeClock';

/**
 * Local keys of conversations, and how they come into being: by the server, by a user id, or by a name that is not
 * known yet. For one transaction.
 */
export class Conversations {
  private readonly keys = new Map<ConversationId, number>();

  constructor(
    private readonly db: Database,
    private readonly me: UserId,
    private readonly clock: StoreClock,
    private readonly meta: Meta,
    private readonly lines: Lines,
  ) {}

  async find(id: ConversationId): Promise<number | undefined> {
    const known = this.keys.get(id);
    if (known !== undefined) {
      return known;
    }
    const [key] = await this.db.conversations.where('id').equals(id).primaryKeys();
    if (key !== undefined) {
      this.keys.set(id, key);
    }
    return key;
  }

  /** Where the conversation of this key is now. */
  async current(key: number): Promise<number | undefined> {
    const row = await this.db.conversations.get(key);
    return row && (row.mergedInto ?? row.key);
  }

  async id(key: number): Promise<ConversationId | undefined> {
    const row = await this.db.conversations.get(key);
    return row?.mergedInto === undefined ? row?.id : (await this.db.conversations.get(row.mergedInto))?.id;
  }

  async require(id: ConversationId): Promise<number> {
    return (await this.find(id)) ?? (await this.insert(id, []));
  }

  private async insert(id: ConversationId, members: readonly UserId[]): Promise<number> {
    const peer = this.peer(id, members);
    const key = await this.add({
      id,
      ...(peer !== undefined && { peer }),
      members,
      trusted: await this.meta.number('epochNo'),
    });
    this.keys.set(id, key);
    return key;
  }

  private async add(row: Partial<ConversationRow>): Promise<number> {
    const key = await this.db.conversations.add({
      members: [],
      head: 0,
      covered: '',
      trusted: 0,
      seen: 0,
      draft: '',
      ...row,
    });
    this.lines.conversation(key);
    return key;
  }

  private peer(id: ConversationId, members: readonly UserId[]): UserId | undefined {
    return conversationType(id) !== 'direct' || members.length === 0
      ? undefined
      : (members.find((member) => member !== this.me) ?? this.me);
  }

  async setMembers(id: ConversationId, members: readonly UserId[]): Promise<void> {
    const key = await this.find(id);
    if (key === undefined) {
      await this.insert(id, members);
    } else if (members.length > 0) {
      const peer = this.peer(id, members);
      const row = await this.db.conversations.get(key);
      if (row?.members.join() !== members.join() || (peer !== undefined && row.peer !== peer)) {
        await this.db.conversations.update(key, { members, ...(peer !== undefined && { peer }) });
      }
    }
  }

  async withPerson(person: UserId): Promise<number> {
    const id = conversationId.direct(this.me, person);
    return (await this.find(id)) ?? (await this.insert(id, pair(this.me, person)));
  }

  /** Who has this name, if it was looked up. */
  async named(name: string): Promise<UserId | undefined> {
    return (await this.db.people.where('name').equals(name).first())?.id;
  }

  async findUnresolved(name: string): Promise<number | undefined> {
    const rows = await this.db.conversations.where('name').equals(name).toArray();
    return rows.find(isUnresolved)?.key;
  }

  /**
   * What is written to a name stays in order: who has become known in another way while a lookup of their name is still
   * under way gets what is written next behind what waits for it.
   */
  async withName(name: string): Promise<number> {
    const unresolved = await this.findUnresolved(name);
    if (unresolved !== undefined && (await lookupOf(this.db, unresolved))) {
      return unresolved;
    }
    const person = await this.named(name);
    if (person !== undefined) {
      return this.withPerson(person);
    }
    return unresolved ?? (await this.add({ name }));
  }

  /** Whatever is written into a conversation without an id depends on a lookup. */
  async ensureLookup(key: number): Promise<void> {
    const row = await this.db.conversations.get(key);
    if (row && row.id === undefined && !(await lookupOf(this.db, key))) {
      await this.db.outbox.add(newRow({ conversation: key, pos: LOOKUP_POS, op: 'lookup', since: this.clock.now() }));
    }
  }

  /** Nothing depends on the lookup any more. */
  async forgetLookup(key: number): Promise<void> {
    const lookup = await lookupOf(this.db, key);
    if (!lookup || (await rowsOf(this.db, key).limit(2).count()) > 1) {
      return;
    }
    const row = await this.db.conversations.get(key);
    const needed =
      row?.id === undefined &&
      row?.name !== undefined &&
      (await this.db.needs.where('name').equals(row.name).count()) > 0;
    if (!needed) {
      await this.db.outbox.delete(lookup.key);
    }
  }

  /** The name was looked up: gives the conversation its id, or merges it with the one that is there already. */
  async resolve(key: number, person: UserId): Promise<void> {
    const id = conversationId.direct(this.me, person);
    const other = await this.find(id);
    if (other !== undefined && other !== key) {
      await this.merge(key, other);
      return;
    }
    await this.db.conversations.update(key, {
      id,
      peer: person,
      members: pair(this.me, person),
      trusted: await this.meta.number('epochNo'),
    });
    this.keys.set(id, key);
    this.lines.conversation(key);
  }

  private async merge(key: number, into: number): Promise<void> {
    await this.lines.move(key, into);
    const rows = await rowsOf(this.db, key).toArray();
    await this.db.outbox.bulkPut(rows.map((row) => ({ ...row, conversation: into })));
    await this.db.conversations
      .filter((each) => each.key === key || each.mergedInto === key)
      .modify({ mergedInto: into });
    this.lines.conversation(key);
    this.lines.conversation(into);
  }
}

function isUnresolved(row: ConversationRow): boolean {
  return row.id === undefined && row.mergedInto === undefined;
}

function pair(me: UserId, person: UserId): readonly UserId[] {
  return person === me ? [me] : [me, person];
}
