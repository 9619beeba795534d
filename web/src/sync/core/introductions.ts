import { readSetting } from '../../protocol/settings';
import { BadFrame } from '../../protocol/badFrame';
import type { Content, Item, UserId } from '../../protocol/frames';
import { readGroupChange } from '../../protocol/groupChanges';
import { SETTING, subjectsOf } from '../../protocol/groups';
import { isUserId } from '../../protocol/ids';
import { entriesOf } from './items';

const ABOUT_SOMEBODY = [SETTING.contact, SETTING.block];

/** Whose names are to be shown with some entries: who wrote them, and who is spoken of in them. */
export function introducedIn(items: readonly Item[]): ReadonlySet<UserId> {
  const users = new Set<UserId>();
  for (const entry of entriesOf(items)) {
    users.add(entry.from);
    spokenOf(entry.content).forEach((user) => users.add(user));
  }
  return users;
}

function spokenOf(content: Content): readonly UserId[] {
  try {
    const change = readGroupChange(content);
    if (change !== undefined) {
      return subjectsOf(change);
    }
    const setting = readSetting(content);
    return setting === undefined ? [] : namedIn(setting.name);
  } catch (fault) {
    if (fault instanceof BadFrame) {
      // Of a later version: it is not shown in words either.
      return [];
    }
    throw fault;
  }
}

function namedIn(setting: string): readonly UserId[] {
  return ABOUT_SOMEBODY.filter((prefix) => setting.startsWith(prefix))
    .map((prefix) => setting.slice(prefix.length))
    .filter(isUserId);
}
