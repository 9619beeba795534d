import { type Code, isPermanent } from '../../protocol/codes';
import type { ConversationId, FrameOf, ServerFrame, UserId } from '../../protocol/frames';
import { MAX_PAGE } from '../../protocol/limits';
import type { Directory } from './directory';
import type { Rids } from './rids';
import type { Turn } from './turn';

const PAUSE_MILLIS = 1_000;
const FEATURE = 'groups';

interface Request {
  readonly rid: number;
  readonly conversation: ConversationId;
  readonly sentAt: number;
}

/**
 * Members of groups that are too large to be told with everything else: page by page, when somebody wants to see them.
 * One page at a time, and its names before the next, so that ten thousand members are never asked for at once. What a
 * lost connection interrupts goes on behind the last page.
 */
export class MemberPages {
  /** With the last member who is here. */
  private readonly wanted = new Map<ConversationId, UserId | undefined>();
  private request: Request | undefined;
  private served = false;
  private pausedUntil = 0;

  constructor(
    private readonly rids: Rids,
    private readonly directory: Directory,
  ) {}

  want(conversation: ConversationId): void {
    if (!this.wanted.has(conversation)) {
      this.wanted.set(conversation, undefined);
    }
  }

  welcomed(features: readonly string[]): void {
    this.served = features.includes(FEATURE);
  }

  connectionLost(): void {
    this.served = false;
    this.request = undefined;
    this.pausedUntil = 0;
  }

  /** Since when an answer has been waited for. */
  oldest(): number | undefined {
    return this.request?.sentAt;
  }

  pump(turn: Turn): void {
    const [next] = this.wanted;
    if (!this.served || this.request !== undefined || next === undefined || this.directory.isNaming()) {
      return;
    }
    if (turn.now < this.pausedUntil) {
      turn.wakeBy(this.pausedUntil);
      return;
    }
    const [conversation, after] = next;
    const rid = this.rids.next();
    this.request = { rid, conversation, sentAt: turn.now };
    turn.act({ type: 'sendFrame', frame: { t: 'members', rid, conversation, after, limit: MAX_PAGE } });
  }

  page(turn: Turn, page: FrameOf<ServerFrame, 'members'>): void {
    if (this.request?.rid !== page.rid) {
      return;
    }
    const { conversation } = this.request;
    this.request = undefined;
    const users = page.members.map((member) => member.user);
    this.directory.meets(users);
    turn.write({ type: 'putMembers', conversation, members: page.members, count: page.count });
    if (page.more && users.length > 0) {
      this.wanted.set(conversation, users.at(-1));
    } else {
      this.wanted.delete(conversation);
    }
  }

  failed(turn: Turn, rid: number, code: Code): void {
    if (this.request?.rid !== rid) {
      return;
    }
    if (isPermanent(code)) {
      this.wanted.delete(this.request.conversation);
    } else {
      this.pausedUntil = turn.now + PAUSE_MILLIS;
    }
    this.request = undefined;
  }
}
