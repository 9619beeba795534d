/** The clock and the chance that a transaction has; both answer at once, as nothing else may be awaited in it. */
export interface StoreClock {
  /** Milliseconds since 1970, as this device believes. */
  now(): number;
  readonly randomBytes: (n: number) => Uint8Array;
}
