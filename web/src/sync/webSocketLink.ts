import { BadFrame, readServer, write } from '../protocol/codec';
import type { ClientFrame } from '../protocol/frames';
import { MAX_FRAME } from '../protocol/limits';
import type { Clock } from './clock';
import type { Link, LinkListener } from './link';

const CONNECT_MILLIS = 10_000;

/**
 * One WebSocket, one frame per text message. Nothing bounds what it holds back for a slow network but the engine's
 * window: that many requests may be unanswered, and the rest stays in the database.
 */
export class WebSocketLink implements Link {
  private readonly socket: WebSocket;
  private readonly callOff: () => void;
  private opened = false;
  private ended = false;

  /** @param neverOpened instead of `closed`: a browser does not tell why a WebSocket could not be made */
  constructor(
    address: string,
    clock: Clock,
    private readonly listener: LinkListener,
    private readonly neverOpened: () => void,
  ) {
    this.socket = new WebSocket(address);
    this.socket.addEventListener('open', () => this.open());
    this.socket.addEventListener('message', (message: MessageEvent<unknown>) => this.read(message.data));
    this.socket.addEventListener('close', (event) => {
      this.end(event.reason === '' ? 'The server closed the connection.' : event.reason);
    });
    this.callOff = clock.after(CONNECT_MILLIS, () => this.end('The server does not answer.'));
  }

  send(frames: readonly ClientFrame[]): void {
    if (!this.ended && this.opened) {
      for (const frame of frames) {
        this.socket.send(write(frame));
      }
    }
  }

  /** What was given to `send` before still leaves, if the network takes it. */
  close(): void {
    this.ended = true;
    this.callOff();
    this.socket.close();
  }

  private open(): void {
    if (!this.ended) {
      this.opened = true;
      this.callOff();
      this.listener.opened();
    }
  }

  private read(data: unknown): void {
    if (this.ended || typeof data !== 'string') {
      return;
    }
    if (data.length > MAX_FRAME) {
      this.end('The server sent a frame that is too large.');
      return;
    }
    try {
      this.listener.frame(readServer(data));
    } catch (fault) {
      // Frames of an unknown kind are how the protocol grows: ignored.
      if (!(fault instanceof BadFrame)) {
        throw fault;
      }
    }
  }

  private end(reason: string): void {
    if (this.ended) {
      return;
    }
    const wasOpen = this.opened;
    this.close();
    if (wasOpen) {
      this.listener.closed(false, reason);
    } else {
      this.neverOpened();
    }
  }
}

export function connectAddress(origin: string): string {
  return `${origin.replace(/^http/, 'ws')}/v1/connect`;
}
