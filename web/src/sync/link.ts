import type { ClientFrame, ServerFrame } from '../protocol/frames';

/** One connection, or the attempt at one. */
export interface Link {
  /** Sends these frames in this order, behind everything given before. After a close it does nothing. */
  send(frames: readonly ClientFrame[]): void;
  /** Ends the connection at once; its listener hears nothing any more. */
  close(): void;
}

export interface LinkListener {
  opened(): void;
  frame(frame: ServerFrame): void;
  /**
   * The connection is gone, or was never made. Nothing is called after this.
   *
   * @param unauthorized whether the server said that the session is not valid
   * @param reason for people
   */
  closed(unauthorized: boolean, reason: string): void;
}

/**
 * How frames travel. Begins to connect and returns at once; exactly one of `opened` and `closed` is called next, never
 * before it has returned.
 */
export interface Transport {
  connect(listener: LinkListener): Link;
}

export const UNREACHABLE = 'The server cannot be reached.';
export const SIGNED_OUT = 'The server does not accept this session any more. Sign in again.';
