import { BadFrame } from './badFrame';
import { Fields } from './fields';
import type { ServerFrame } from './frames';
import { parseObject } from './json';
import { readServerFields } from './serverCodec';

export { BadFrame } from './badFrame';
export { readClient, write } from './clientCodec';
export { readServer, writeServer } from './serverCodec';

const MAX_FRAMES = 100_000;

/**
 * The answer to `POST /v1/frames`. Frames of a later version are left out.
 *
 * @throws BadFrame if it is none, or any of its frames is a bad one
 */
export function readPosted(text: string): readonly ServerFrame[] {
  const frames = new Fields(parseObject(text)).list('frames', MAX_FRAMES, (fields) => {
    try {
      // A frame's own errors name its fields as they are called in a frame.
      return readServerFields(fields);
    } catch (fault) {
      if (fault instanceof BadFrame && fault.code === 'unknown_frame') {
        return undefined;
      }
      throw fault;
    }
  });
  return frames.filter((frame) => frame !== undefined);
}
