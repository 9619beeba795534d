import type { ClientFrame, ConversationId, FrameOf, UserId } from '../../protocol/frames';
import { MAX_WATCHED_CONVERSATIONS, MAX_WATCHED_USERS } from '../../protocol/limits';
import type { Event } from './events';
import { isSameList } from './lists';
import { Neighbours } from './neighbours';
import { OwnPresence } from './ownPresence';
import { OwnTyping } from './ownTyping';
import type { Turn } from './turn';

type Watch = FrameOf<ClientFrame, 'watch'>;

const NOTHING: Watch = { t: 'watch', conversations: [], users: [] };
const FEATURE = 'presence';

/**
 * What is true only now, in both directions. Only a server that offers it hears of it, and whatever gets lost is said
 * again or forgotten.
 */
export class Nearness {
  readonly neighbours: Neighbours;
  private readonly presence = new OwnPresence();
  private readonly typing = new OwnTyping();
  private served = false;
  private wanted = NOTHING;
  /** What the server knows of it on this connection. */
  private watching = NOTHING;

  constructor(me: UserId) {
    this.neighbours = new Neighbours(me);
  }

  welcomed(features: readonly string[]): void {
    this.served = features.includes(FEATURE);
    this.watching = NOTHING;
  }

  connectionLost(): void {
    this.served = false;
    this.watching = NOTHING;
    this.presence.connectionLost();
    this.typing.connectionLost();
    this.neighbours.connectionLost();
  }

  watch(watch: Extract<Event, { readonly type: 'watchWanted' }>): void {
    const conversations = first(watch.conversations, MAX_WATCHED_CONVERSATIONS);
    const users = first(watch.users, MAX_WATCHED_USERS);
    this.wanted = { t: 'watch', conversations, users };
    this.neighbours.watch(new Set(conversations), new Set(users));
  }

  watched(): ReadonlySet<ConversationId> {
    return new Set(this.wanted.conversations);
  }

  active(now: number): void {
    this.presence.active(now);
  }

  busy(isBusy: boolean): void {
    this.presence.busy(isBusy);
  }

  typed(turn: Turn, conversation: ConversationId): void {
    if (this.served) {
      this.typing.typed(turn, conversation);
    }
  }

  /** An own entry leaves for this conversation. */
  wrote(turn: Turn, conversation: ConversationId): void {
    this.typing.wrote(turn, conversation);
  }

  leaving(turn: Turn): void {
    if (this.served) {
      this.presence.leaving(turn);
    }
  }

  /** Only while online. */
  pump(turn: Turn): void {
    if (!this.served) {
      return;
    }
    if (!isSameWatch(this.watching, this.wanted)) {
      this.watching = this.wanted;
      turn.act({ type: 'sendFrame', frame: this.wanted });
    }
    this.presence.pump(turn);
    this.typing.pump(turn);
    this.presence.wake(turn);
    this.typing.wake(turn);
  }
}

function first<T>(all: readonly T[], limit: number): readonly T[] {
  return [...new Set(all)].slice(0, limit);
}

function isSameWatch(one: Watch, other: Watch): boolean {
  return isSameList(one.conversations, other.conversations) && isSameList(one.users, other.users);
}
