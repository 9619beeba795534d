import type { Cursor } from '../../protocol/frames';
import { maxCursor } from '../../protocol/items';

export function isSameCursor(one: Cursor, other: Cursor): boolean {
  return one.delivered === other.delivered && one.read === other.read;
}

/** Whether it says nothing that the other does not. */
export function isWithin(cursor: Cursor, other: Cursor): boolean {
  return isSameCursor(maxCursor(cursor, other), other);
}
