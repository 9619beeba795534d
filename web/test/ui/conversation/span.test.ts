import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reads } from '../../../src/store/api';
import { WAITING } from '../../../src/store/rows';
import {
  CAP,
  END,
  PAGE,
  grown,
  nearEdge,
  newestSpan,
  opening,
  trimmed,
  type Span,
} from '../../../src/ui/conversation/span';

/** The places of a conversation, answered as the database does. */
function conversation(places: readonly number[], firstUnread?: number): Reads {
  const before = (place: number, limit: number) => places.filter((each) => each < place).slice(-limit);
  const after = (place: number, limit: number) => places.filter((each) => each > place).slice(0, limit);
  const reads: Pick<Reads, 'placeBefore' | 'placeAfter' | 'firstUnread'> = {
    placeBefore: (_, place, limit) => Promise.resolve(before(place, limit)[0] ?? place),
    placeAfter: (_, place, limit) => Promise.resolve(after(place, limit).at(-1) ?? place),
    firstUnread: () => Promise.resolve(firstUnread),
  };
  return reads as Reads;
}

const within = (places: readonly number[], span: Span) =>
  places.filter((place) => place >= span.from && place <= span.to);

const range = (to: number) => Array.from({ length: to }, (_, index) => index + 1);

describe('the lines in memory', () => {
  it('are the newest where nothing is unread', async () => {
    const { span, why } = await opening(conversation(range(1_000)), 1, undefined);
    expect(why).toBe('end');
    expect(span).toEqual({ from: 941, to: END });
  });

  it('stand around the first unread line, or around the one that was asked for', async () => {
    const reads = conversation(range(1_000), 500);
    expect(await opening(reads, 1, undefined)).toEqual({ span: { from: 470, to: 560 }, place: 500, why: 'unread' });
    expect(await opening(reads, 1, 20)).toEqual({ span: { from: 1, to: 80 }, place: 20, why: 'asked' });
    expect((await opening(reads, 1, 990)).span).toEqual({ from: 960, to: END });
  });

  it('are none in an empty conversation, and then whatever comes', async () => {
    const { span } = await opening(conversation([]), 1, undefined);
    expect(within([1, 2 ** 50], span)).toEqual([1, 2 ** 50]);
  });

  it('begin before what waits, which is put behind what was sent when it gets its seq', async () => {
    const waiting = range(100).map((n) => WAITING + n);
    expect((await newestSpan(conversation(waiting), 1)).from).toBe(0);
    expect((await newestSpan(conversation([...range(7), ...waiting]), 1)).from).toBe(7);
    expect((await newestSpan(conversation([...range(7), ...waiting.slice(0, 3)]), 1)).from).toBe(1);
  });

  it('grow by a page at each side until there is nothing more', async () => {
    const reads = conversation(range(300));
    let span: Span = { from: 150, to: 160 };
    span = await grown(reads, 1, span, 'before');
    expect(span).toEqual({ from: 70, to: 160 });
    span = await grown(reads, 1, span, 'before');
    expect(span).toEqual({ from: 1, to: 160 });
    expect(await grown(reads, 1, span, 'before')).toBe(span);
    span = await grown(reads, 1, span, 'after');
    expect(span).toEqual({ from: 1, to: 240 });
    span = await grown(reads, 1, span, 'after');
    expect(span).toEqual({ from: 1, to: END });
    expect(await grown(reads, 1, span, 'after')).toBe(span);
  });

  it('never are more than the cap after a cut, always hold what is on the screen, and stay one piece', () => {
    const gap = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(
        fc.array(gap, { minLength: 1, maxLength: CAP * 3 }),
        fc.nat(),
        fc.integer({ min: 1, max: CAP }),
        fc.boolean(),
        (gaps, start, height, atEnd) => {
          let place = 0;
          const places = gaps.map((step) => (place += step));
          const first = start % places.length;
          const last = Math.min(places.length - 1, first + height - 1);
          const span = { from: places[0] ?? 0, to: atEnd ? END : place };
          const cut = trimmed(span, places, { first, last });
          const left = within(places, cut);
          expect(left.length).toBeLessThanOrEqual(CAP);
          expect(left).toEqual(expect.arrayContaining(places.slice(first, last + 1)));
          expect(left.length).toBe(Math.min(CAP, places.length));
          expect(places.join(',')).toContain(left.join(','));
        },
      ),
    );
  });

  it('follow a screen that scrolls any way, and reach both ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 2_000 }),
        fc.array(fc.integer({ min: -300, max: 300 }), { maxLength: 40 }),
        async (count, moves) => {
          const places = range(count);
          const reads = conversation(places);
          let span = await newestSpan(reads, 1);
          let at = count;
          for (const move of [...moves, ...Array.from({ length: 60 }, () => -40)]) {
            const wanted = at + move;
            const inMemory = within(places, span);
            // A screen cannot leave what is in memory.
            at = Math.max(inMemory[0] ?? 1, Math.min(inMemory.at(-1) ?? 1, wanted));
            let lines = inMemory;
            for (let steps = 0; steps < 4; steps++) {
              const seen = { first: Math.max(0, lines.indexOf(at) - 20), last: lines.indexOf(at) };
              const side = nearEdge(span, lines.length, seen, (lines[0] ?? 1) > 1);
              if (side === undefined) {
                break;
              }
              span = await grown(reads, 1, span, side);
              lines = within(places, span);
              expect(lines.length).toBeLessThanOrEqual(CAP + PAGE);
              const index = lines.indexOf(at);
              expect(index).toBeGreaterThanOrEqual(0);
              span = trimmed(span, lines, { first: Math.max(0, index - 20), last: index });
              lines = within(places, span);
              expect(lines).toContain(at);
              expect(lines.length).toBeLessThanOrEqual(CAP);
            }
          }
          expect(within(places, span)[0]).toBeLessThanOrEqual(Math.max(1, at - 20));
        },
      ),
      { numRuns: 30 },
    );
  });
});
