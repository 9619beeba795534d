import type { Entry, Item } from '../../protocol/frames';
import { isSkip } from '../../protocol/items';

export function entriesOf(items: readonly Item[]): Entry[] {
  return items.filter((item): item is Entry => !isSkip(item));
}
