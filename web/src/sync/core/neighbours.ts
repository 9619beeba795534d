import type { ConversationId, FrameOf, Presence, ServerFrame, UserId } from '../../protocol/frames';
import { TYPING_TTL } from '../../protocol/limits';
import type { Surroundings } from './effects';
import { isSameAround, NOTHING_AROUND } from './surroundings';
import type { Turn } from './turn';

type Counts = Surroundings['counts'][ConversationId];

/**
 * Keeps what the server says of the others: who is there, who writes, how many there are. At most as much as is
 * watched.
 */
export class Neighbours {
  private readonly present = new Map<UserId, Presence>();
  /** Until when each counts as writing. */
  private readonly writing = new Map<ConversationId, Map<UserId, number>>();
  private readonly counted = new Map<ConversationId, Counts>();
  private conversations: ReadonlySet<ConversationId> = new Set();
  private users: ReadonlySet<UserId> = new Set();
  private told = NOTHING_AROUND;

  constructor(private readonly me: UserId) {}

  watch(conversations: ReadonlySet<ConversationId>, users: ReadonlySet<UserId>): void {
    this.conversations = conversations;
    this.users = users;
    retain(this.present, users);
    retain(this.writing, conversations);
    retain(this.counted, conversations);
  }

  presences(news: FrameOf<ServerFrame, 'presences'>): void {
    for (const presence of news.users) {
      if (this.users.has(presence.user)) {
        this.present.set(presence.user, presence);
      }
    }
  }

  typing(now: number, news: FrameOf<ServerFrame, 'typing'>): void {
    const { conversation, user } = news;
    if (!news.on) {
      this.wrote(conversation, user);
    } else if (this.conversations.has(conversation) && user !== this.me) {
      const writers = this.writing.get(conversation) ?? new Map<UserId, number>();
      writers.set(user, now + TYPING_TTL);
      this.writing.set(conversation, writers);
    }
  }

  counts(news: FrameOf<ServerFrame, 'counts'>): void {
    if (this.conversations.has(news.conversation)) {
      this.counted.set(news.conversation, { members: news.members, online: news.online });
    }
  }

  /** What they wrote is here, or they have stopped. */
  wrote(conversation: ConversationId, user: UserId): void {
    const writers = this.writing.get(conversation);
    if (writers?.delete(user) === true && writers.size === 0) {
      this.writing.delete(conversation);
    }
  }

  /** Nobody knows any more. */
  connectionLost(): void {
    this.present.clear();
    this.writing.clear();
    this.counted.clear();
  }

  tell(turn: Turn): void {
    this.forgetSilent(turn.now);
    const now = this.surroundings();
    if (!isSameAround(now, this.told)) {
      this.told = now;
      turn.act({ type: 'tell', surroundings: now });
    }
    for (const writers of this.writing.values()) {
      writers.forEach((until) => turn.wakeBy(until));
    }
  }

  private forgetSilent(now: number): void {
    for (const [conversation, writers] of this.writing) {
      for (const [user, until] of writers) {
        if (until <= now) {
          this.wrote(conversation, user);
        }
      }
    }
  }

  private surroundings(): Surroundings {
    return {
      presences: Object.fromEntries(this.present),
      typing: Object.fromEntries(Array.from(this.writing, ([id, writers]) => [id, [...writers.keys()]])),
      counts: Object.fromEntries(this.counted),
    };
  }
}

function retain<K>(map: Map<K, unknown>, keys: ReadonlySet<K>): void {
  for (const key of map.keys()) {
    if (!keys.has(key)) {
      map.delete(key);
    }
  }
}
