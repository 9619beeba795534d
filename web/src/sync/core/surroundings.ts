import type { Surroundings } from './effects';
import { isSameList } from './lists';

export const NOTHING_AROUND: Surroundings = { presences: {}, typing: {}, counts: {} };

export function isSameAround(one: Surroundings, other: Surroundings): boolean {
  return (
    isSameRecord(one.presences, other.presences, (a, b) => a.state === b.state && a.seen === b.seen) &&
    isSameRecord(one.typing, other.typing, isSameList) &&
    isSameRecord(one.counts, other.counts, (a, b) => a.members === b.members && a.online === b.online)
  );
}

/** In whatever order. */
function isSameRecord<T>(
  one: Readonly<Record<string, T>>,
  other: Readonly<Record<string, T>>,
  isSame: (value: T, otherValue: T) => boolean,
): boolean {
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => {
      const [value, otherValue] = [one[key], other[key]];
      return value !== undefined && otherValue !== undefined && isSame(value, otherValue);
    })
  );
}
