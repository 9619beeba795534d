import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RangeSet } from '../../../src/sync/core/rangeSet';

const HIGHEST = 60;

type Step =
  | { readonly do: 'add'; readonly from: number; readonly length: number }
  | { readonly do: 'truncate' | 'forgetBelow'; readonly at: number };

const add = fc.record({
  do: fc.constant('add' as const),
  from: fc.integer({ min: 1, max: 40 }),
  length: fc.integer({ min: 1, max: 8 }),
});
const cut = fc.record({
  do: fc.constantFrom('truncate' as const, 'forgetBelow' as const),
  at: fc.integer({ min: 0, max: 45 }),
});
const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof({ arbitrary: add, weight: 6 }, cut), {
  maxLength: 60,
  size: 'max',
});

/** The same with a plain set of numbers. */
class Naive {
  readonly seqs = new Set<number>();

  take(step: Step): boolean {
    const before = this.seqs.size;
    if (step.do === 'add') {
      for (let seq = step.from; seq < step.from + step.length; seq += 1) {
        this.seqs.add(seq);
      }
    } else {
      for (const seq of this.seqs) {
        if (step.do === 'truncate' ? seq > step.at : seq < step.at) {
          this.seqs.delete(seq);
        }
      }
    }
    return this.seqs.size > before;
  }

  hole(head: number): { from: number; to: number } | undefined {
    let to = head;
    while (to > 0 && this.seqs.has(to)) {
      to -= 1;
    }
    let from = to;
    while (from > 1 && !this.seqs.has(from - 1)) {
      from -= 1;
    }
    return to === 0 ? undefined : { from, to };
  }

  text(): string {
    const parts: string[] = [];
    for (let seq = 1; seq <= HIGHEST; seq += 1) {
      if (this.seqs.has(seq) && !this.seqs.has(seq - 1)) {
        let to = seq;
        while (this.seqs.has(to + 1)) {
          to += 1;
        }
        parts.push(to === seq ? `${seq}` : `${seq}-${to}`);
      }
    }
    return parts.join(',');
  }
}

test('it behaves as a set of numbers whatever is done to it', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const ranges = new RangeSet();
      const naive = new Naive();
      for (const step of all) {
        const isNew = naive.take(step);
        if (step.do === 'add') {
          expect(ranges.add(step.from, step.from + step.length - 1)).toBe(isNew);
        } else {
          ranges[step.do](step.at);
        }
        expect(ranges.toString()).toBe(naive.text());
        expect(ranges.isEmpty()).toBe(naive.seqs.size === 0);
        expect(ranges.max()).toBe([...naive.seqs].reduce((one, other) => Math.max(one, other), 0));
        expect(ranges.contiguousEnd()).toBe((naive.hole(HIGHEST)?.from ?? 0) === 1 ? 0 : endOfFirst(naive));
      }
    }),
  );
});

function endOfFirst(naive: Naive): number {
  let end = 0;
  while (naive.seqs.has(end + 1)) {
    end += 1;
  }
  return end;
}

test('it knows what it has and finds the newest hole below any head', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const naive = new Naive();
      all.forEach((step) => naive.take(step));
      const ranges = RangeSet.parse(naive.text());
      for (let seq = 0; seq <= HIGHEST; seq += 1) {
        expect(ranges.contains(seq)).toBe(naive.seqs.has(seq));
        expect(ranges.newestHole(seq)).toEqual(naive.hole(seq));
      }
    }),
  );
});

test('the union of two is the same whichever takes in the other', () => {
  fc.assert(
    fc.property(steps, steps, (some, others) => {
      const [one, other] = [some, others].map((all) => {
        const naive = new Naive();
        all.forEach((step) => naive.take(step));
        return naive;
      });
      const left = RangeSet.parse(one?.text() ?? '');
      const right = RangeSet.parse(other?.text() ?? '');
      const isNew = [...(other?.seqs ?? [])].some((seq) => !left.contains(seq));
      const swapped = RangeSet.parse(right.toString());
      swapped.addAll(left);
      expect(left.addAll(right)).toBe(isNew);
      expect(left.toString()).toBe(swapped.toString());
    }),
  );
});

test('neighbours grow together', () => {
  const set = new RangeSet();
  expect(set.add(1, 3)).toBe(true);
  expect(set.add(5, 5)).toBe(true);
  expect(set.toString()).toBe('1-3,5');
  expect(set.add(4, 4)).toBe(true);
  expect(set.toString()).toBe('1-5');
  expect(set.add(2, 4)).toBe(false);
});

test.each([
  [0, 1],
  [3, 2],
  [Number.NaN, 2],
])('%d to %d is no range', (from, to) => {
  expect(() => new RangeSet().add(from, to)).toThrow(RangeError);
});

test.each(['x', '1-x', '3-2', '1,,2'])('%s is not the text of one', (text) => {
  expect(() => RangeSet.parse(text)).toThrow(RangeError);
});
