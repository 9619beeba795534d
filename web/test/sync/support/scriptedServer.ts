import type { ClientFrame, FrameOf, ServerFrame } from '../../../src/protocol/frames';
import type { Link, LinkListener, Transport } from '../../../src/sync/link';

/** A transport whose other end is the test: it sees what is sent, and says what comes. */
export class ScriptedServer implements Transport {
  readonly connections: ScriptedConnection[] = [];

  connect(listener: LinkListener): Link {
    const connection = new ScriptedConnection(listener);
    this.connections.push(connection);
    return connection;
  }

  get last(): ScriptedConnection {
    const last = this.connections.at(-1);
    if (last === undefined) {
      throw new Error('nobody has connected');
    }
    return last;
  }
}

export class ScriptedConnection implements Link {
  readonly sent: ClientFrame[] = [];
  open = true;

  constructor(readonly listener: LinkListener) {}

  send(frames: readonly ClientFrame[]): void {
    if (this.open) {
      this.sent.push(...frames);
    }
  }

  close(): void {
    this.open = false;
  }

  /** Each frame comes by itself, all before anything else happens. */
  say(...frames: readonly ServerFrame[]): void {
    for (const frame of frames) {
      this.listener.frame(frame);
    }
  }

  of<T extends ClientFrame['t']>(type: T): readonly FrameOf<ClientFrame, T>[] {
    return this.sent.filter((frame): frame is FrameOf<ClientFrame, T> => frame.t === type);
  }

  types(): string {
    return this.sent.map((frame) => frame.t).join(' ');
  }
}
