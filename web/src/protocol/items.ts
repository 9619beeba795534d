import type { Cursor, Item, Seq, Skip } from './frames';

export function isSkip(item: Item): item is Skip {
  return 'skip' in item;
}

/** The first seq that the item stands for. */
export function firstSeq(item: Item): Seq {
  return isSkip(item) ? item.skip.from : item.seq;
}

/** The last seq that the item stands for. */
export function lastSeq(item: Item): Seq {
  return isSkip(item) ? item.skip.to : item.seq;
}

export const NO_CURSOR: Cursor = { delivered: 0, read: 0 };

/** Whoever has read has it. */
export function cursor(delivered: Seq, read: Seq): Cursor {
  return { delivered: read > delivered ? read : delivered, read };
}

/** Cursors only grow, each of the two for itself. */
export function maxCursor(one: Cursor, other: Cursor): Cursor {
  return cursor(Math.max(one.delivered, other.delivered), Math.max(one.read, other.read));
}
