import type { Connection } from '../store/model';
import type { Clock } from './clock';
import type { Status } from './core/effects';

/**
 * How the engine stands, in the words of the model. The same moment for the same wait, or live queries would never come
 * to rest: rounded to seconds.
 */
export function connectionOf(status: Status, clock: Clock): Connection {
  const { phase } = status;
  switch (phase.type) {
    case 'idle':
      return { type: 'offline' };
    case 'connecting':
      return { type: 'connecting' };
    case 'online':
      return { type: 'online', caughtUp: status.caughtUp };
    case 'waiting': {
      const at = clock.wall() + phase.at - clock.now();
      return { type: 'waiting', at: Math.round(at / 1000) * 1000, reason: phase.reason };
    }
    case 'signedOut':
      return { type: 'signedOut', reason: phase.reason };
    default:
      return phase satisfies never;
  }
}
