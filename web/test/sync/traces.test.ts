import { describe, expect, it } from 'vitest';
import { difference } from './traces/difference';
import { HOW_TO_MAKE, traces } from './traces/files';
import { replay } from './traces/replay';

const ENOUGH = 10_000;
const SHOWN = 5;

describe('the engine', () => {
  it('does in 10,000 lives what the Java engine did in them', { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    let count = 0;
    for await (const trace of traces()) {
      const found = replay(trace);
      if (found !== undefined) {
        wrong.push(`trace ${count}, ${found}`);
      }
      count++;
    }
    expect(count, HOW_TO_MAKE).toBeGreaterThanOrEqual(ENOUGH);
    expect(wrong.length, `of ${count} traces ${wrong.length}:\n${wrong.slice(0, SHOWN).join('\n')}`).toBe(0);
  });
});

describe('what compares effects', () => {
  it('names the first place where they differ', () => {
    expect(difference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toBe('at .a[1].b: 2 instead of 3');
    expect(difference({ a: [1] }, { a: [1, 2] })).toBe('at .a: 1 of them instead of 2, not 2');
    expect(difference({ a: [1, 2] }, { a: [1] })).toBe('at .a: 2 of them instead of 1, also 2');
    expect(difference({ a: [] }, { a: {} })).toBe('at .a: [] instead of {}');
    expect(difference({ a: null }, {})).toBe('at .a: null instead of nothing');
    expect(difference(0, 1)).toBe('at the whole: 0 instead of 1');
  });

  it('does not mind the order of fields, nor whether an absent one is there', () => {
    expect(difference({ a: 1, b: undefined, c: [2] }, { c: [2], a: 1 })).toBeUndefined();
  });
});
