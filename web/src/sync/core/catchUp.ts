import { type Code, isPermanent } from '../../protocol/codes';
import type { ConversationId, FrameOf, Seq, ServerFrame } from '../../protocol/frames';
import { MAX_PAGE } from '../../protocol/limits';
import type { HoleQueue } from './holeQueue';
import { min } from './numbers';
import type { Rids } from './rids';
import type { Timeline } from './timeline';
import type { Timelines } from './timelines';
import type { Turn } from './turn';

const MAX_REQUESTS = 4;
const PAUSE_MILLIS = 1_000;
/** What a screen shows at first. */
const SCREENFUL = 50;

interface Request {
  readonly conversation: ConversationId;
  readonly recovery: boolean;
  /** What was known to exist when it was asked. */
  readonly head: Seq;
  readonly sentAt: number;
}

/**
 * Fetches what is missing, the newest first, a few conversations at a time; and compares what can no longer be
 * trusted.
 */
export class CatchUp {
  private readonly requests = new Map<number, Request>();
  private readonly asking = new Set<ConversationId>();
  private pausedUntil = 0;

  constructor(
    private readonly timelines: Timelines,
    private readonly holes: HoleQueue,
    private readonly rids: Rids,
  ) {}

  connectionLost(): void {
    this.requests.clear();
    this.asking.clear();
    this.pausedUntil = 0;
  }

  /** Whether everything is here but what is to wait a while. */
  isIdle(now: number): boolean {
    return this.requests.size === 0 && this.holes.isIdle(now) && !this.timelines.isRecovering();
  }

  /** Whether everything is here. */
  isComplete(): boolean {
    return this.requests.size === 0 && this.holes.isEmpty() && !this.timelines.isRecovering();
  }

  anyOutstanding(): boolean {
    return this.requests.size > 0;
  }

  /** Since when the longest has been waited for an answer. */
  oldest(): number | undefined {
    const times = Array.from(this.requests.values(), (request) => request.sentAt);
    return times.length === 0 ? undefined : times.reduce(min);
  }

  pump(turn: Turn): void {
    if (turn.now < this.pausedUntil || this.isFull()) {
      return;
    }
    for (const timeline of this.timelines.recovering()) {
      if (timeline.recovery !== undefined && !timeline.recovery.isComparing()) {
        this.ask(turn, timeline, timeline.recovery.bound, MAX_PAGE);
      }
    }
    const due = this.holes.due(turn.now);
    // A new device: first what a screen shows of each, then the rest.
    const crowded = due.filter((timeline) => timeline.lacksNewest()).length > MAX_REQUESTS;
    for (const timeline of due) {
      if (this.isFull()) {
        return;
      }
      const hole = timeline.newestHole();
      if (hole !== undefined && !this.asking.has(timeline.id)) {
        const limit = crowded && timeline.lacksNewest() ? SCREENFUL : MAX_PAGE;
        this.ask(turn, timeline, hole.to + 1, min(limit, hole.to - hole.from + 1));
        this.holes.asked(timeline);
      }
    }
  }

  wake(turn: Turn): void {
    if (this.pausedUntil > turn.now) {
      turn.wakeBy(this.pausedUntil);
    }
    this.holes.wake(turn);
  }

  page(turn: Turn, page: FrameOf<ServerFrame, 'page'>): void {
    const request = this.answered(page.rid);
    const timeline = this.timelines.find(page.conversation);
    if (request === undefined || timeline === undefined) {
      return;
    }
    if ((timeline.recovery !== undefined) !== request.recovery) {
      return;
    }
    if (timeline.recovery !== undefined) {
      timeline.recovery.answered(turn, page);
    } else if (page.head < request.head) {
      this.timelines.distrust(timeline);
    } else if (!this.timelines.take(turn, timeline, page.items, page.head)) {
      timeline.stuck = true;
      this.timelines.note(timeline);
    }
  }

  failed(turn: Turn, rid: number, code: Code): void {
    const request = this.answered(rid);
    const timeline = request === undefined ? undefined : this.timelines.find(request.conversation);
    if (timeline === undefined) {
      return;
    }
    if (code === 'no_conversation' && timeline.recovery !== undefined) {
      timeline.recovery.conversationGone(turn);
    } else if (isPermanent(code)) {
      timeline.stuck = true;
      this.timelines.note(timeline);
    } else {
      this.pausedUntil = turn.now + PAUSE_MILLIS;
    }
  }

  private isFull(): boolean {
    return this.requests.size >= MAX_REQUESTS;
  }

  private answered(rid: number): Request | undefined {
    const request = this.requests.get(rid);
    if (request !== undefined) {
      this.requests.delete(rid);
      this.asking.delete(request.conversation);
    }
    return request;
  }

  private ask(turn: Turn, timeline: Timeline, before: Seq, limit: number): void {
    if (this.isFull() || this.asking.has(timeline.id)) {
      return;
    }
    this.asking.add(timeline.id);
    const rid = this.rids.next();
    this.requests.set(rid, {
      conversation: timeline.id,
      recovery: timeline.recovery !== undefined,
      head: timeline.head,
      sentAt: turn.now,
    });
    turn.act({
      type: 'sendFrame',
      frame: { t: 'sync', rid, conversation: timeline.id, direction: 'before', seq: before, limit },
    });
  }
}
