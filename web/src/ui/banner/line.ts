import type { Connection } from '../../store/model';
import { words } from '../words';

/** One line above everything, and what can be done about what it says. */
export interface Line {
  readonly about: 'connection' | 'storage' | 'update';
  readonly look: 'quiet' | 'waiting';
  readonly text: string;
  readonly action?: 'tryNow' | 'keep' | 'reload';
  /** Usually over in a moment: shown when it is not. */
  readonly patient?: true;
  /** When it is tried again, on this device's clock: counted down before the text. */
  readonly until?: number;
}

export interface Facts {
  readonly connection: Connection;
  /** What the browser itself says of the network. */
  readonly network: boolean;
  /** Messages that wait here. */
  readonly waiting: number;
  /** False where the browser may delete what is stored. */
  readonly persisted: boolean;
  readonly update: boolean;
}

/** Nothing, as long as there is nothing to say. */
export function bannerLines(facts: Facts): readonly Line[] {
  const lines = [connectionLine(facts), storageLine(facts), updateLine(facts)];
  return lines.filter((line) => line !== undefined);
}

function connectionLine({ connection, network, waiting }: Facts): Line | undefined {
  const say = words.banner;
  const about = 'connection';
  switch (connection.type) {
    case 'signedOut':
      return { about, look: 'waiting', text: `${say.signedOut} ${say.signIn(waiting)}` };
    case 'waiting': {
      const storage = storageFault(connection.reason);
      if (storage !== undefined) {
        return { about: 'storage', look: 'waiting', text: storage, action: 'tryNow' };
      }
      return network
        ? { about, look: 'waiting', text: say.waitingShort(waiting), until: connection.at, action: 'tryNow' }
        : { about, look: 'waiting', text: `${say.noNetwork} ${say.waiting(waiting)}` };
    }
    case 'connecting':
    case 'offline':
      return network
        ? { about, look: 'quiet', text: say.connecting, patient: true }
        : { about, look: 'waiting', text: `${say.noNetwork} ${say.waiting(waiting)}` };
    case 'online':
      if (!network && waiting > 0) {
        // The connection has not noticed yet; or the server is on this very machine, and then it goes out at once.
        return { about, look: 'waiting', text: `${say.noNetwork} ${say.waiting(waiting)}`, patient: true };
      }
      return connection.caughtUp ? undefined : { about, look: 'quiet', text: say.catchingUp, patient: true };
    default: {
      const never: never = connection;
      return never;
    }
  }
}

/** What stands between the server and this device is the browser's storage, not the network. */
function storageFault(reason: string): string | undefined {
  switch (reason) {
    case 'storage.full':
    case 'storage.blocked':
    case 'storage.broken':
      return words.banner.storage[reason];
    default:
      return undefined;
  }
}

/** While there is a connection what waits is gone in a moment, and there is nothing to be afraid of. */
function storageLine({ connection, waiting, persisted }: Facts): Line | undefined {
  return waiting > 0 && !persisted && connection.type !== 'online'
    ? { about: 'storage', look: 'waiting', text: words.banner.evictable(waiting), action: 'keep' }
    : undefined;
}

function updateLine({ update }: Facts): Line | undefined {
  return update ? { about: 'update', look: 'quiet', text: words.banner.update, action: 'reload' } : undefined;
}
