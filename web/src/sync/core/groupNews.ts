import type { Entry, Item, Seq, UserId } from '../../protocol/frames';
import { readGroupChange } from '../../protocol/groupChanges';
import type { GroupChange } from '../../protocol/groups';
import { BadFrame } from '../../protocol/badFrame';
import { isGroupChange } from '../../protocol/kinds';
import { entriesOf } from './items';
import { max } from './numbers';

/** What the engine itself must know of the changes among some entries of a group; all else is the store's. */
export interface GroupNews {
  /** Last seq at which the user was taken in; 0 if at none. */
  readonly cameIn: Seq;
  /** Last seq at which it was said whether the group is large; 0 if at none. */
  readonly scaled: Seq;
  /** What was said there. */
  readonly large: boolean;
}

export function groupNewsOf(items: readonly Item[], me: UserId): GroupNews {
  let cameIn = 0;
  let scaled = 0;
  let large = false;
  for (const entry of entriesOf(items)) {
    const change = read(entry);
    if (change === undefined) {
      continue;
    }
    if (takesIn(change, entry.from, me)) {
      cameIn = max(cameIn, entry.seq);
    } else if (change.type === 'scale' && entry.seq > scaled) {
      scaled = entry.seq;
      large = change.large;
    }
  }
  return { cameIn, scaled, large };
}

function takesIn(change: GroupChange, from: UserId, me: UserId): boolean {
  return (change.type === 'add' && change.users.includes(me)) || (change.type === 'join' && from === me);
}

/** A body that cannot be read is one of a later version. */
function read(entry: Entry): GroupChange | undefined {
  if (!isGroupChange(entry.content.kind)) {
    return undefined;
  }
  try {
    return readGroupChange(entry.content);
  } catch (fault) {
    if (fault instanceof BadFrame) {
      return undefined;
    }
    throw fault;
  }
}
