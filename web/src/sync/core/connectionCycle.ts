import type { FrameOf, ServerFrame } from '../../protocol/frames';
import type { Backoff } from './backoff';
import type { Phase } from './effects';
import { max } from './numbers';
import type { Turn } from './turn';

type State = 'idle' | 'connecting' | 'greeting' | 'online' | 'waiting' | 'signedOut';

/** Idle → connecting → greeting → online → waiting → connecting … */
export class ConnectionCycle {
  private state: State = 'idle';
  private failures = 0;
  private retryAt = 0;
  private notBefore = 0;
  private reason = '';

  constructor(private readonly backoff: Backoff) {}

  /** A connection exists, greeted or not. */
  isOpen(): boolean {
    return this.state === 'greeting' || this.state === 'online';
  }

  isOnline(): boolean {
    return this.state === 'online';
  }

  connect(turn: Turn): void {
    this.state = 'connecting';
    turn.act({ type: 'connect' });
  }

  opened(): void {
    this.state = 'greeting';
  }

  welcomed(): void {
    this.state = 'online';
    this.notBefore = 0;
  }

  /** The server has proved that it works: the next failure is the first one again. */
  proved(): void {
    this.failures = 0;
  }

  draining(turn: Turn, draining: FrameOf<ServerFrame, 'draining'>): void {
    this.notBefore = turn.now + draining.retryAfter;
  }

  closed(turn: Turn, unauthorized: boolean, why: string): void {
    if (this.state === 'signedOut') {
      return;
    }
    this.reason = why;
    if (unauthorized) {
      this.state = 'signedOut';
      return;
    }
    this.failures += 1;
    this.state = 'waiting';
    this.retryAt = max(this.notBefore, turn.now) + this.backoff.delay(this.failures);
  }

  signedOut(turn: Turn, why: string): void {
    this.reason = why;
    this.state = 'signedOut';
    turn.act({ type: 'disconnect', reason: why });
  }

  /** The network is said to be back. */
  tryNow(turn: Turn): void {
    if (this.state === 'waiting' || this.state === 'signedOut') {
      this.connect(turn);
    }
  }

  tick(turn: Turn): void {
    if (this.state === 'waiting' && turn.now >= this.retryAt) {
      this.connect(turn);
    }
  }

  wake(turn: Turn): void {
    if (this.state === 'waiting') {
      turn.wakeBy(this.retryAt);
    }
  }

  phase(): Phase {
    switch (this.state) {
      case 'idle':
        return { type: 'idle' };
      case 'connecting':
      case 'greeting':
        return { type: 'connecting' };
      case 'online':
        return { type: 'online' };
      case 'waiting':
        return { type: 'waiting', at: this.retryAt, reason: this.reason };
      case 'signedOut':
        return { type: 'signedOut', reason: this.reason };
      default:
        return this.state satisfies never;
    }
  }
}
