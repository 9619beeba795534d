import { describe, expect, it } from 'vitest';
import { BadFrame, readPosted } from '../../src/protocol/codec';
import { golden, read, readAndWrite, textOf, type Vector } from './golden';

const FRAMES = golden<Vector[]>('frames.json');

describe('frames of the golden file', () => {
  it.each(FRAMES.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const text = textOf(vector);
    const again = readAndWrite(vector.from, text);
    expect(again).toBe(text);
    expect(read(vector.from, again)).toEqual(read(vector.from, text));
  });

  it('are of every type that there is', () => {
    const types = new Set(FRAMES.map((vector) => `${vector.from} ${read(vector.from, textOf(vector)).t}`));
    expect(types.size).toBe(10 + 17);
  });
});

interface Refused extends Vector {
  readonly code: string;
  readonly message?: string;
  readonly rid?: number;
  readonly refused?: string;
}

describe('what is no frame', () => {
  it.each(golden<Refused[]>('refused.json').map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const fault = faultOf(() => read(vector.from, textOf(vector)));
    expect(fault).toBeInstanceOf(BadFrame);
    const { code, message, rid, refused } = fault as BadFrame;
    expect(code).toBe(vector.code);
    expect(message).toContain(vector.message ?? '');
    expect(rid).toBe(vector.rid);
    expect(refused && `${refused.conversation} ${refused.id}`).toBe(vector.refused);
  });
});

function faultOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (fault) {
    return fault;
  }
}

interface Later extends Vector {
  readonly read_as: string;
}

describe('what a later version adds is read as if it were not there', () => {
  it.each(golden<Later[]>('evolution.json').map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    expect(readAndWrite(vector.from, textOf(vector))).toBe(vector.read_as);
    expect(read(vector.from, textOf(vector))).toEqual(read(vector.from, vector.read_as));
  });
});

describe('the answer to a POST', () => {
  it('is its frames, without those of a later version', () => {
    const frames = readPosted('{"frames":[{"t":"behind"},{"t":"telepathy"},{"t":"draining","retry_after":5}]}');
    expect(frames).toEqual([{ t: 'behind' }, { t: 'draining', retryAfter: 5 }]);
  });

  it('is refused as a whole for one bad frame in it', () => {
    expect(() => readPosted('{"frames":[{"t":"behind"},{"t":"draining"}]}')).toThrow(BadFrame);
    expect(() => readPosted('{"frames":[{"t":"behind"},7]}')).toThrow(BadFrame);
    expect(() => readPosted('[]')).toThrow(BadFrame);
  });
});
