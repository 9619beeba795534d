import type { Clock } from './clock';
import type { Fetch } from './framesPost';
import { SIGNED_OUT, UNREACHABLE, type Link, type LinkListener, type Transport } from './link';
import { PostLink } from './postLink';
import { WebSocketLink, connectAddress } from './webSocketLink';

/** A server that just comes up may answer a request right after it has not taken a WebSocket. */
const FAILURES_BEFORE_POSTING = 2;
/** After which a WebSocket is tried again although the last ones did not get through. */
const POSTING_MILLIS = 10 * 60_000;

export interface TransportParts {
  readonly origin: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Whether the browser would send this user's cookie: another's would have their messages sent as somebody else. */
  readonly permitted: () => Promise<boolean>;
  /** What the server says when it is asked who this is. */
  readonly ask: () => Promise<'known' | 'unknown' | 'unreachable'>;
}

/** For a page: a WebSocket, or requests where the way lets requests through and no WebSockets. */
export class PageTransport implements Transport {
  private failures = 0;
  private postingUntil = 0;

  constructor(private readonly parts: TransportParts) {}

  connect(listener: LinkListener): Link {
    const attempt = new Attempt();
    void this.begin(attempt, listener);
    return attempt;
  }

  private async begin(attempt: Attempt, listener: LinkListener): Promise<void> {
    let permitted: boolean;
    try {
      permitted = await this.parts.permitted();
    } catch (fault) {
      listener.closed(false, fault instanceof Error ? fault.message : String(fault));
      return;
    }
    if (attempt.ended) {
      return;
    }
    if (!permitted) {
      listener.closed(true, 'The session belongs to another account.');
    } else if (this.parts.clock.now() < this.postingUntil) {
      this.post(attempt, listener);
    } else {
      attempt.use(this.webSocket(attempt, listener));
    }
  }

  private post(attempt: Attempt, listener: LinkListener): void {
    const { clock } = this.parts;
    attempt.use(new PostLink({ ...this.parts, polling: true }, listener));
    clock.after(this.postingUntil - clock.now(), () => {
      if (!attempt.ended) {
        attempt.close();
        listener.closed(false, 'A better connection is tried.');
      }
    });
  }

  private webSocket(attempt: Attempt, listener: LinkListener): Link {
    const opened = (): void => {
      this.failures = 0;
      listener.opened();
    };
    return new WebSocketLink(
      connectAddress(this.parts.origin),
      this.parts.clock,
      { opened, frame: (frame) => listener.frame(frame), closed: (...why) => listener.closed(...why) },
      () => void this.explain(attempt, listener),
    );
  }

  /** A browser hides why a WebSocket could not be made, so that is asked for in another way; once for each attempt. */
  private async explain(attempt: Attempt, listener: LinkListener): Promise<void> {
    const answer = await this.parts.ask();
    if (attempt.ended) {
      return;
    }
    switch (answer) {
      case 'known':
        this.failures += 1;
        if (this.failures >= FAILURES_BEFORE_POSTING) {
          // The next one after this time is the only one that is tried before requests will do again.
          this.failures = FAILURES_BEFORE_POSTING - 1;
          this.postingUntil = this.parts.clock.now() + POSTING_MILLIS;
          this.post(attempt, listener);
        } else {
          listener.closed(false, 'The connection does not get through.');
        }
        break;
      case 'unknown':
        listener.closed(true, SIGNED_OUT);
        break;
      case 'unreachable':
        listener.closed(false, UNREACHABLE);
        break;
      default:
        answer satisfies never;
    }
  }
}

/** What becomes a link once it is known which one. */
class Attempt implements Link {
  ended = false;
  private link: Link | undefined;

  use(link: Link): void {
    this.link = link;
  }

  send(frames: Parameters<Link['send']>[0]): void {
    this.link?.send(frames);
  }

  close(): void {
    this.ended = true;
    this.link?.close();
  }
}

/** For a service worker, which lives too short for a connection. */
export function postTransport(parts: Omit<TransportParts, 'origin' | 'ask'>): Transport {
  return { connect: (listener) => new PostLink({ ...parts, polling: false }, listener) };
}
