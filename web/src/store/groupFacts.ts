import type { Content, GroupLink, Role, Seq, UserId } from '../protocol/frames';
import { readGroupChange } from '../protocol/groupChanges';
import type { GroupChange } from '../protocol/groups';
import type { GroupFactRow } from './rows';

/** What one entry says of one thing in a group. */
export type GroupFact = Omit<GroupFactRow, 'conversation'>;

/** Subjects of facts and bases that are no people. */
export const TITLE = 'title';
/** What the next title must name; a base only. */
export const TITLE_VERSION = 'title.version';
export const HISTORY = 'history';
export const LARGE = 'large';
export const LINK = 'link:';
/** What the ids of users begin with; no other subject does. */
export const PERSON = 'u';

const ROLES: readonly Role[] = ['member', 'admin', 'owner'];

/** How much a role may do; more is more. */
export function rank(role: Role): number {
  return ROLES.indexOf(role);
}

export function asRole(text: string | undefined): Role | undefined {
  return ROLES.find((role) => role === text);
}

/** Absent where the content cannot be read: the server would not have taken it. */
export function changeOf(content: Content): GroupChange | undefined {
  try {
    return readGroupChange(content);
  } catch {
    return undefined;
  }
}

/** All that the entry at this seq says; no subject twice. */
export function factsOf(seq: Seq, sender: UserId, content: Content): readonly GroupFact[] {
  const change = changeOf(content);
  return change === undefined ? [] : said(sender, content, change).map((fact) => ({ ...fact, seq }));
}

type Said = Omit<GroupFact, 'seq'>;

function said(sender: UserId, content: Content, change: GroupChange): readonly Said[] {
  switch (change.type) {
    case 'create':
      return [
        { subject: TITLE, what: 'set', value: change.title },
        { subject: HISTORY, what: 'set', value: change.history },
        { subject: sender, what: 'in', value: 'owner' },
      ];
    case 'add':
      return [...new Set(change.users)].map((user) => ({ subject: user, what: 'in', value: 'member' }));
    case 'remove':
      return [{ subject: change.user, what: 'out', value: '' }];
    case 'leave':
      return [{ subject: sender, what: 'out', value: '' }];
    case 'setRole':
      return [{ subject: change.user, what: 'role', value: change.role }];
    case 'setTitle':
      return [{ subject: TITLE, what: content.expect === undefined ? 'set' : 'version', value: change.title }];
    case 'setHistory':
      return [{ subject: HISTORY, what: 'set', value: change.history }];
    case 'makeLink':
      return [{ subject: LINK + change.link.code, what: 'made', value: linkValue(change.link) }];
    case 'revokeLink':
      return [{ subject: LINK + change.code, what: 'revoked', value: '' }];
    case 'join':
      return [
        { subject: sender, what: 'in', value: 'member' },
        { subject: LINK + change.code, what: 'used', value: '' },
      ];
    case 'inherit':
      return [{ subject: change.user, what: 'role', value: 'owner' }];
    case 'scale':
      return [{ subject: LARGE, what: 'set', value: change.large ? '1' : '0' }];
    default:
      return change satisfies never;
  }
}

/** A link as bases and facts keep it. */
export function linkValue(link: GroupLink): string {
  return `${link.uses} ${link.until}`;
}
