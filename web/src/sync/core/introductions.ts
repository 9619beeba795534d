import { readSetting } from '../../protocol/settings';
import { BadFrame } from '../../protocol/badFrame';
import type { Content, Item, UserId } from '../../protocol/frames';
import { readGroupChange } from '../../protocol/groupChanges';
import { type GroupChange, SETTING } from '../../protocol/groups';
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

function subjectsOf(change: GroupChange): readonly UserId[] {
  switch (change.type) {
    case 'add':
      return change.users;
    case 'remove':
    case 'setRole':
    case 'inherit':
      return [change.user];
    case 'create':
    case 'leave':
    case 'setTitle':
    case 'setHistory':
    case 'makeLink':
    case 'revokeLink':
    case 'join':
    case 'scale':
      return [];
    default:
      return change satisfies never;
  }
}
