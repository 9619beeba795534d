/** The engine does without `Math`, so that nothing in it can draw a random number unseen. */
export function min(one: number, other: number): number {
  return one < other ? one : other;
}

export function max(one: number, other: number): number {
  return one > other ? one : other;
}
