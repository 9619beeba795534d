import { expect, it } from 'vitest';
import { rows } from '../../../src/ui/conversation/rows';
import { message } from './messages';

const noon = new Date(2026, 10, 22, 12, 0).getTime();
const minute = 60_000;

it('messages of one person within minutes stand together', () => {
  const lines = [
    message({ place: 1, at: noon }),
    message({ place: 2, at: noon + minute }),
    message({ place: 3, at: noon + 7 * minute }),
    message({ place: 4, at: noon + 8 * minute, sender: 'ucarol' }),
    message({ place: 5, at: noon + 8 * minute, sender: 'ucarol' }),
  ];
  expect(rows(lines, undefined).map(({ head, tail }) => [head, tail])).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, false],
    [false, true],
  ]);
});

it('a change of the group, a new day and new messages part a group', () => {
  const change = { type: 'leave' } as const;
  const lines = [
    message({ place: 1, at: noon }),
    message({ place: 2, at: noon, change }),
    message({ place: 3, at: noon }),
    message({ place: 4, at: noon }),
    message({ place: 5, at: noon + 12 * 60 * minute - 1 }),
    message({ place: 6, at: noon + 12 * 60 * minute }),
  ];
  expect(rows(lines, 4).map(({ head }) => head)).toEqual([true, true, true, true, true, true]);
});

it('each day begins with its line', () => {
  const day = 24 * 60 * minute;
  const lines = [noon, noon + minute, noon + day, noon + 3 * day].map((at, place) => message({ place, at }));
  expect(rows(lines, undefined).map((row) => row.day)).toEqual([true, false, true, true]);
});

it('"New messages" stands above the first of them, and nowhere when that is not in memory', () => {
  const lines = [5, 6, 9].map((place) => message({ place }));
  const fresh = (at: number | undefined) => rows(lines, at).map((row) => row.fresh);
  expect(fresh(6)).toEqual([false, true, false]);
  expect(fresh(7)).toEqual([false, false, true]);
  expect(fresh(5)).toEqual([true, false, false]);
  expect(fresh(3)).toEqual([false, false, false]);
  expect(fresh(10)).toEqual([false, false, false]);
  expect(fresh(undefined)).toEqual([false, false, false]);
});
