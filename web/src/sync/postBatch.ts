import type { ClientFrame, FrameOf } from '../protocol/frames';
import { MAX_POST } from '../protocol/limits';
import { written } from './framesPost';

type Hello = FrameOf<ClientFrame, 'hello'>;
type Watch = FrameOf<ClientFrame, 'watch'>;
type Presence = FrameOf<ClientFrame, 'presence'>;

const MAX_FRAMES = 256;
const ROOM_FOR_THE_REST = 64;
const UTF_8 = new TextEncoder();

export interface Batch {
  readonly frames: readonly string[];
  /** How many `current` answer it: one for each `hello` and `check`. */
  readonly currents: number;
  /** Whether the engine waits for one of them: its own `hello` or `check` is in it. */
  readonly asked: boolean;
  /** Whether losing any frame of it would matter although nothing answers that frame. */
  readonly receipts: boolean;
}

/**
 * What one connection of the engine's has said, cut into requests. Every request is a session of its own for the
 * server, so each begins with a `hello`, and says again what is on the screen.
 */
export class PostBatches {
  private readonly queue: ClientFrame[] = [];
  private hello: Hello | undefined;
  private watch: Watch | undefined;
  private presence: Presence | undefined;
  /** Everything before it was handed on to the engine. */
  mark: string | undefined;
  epoch: string | undefined;

  add(frames: readonly ClientFrame[]): void {
    this.queue.push(...frames);
  }

  /** Whether the engine has something to say. */
  get waiting(): boolean {
    return this.queue.length > 0;
  }

  /** Everything that waits and fits; nothing but the greeting if nothing does. */
  next(): Batch {
    const first = this.greeting();
    const frames = [written(first.hello)];
    let bytes = size(frames[0] ?? '');
    let currents = 1;
    let receipts = false;
    // Repeated in front, so that a newer one of the engine's counts.
    for (const frame of [this.watch, this.presence]) {
      if (frame !== undefined) {
        const text = written(frame);
        frames.push(text);
        bytes += size(text);
      }
    }
    for (let frame = this.queue[0]; frame !== undefined && frames.length < MAX_FRAMES; frame = this.queue[0]) {
      const text = written(this.ofNow(frame));
      const more = size(text);
      // Behind a greeting there is always room for one: no frame is over half of it.
      if (bytes + more > MAX_POST - ROOM_FOR_THE_REST) {
        break;
      }
      this.queue.shift();
      this.remember(frame);
      frames.push(text);
      bytes += more;
      currents += frame.t === 'check' ? 1 : 0;
      receipts ||= frame.t === 'receipts';
    }
    return { frames, currents, asked: first.asked || currents > 1, receipts };
  }

  private greeting(): { readonly hello: Hello; readonly asked: boolean } {
    const first = this.queue[0];
    if (first?.t === 'hello') {
      this.queue.shift();
      this.hello = first;
      this.mark = first.mark;
      return { hello: first, asked: true };
    }
    if (this.hello === undefined) {
      throw new Error('the first frame of a connection is hello');
    }
    const { t, version, agent } = this.hello;
    return { hello: { t, version, agent, epoch: this.epoch, mark: this.mark, receipts: [] }, asked: false };
  }

  /** The engine learns of marks only where it asks; what it asks for with an older one is here already. */
  private ofNow(frame: ClientFrame): ClientFrame {
    return frame.t === 'check' && frame.mark !== undefined ? { ...frame, mark: this.mark } : frame;
  }

  private remember(frame: ClientFrame): void {
    if (frame.t === 'watch') {
      this.watch = frame;
    } else if (frame.t === 'presence') {
      this.presence = frame;
    }
  }
}

function size(text: string): number {
  return UTF_8.encode(text).length + 1;
}
