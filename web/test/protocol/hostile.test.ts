import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden } from './golden';
import { type Hostile, type Speech, bytesOf, joined, verdict } from './hostile';

/** Bytes that somebody sends who means no good. The Java twin reads the same file: `HostileBytesTest`. */
describe('what somebody sends who means no good', () => {
  it.each(golden<Hostile[]>('hostile.json').map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    if (vector.code !== undefined) {
      expect(verdict(vector.as, bytesOf(vector))).toBe(vector.code);
      return;
    }
    const form = joined(vector.read_as ?? '');
    expect(verdict(vector.as, bytesOf(vector))).toBe(form);
    expect(verdict(vector.as, Buffer.from(form))).toBe(form);
  });
});

const LONG = 8 * 1024;
const SAMPLES = ['frames.json', 'evolution.json', 'refused.json', 'hostile.json']
  .flatMap((file) => golden<(Hostile & { from: Speech })[]>(file))
  .map((vector) => ({ as: vector.as ?? vector.from, bytes: bytesOf(vector) }))
  .filter(({ bytes }) => bytes.length <= LONG);

/** What is put where something was. */
const PIECES = [
  '',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '\\u',
  'null',
  '-0',
  '1e999',
  '9007199254740992',
  '"t"',
  '\u{feff}',
];

describe('what is damaged, wherever and however', () => {
  const piece = fc.oneof(
    fc.constantFrom(...PIECES.map((text) => Buffer.from(text))),
    fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
    // A part of another one.
    fc.tuple(fc.constantFrom(...SAMPLES), fc.nat(), fc.nat({ max: 200 })).map(([{ bytes }, from, length]) =>
      Buffer.from(bytes)
        .subarray(from % (bytes.length + 1))
        .subarray(0, length),
    ),
  );
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 20 }), piece), { maxLength: 4 });

  it('is understood or refused, and means the same when it is written again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLES), damage, ({ as, bytes }, cuts) => {
        let damaged = Buffer.from(bytes);
        for (const [at, gone, put] of cuts) {
          const from = at % (damaged.length + 1);
          damaged = Buffer.concat([damaged.subarray(0, from), put, damaged.subarray(from + gone)]);
        }
        const said = verdict(as, damaged);
        if (said.startsWith('{')) {
          expect(verdict(as, Buffer.from(said))).toBe(said);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
