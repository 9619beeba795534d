import { BadFrame, readPosted, write } from '../protocol/codec';
import type { ClientFrame, ServerFrame } from '../protocol/frames';
import { SIGNED_OUT, UNREACHABLE } from './link';

/** As much of `fetch` as is used here. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

export type Posted =
  | { readonly type: 'answered'; readonly frames: readonly ServerFrame[] }
  | { readonly type: 'unauthorized'; readonly reason: string }
  | { readonly type: 'failed'; readonly reason: string };

/** One `POST /v1/frames`. @param frames already written, the first one a `hello` */
export async function postFrames(
  fetcher: Fetch,
  frames: readonly string[],
  wait: number,
  signal: AbortSignal,
): Promise<Posted> {
  let status: number;
  let text: string;
  try {
    const response = await fetcher('/v1/frames', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: `{"frames":[${frames.join(',')}]${wait > 0 ? `,"wait":${wait}` : ''}}`,
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    });
    status = response.status;
    text = await response.text();
  } catch {
    return { type: 'failed', reason: UNREACHABLE };
  }
  if (status === 401) {
    return { type: 'unauthorized', reason: SIGNED_OUT };
  }
  if (status !== 200) {
    return { type: 'failed', reason: `The server answered with status ${status}.` };
  }
  try {
    return { type: 'answered', frames: readPosted(text) };
  } catch (fault) {
    if (fault instanceof BadFrame) {
      return { type: 'failed', reason: 'What answered is no Godwit server.' };
    }
    throw fault;
  }
}

/** How a frame stands in such a request. */
export const written: (frame: ClientFrame) => string = write;
