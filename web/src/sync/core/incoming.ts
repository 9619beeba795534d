import type { FrameOf, ServerFrame, UserId } from '../../protocol/frames';
import type { CatchUp } from './catchUp';
import type { Checks } from './checks';
import type { ConnectionCycle } from './connectionCycle';
import type { MemberPages } from './memberPages';
import type { Nearness } from './nearness';
import type { OutboxQueue } from './outboxQueue';
import type { Timelines } from './timelines';
import type { Turn } from './turn';
import type { Watchdog } from './watchdog';

/** The parts of the engine that the server speaks to. */
export interface Parts {
  readonly cycle: ConnectionCycle;
  readonly watchdog: Watchdog;
  readonly outbox: OutboxQueue;
  readonly timelines: Timelines;
  readonly catchUp: CatchUp;
  readonly checks: Checks;
  readonly members: MemberPages;
  readonly nearness: Nearness;
}

/** Hands on what the server says to the part of the engine that it is for. */
export class Incoming {
  constructor(
    private readonly me: UserId,
    private readonly to: Parts,
  ) {}

  frame(turn: Turn, frame: ServerFrame): void {
    if (isAnswer(frame)) {
      this.to.watchdog.answered(turn.now);
      this.answer(turn, frame);
    } else {
      this.news(turn, frame);
    }
  }

  private answer(turn: Turn, frame: Answer): void {
    const { cycle, outbox, timelines, catchUp, checks, members } = this.to;
    switch (frame.t) {
      case 'welcome':
        return this.welcome(turn, frame);
      case 'changes':
        for (const change of frame.conversations) {
          checks.mentioned(change.conversation);
          timelines.change(turn, change);
        }
        return;
      case 'current':
        cycle.proved();
        return checks.current(turn, frame, outbox.anyInFlight());
      case 'sent':
        checks.moved();
        return this.wantUnless(timelines.sent(turn, frame));
      case 'refused':
        return outbox.refused(turn, frame);
      case 'cancelled':
        turn.write({ type: 'burnt', conversation: frame.conversation, id: frame.id });
        outbox.decided(turn, frame.conversation, frame.id);
        return;
      case 'page':
        return catchUp.page(turn, frame);
      case 'members':
        return members.page(turn, frame);
      case 'error':
        return this.failure(turn, frame);
      default:
        return frame satisfies never;
    }
  }

  private news(turn: Turn, frame: Exclude<ServerFrame, Answer>): void {
    const { cycle, timelines, checks, nearness } = this.to;
    switch (frame.t) {
      case 'entry':
        checks.moved();
        nearness.neighbours.wrote(frame.conversation, frame.entry.from);
        return this.wantUnless(timelines.pushed(turn, frame));
      case 'changed':
        checks.moved();
        return this.wantUnless(timelines.announced(turn, frame));
      case 'receipt': {
        const timeline = timelines.find(frame.conversation);
        if (timeline !== undefined) {
          timelines.cursor(turn, timeline, frame);
        }
        return;
      }
      case 'counts':
        nearness.neighbours.counts(frame);
        if (timelines.find(frame.conversation) !== undefined) {
          turn.write({ type: 'setReaders', conversation: frame.conversation, readers: frame.readers });
        }
        return;
      case 'presences':
        return nearness.neighbours.presences(frame);
      case 'typing':
        return nearness.neighbours.typing(turn.now, frame);
      case 'behind':
        return checks.want();
      case 'draining':
        return cycle.draining(turn, frame);
      default:
        return frame satisfies never;
    }
  }

  /** A check tells what is not known yet. */
  private wantUnless(isAll: boolean): void {
    if (!isAll) {
      this.to.checks.want();
    }
  }

  private welcome(turn: Turn, welcome: FrameOf<ServerFrame, 'welcome'>): void {
    const { cycle, outbox, timelines, checks, members, nearness } = this.to;
    if (welcome.user !== this.me) {
      cycle.signedOut(turn, 'The session belongs to another account.');
      return;
    }
    cycle.welcomed();
    outbox.welcomed(welcome.window);
    members.welcomed(welcome.features);
    nearness.welcomed(welcome.features);
    turn.write({ type: 'serverTime', at: welcome.at });
    turn.write({ type: 'strangers', allowed: welcome.strangers });
    if (timelines.epoch !== welcome.epoch) {
      checks.forgetMark();
      timelines.beginEpoch(turn, welcome.epoch);
    }
  }

  private failure(turn: Turn, failure: FrameOf<ServerFrame, 'error'>): void {
    const { cycle, catchUp, members } = this.to;
    if (failure.code === 'unauthorized') {
      turn.write({ type: 'lock' });
      cycle.signedOut(turn, failure.message);
    } else if (failure.rid !== undefined) {
      catchUp.failed(turn, failure.rid, failure.code);
      members.failed(turn, failure.rid, failure.code);
    }
  }
}

/** Frames that the server says because it was asked: they prove that it is still there. */
const ANSWERS = ['welcome', 'changes', 'current', 'sent', 'refused', 'cancelled', 'page', 'members', 'error'] as const;

type Answer = FrameOf<ServerFrame, (typeof ANSWERS)[number]>;

function isAnswer(frame: ServerFrame): frame is Answer {
  return ANSWERS.some((type) => type === frame.t);
}
