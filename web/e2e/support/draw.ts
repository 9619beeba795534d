/** Random choices that a seed repeats. */
export interface Draw {
  below(bound: number): number;
  oneOf<T>(these: readonly T[]): T;
  /** The more often, the higher the first part of it. */
  weighted<T extends readonly [number, ...unknown[]]>(these: readonly T[]): T;
}

/** Mulberry32: small, and good enough to mix up a story. */
export function seeded(seed: number): Draw {
  let state = seed >>> 0;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
  return {
    below,
    oneOf: (these) => at(these, below(these.length)),
    weighted(these) {
      let left = below(these.reduce((sum, [weight]) => sum + weight, 0));
      return at(
        these,
        these.findIndex(([weight]) => (left -= weight) < 0),
      );
    },
  };
}

function at<T>(these: readonly T[], index: number): T {
  const chosen = these[index];
  if (chosen === undefined) {
    throw new Error('nothing to choose from');
  }
  return chosen;
}
