import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { reused, stage } from '../../../src/ui/conversation/stage';
import { message } from './messages';

const line = (place: number) => message({ place, key: place });
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => line(from + index));
const keys = (shown: readonly { readonly key: number }[] | undefined) => shown?.map((each) => each.key);

it('older lines shift the list, newer ones do not', () => {
  expect(stage(lines(5, 9), lines(1, 9))).toMatchObject({ shift: true });
  expect(stage(lines(5, 9), lines(7, 9))).toMatchObject({ shift: true });
  expect(stage(lines(5, 9), lines(5, 12))).toMatchObject({ shift: false });
  expect(stage(lines(5, 9), lines(5, 7))).toMatchObject({ shift: false });
});

it('changes at both ends are two steps', () => {
  const first = stage(lines(5, 9), lines(1, 12));
  expect(keys(first?.lines)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(keys(first?.rest)).toEqual(keys(lines(1, 12)));
});

it('lines that have nothing in common begin a new list', () => {
  expect(stage(lines(1, 9), lines(20, 29))).toBeUndefined();
  expect(stage([], lines(20, 29))).toMatchObject({ shift: false });
});

it('ends with what is to be shown, and each step changes the length at one end only', () => {
  const some = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat(40)).map(([from, more]) => lines(from, from + more));
  fc.assert(
    fc.property(some, some, (shown, next) => {
      let step = stage(shown, next);
      let before: readonly { readonly key: number }[] = shown;
      for (let steps = 0; step !== undefined; steps++) {
        expect(steps).toBeLessThan(3);
        const kept = keys(before)?.filter((key) => keys(step?.lines)?.includes(key)) ?? [];
        if (step.shift) {
          expect(keys(step.lines)?.at(-1)).toBe(step.rest === undefined ? next.at(-1)?.key : before.at(-1)?.key);
        } else if (before.length > 0) {
          expect(keys(step.lines)?.[0]).toBe(kept[0]);
        }
        if (step.rest === undefined) {
          expect(keys(step.lines)).toEqual(keys(next));
          return;
        }
        before = step.lines;
        step = stage(step.lines, step.rest);
      }
    }),
  );
});

it('lines that have not changed are the same objects', () => {
  const shown = lines(1, 3);
  const next = [line(1), { ...line(2), text: 'edited' }, line(3), line(4)];
  const again = reused(shown, next);
  expect(again[0]).toBe(shown[0]);
  expect(again[1]).toBe(next[1]);
  expect(again[2]).toBe(shown[2]);
  expect(again[3]).toBe(next[3]);
});
