import type { PresenceState } from '../../protocol/frames';
import type { Turn } from './turn';

export const HEARTBEAT_MILLIS = 25_000;
export const IDLE_MILLIS = 300_000;

/**
 * Says how this device's user is there: nothing until they have done something here, again every 25 s, and at once when
 * it changes.
 */
export class OwnPresence {
  private activeAt: number | undefined;
  private isBusy = false;
  /** On this connection. */
  private said: PresenceState | undefined;
  private sayAgainAt = 0;

  active(now: number): void {
    this.activeAt = now;
  }

  busy(isBusy: boolean): void {
    this.isBusy = isBusy;
  }

  connectionLost(): void {
    this.said = undefined;
  }

  pump(turn: Turn): void {
    const state = this.state(turn.now);
    if (state !== undefined && (state !== this.said || turn.now >= this.sayAgainAt)) {
      this.say(turn, state);
    }
  }

  /** The connection is about to be closed on purpose. */
  leaving(turn: Turn): void {
    if (this.said !== undefined) {
      this.say(turn, 'offline');
    }
    this.activeAt = undefined;
  }

  wake(turn: Turn): void {
    if (this.activeAt !== undefined) {
      turn.wakeBy(this.sayAgainAt);
      const idleAt = this.activeAt + IDLE_MILLIS;
      if (turn.now < idleAt) {
        turn.wakeBy(idleAt);
      }
    }
  }

  private state(now: number): PresenceState | undefined {
    if (this.activeAt === undefined) {
      return undefined;
    }
    if (this.isBusy) {
      return 'busy';
    }
    return now < this.activeAt + IDLE_MILLIS ? 'online' : 'away';
  }

  private say(turn: Turn, state: PresenceState): void {
    this.said = state;
    this.sayAgainAt = turn.now + HEARTBEAT_MILLIS;
    turn.act({ type: 'sendFrame', frame: { t: 'presence', state } });
  }
}
