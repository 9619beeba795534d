import type { ConversationId } from '../../protocol/frames';
import type { Random } from './events';
import type { Timeline } from './timeline';
import type { Turn } from './turn';

/** When a large group has something new, ten thousand devices hear of it in the same moment. */
export const HOLE_MIN_DELAY_MILLIS = 5_000;
export const HOLE_MAX_DELAY_MILLIS = 30_000;

/**
 * Logs of which something is missing, in the order in which it is to be asked for: what the screen shows, then the
 * newest part of each, then the older parts in turns, so that no long history holds up the others.
 */
export class HoleQueue {
  private readonly waiting = new Set<Timeline>();
  private watched: ReadonlySet<ConversationId> = new Set();

  constructor(private readonly random: Random) {}

  /** Keeps the list right. */
  note(timeline: Timeline): void {
    if (timeline.newestHole() !== undefined) {
      this.waiting.add(timeline);
    } else {
      timeline.notBefore = 0;
      this.waiting.delete(timeline);
    }
  }

  /** What this device shows is not delayed. */
  watch(shown: ReadonlySet<ConversationId>): void {
    this.watched = shown;
    for (const timeline of this.waiting) {
      if (shown.has(timeline.id)) {
        timeline.notBefore = 0;
      }
    }
  }

  /** Called before the hole is noted. */
  delay(timeline: Timeline, now: number): void {
    if (!this.waiting.has(timeline) && !this.watched.has(timeline.id)) {
      const spread = HOLE_MAX_DELAY_MILLIS - HOLE_MIN_DELAY_MILLIS + 1;
      timeline.notBefore = now + HOLE_MIN_DELAY_MILLIS + this.random.below(spread);
    }
  }

  hurry(): void {
    for (const timeline of this.waiting) {
      timeline.notBefore = 0;
    }
  }

  /** It was asked for: the others come first now. */
  asked(timeline: Timeline): void {
    if (this.waiting.delete(timeline)) {
      this.waiting.add(timeline);
    }
  }

  /** Whether nothing is to be asked for now. */
  isIdle(now: number): boolean {
    for (const timeline of this.waiting) {
      if (timeline.notBefore <= now) {
        return false;
      }
    }
    return true;
  }

  isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  due(now: number): Timeline[] {
    const shown: Timeline[] = [];
    const newest: Timeline[] = [];
    const older: Timeline[] = [];
    for (const timeline of this.waiting) {
      if (timeline.notBefore <= now) {
        const list = this.watched.has(timeline.id) ? shown : timeline.lacksNewest() ? newest : older;
        list.push(timeline);
      }
    }
    return [...shown, ...newest, ...older];
  }

  wake(turn: Turn): void {
    for (const timeline of this.waiting) {
      if (timeline.notBefore > turn.now) {
        turn.wakeBy(timeline.notBefore);
      }
    }
  }
}
