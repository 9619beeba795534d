import type { ConversationId, UserId } from '../protocol/frames';
import type { Nearby } from '../store/model';
import type { Surroundings } from './core/effects';
import type { Event } from './core/events';
import type { EngineDatabase } from './engineDatabase';

/** What the screens show, by keys of this device. */
export interface Wish {
  readonly conversations: readonly number[];
  readonly users: readonly UserId[];
}

/** Translates between the keys of this device, in which screens speak, and the ids of the wire. */
export class NearbyBridge {
  private wished: Wish = { conversations: [], users: [] };
  private conversations: readonly ConversationId[] = [];
  private users: readonly UserId[] = [];

  constructor(private readonly db: EngineDatabase) {}

  /** What is wanted, if it is something else than before. @param changed a conversation may have got its id */
  async wanted(wish: Wish, now: number, changed: boolean): Promise<Event | undefined> {
    const incomplete = this.conversations.length < wish.conversations.length;
    if (wish === this.wished && !(changed && incomplete)) {
      return undefined;
    }
    this.wished = wish;
    const found = await Promise.all(wish.conversations.map((key) => this.db.id(key)));
    const conversations = found.filter((id) => id !== undefined);
    if (equal(conversations, this.conversations) && equal(wish.users, this.users)) {
      return undefined;
    }
    this.conversations = conversations;
    this.users = wish.users;
    return { type: 'watchWanted', now, conversations, users: wish.users };
  }

  async nearby(surroundings: Surroundings): Promise<Nearby> {
    const { presences, typing, counts } = surroundings;
    return { presences, typing: await this.keyed(typing), counts: await this.keyed(counts) };
  }

  private async keyed<T>(byId: Readonly<Record<ConversationId, T>>): Promise<Readonly<Record<number, T>>> {
    const byKey: Record<number, T> = {};
    for (const [id, value] of Object.entries(byId)) {
      const key = await this.db.key(id);
      if (key !== undefined) {
        byKey[key] = value;
      }
    }
    return byKey;
  }
}

function equal(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, i) => id === other[i]);
}
