import type { Role, UserId } from '../../protocol/frames';
import type { GroupChange } from '../../protocol/groups';
import type { Message } from '../../store/model';
import { isolated } from './isolated';
import { words } from '.';

/** Says what a change of a group does: "Bob added Carol". */
export function changeWords(
  sender: UserId,
  change: GroupChange,
  names: Readonly<Record<UserId, string>>,
  me: UserId,
): string {
  const say = words.changes;
  const name = (user: UserId) => (user === me ? say.you : nameOr(names[user], say.somebody));
  const begin = (user: UserId) => (user === me ? words.common.you : nameOr(names[user], words.common.somebody));
  const who = begin(sender);
  switch (change.type) {
    case 'create':
      return say.create(who, isolated(change.title));
    case 'add':
      return say.add(who, words.list(change.users.map(name)));
    case 'remove':
      return say.remove(who, name(change.user));
    case 'leave':
      return say.leave(who);
    case 'setRole':
      return say.setRole(who, name(change.user), roleWords(change.role));
    case 'setTitle':
      return say.setTitle(who, isolated(change.title));
    case 'setHistory':
      return change.history === 'all' ? say.historyAll : say.historyJoined;
    case 'join':
      return say.join(who);
    case 'makeLink':
      return say.makeLink(who);
    case 'revokeLink':
      return say.revokeLink(who);
    case 'inherit':
      return say.inherit(begin(change.user), change.user === me);
    case 'scale':
      return change.large ? say.large : say.small;
    default: {
      const never: never = change;
      return never;
    }
  }
}

/** Of a message that is a change of its group; absent for all others. */
export function changeOf(message: Message, me: UserId): string | undefined {
  return message.change && changeWords(message.sender, message.change, message.names ?? {}, me);
}

/** "an admin" */
export function roleWords(role: Role): string {
  return words.changes.roles[role];
}

function nameOr(name: string | undefined, otherwise: string): string {
  return name === undefined ? otherwise : isolated(name);
}
