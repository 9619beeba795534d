import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Backoff } from '../../../src/sync/core/backoff';

function ceiling(failures: number): number {
  let drawnBelow = 0;
  const backoff = new Backoff({
    below(bound) {
      drawnBelow = bound;
      return bound - 1;
    },
  });
  expect(backoff.delay(failures)).toBe(drawnBelow - 1);
  return drawnBelow - 1;
}

test('a pause is anything from nothing to a ceiling that doubles with each failure', () => {
  expect([1, 2, 3, 4, 5, 6].map(ceiling)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000]);
});

test('no pause is longer than a minute, however many have failed', () => {
  fc.assert(fc.property(fc.integer({ min: 7, max: 1_000_000 }), (failures) => ceiling(failures) === 60_000));
});

test('a pause may be none', () => {
  expect(new Backoff({ below: () => 0 }).delay(9)).toBe(0);
});
