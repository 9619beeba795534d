import type { Fields } from './fields';
import type { GroupLink, GroupMember, GroupView, History, Role } from './frames';
import { MAX_LINKS, MAX_MEMBERS, MAX_NUMBER, MAX_TITLE_LENGTH } from './limits';
import { SHAPE } from './shapes';

/** Largest number that the Java twin counts to. */
export const MAX_COUNT = 2 ** 31 - 1;

const ROLES: readonly Role[] = ['member', 'admin', 'owner'];
const HISTORIES: readonly History[] = ['joined', 'all'];

/** What becomes JSON; fields that are `undefined` are not written. */
export function groupToWire(group: GroupView): object {
  return {
    seq: group.seq,
    title: group.title,
    title_version: group.titleVersion,
    history: group.history,
    large: group.large,
    count: group.count,
    role: group.role,
    members: group.members.map(memberToWire),
    links: group.links.length > 0 ? group.links.map(linkToWire) : undefined,
  };
}

export function memberToWire(member: GroupMember): object {
  return { user: member.user, role: member.role };
}

export function linkToWire(link: GroupLink): object {
  return { code: link.code, uses: link.uses, until: link.until };
}

export function readGroup(fields: Fields): GroupView {
  const role = fields.optionalText('role', 32);
  const known = ROLES.find((candidate) => candidate === role);
  return {
    seq: fields.number('seq', 0, MAX_NUMBER),
    title: fields.text('title', MAX_TITLE_LENGTH),
    titleVersion: fields.optionalNumber('title_version', 0, MAX_NUMBER) ?? 0,
    history: readHistory(fields),
    large: fields.bool('large'),
    count: fields.number('count', 0, MAX_COUNT),
    ...(known && { role: known }),
    members: fields.list('members', MAX_MEMBERS, readMember),
    links: fields.list('links', MAX_LINKS, readLink),
  };
}

export function readMember(fields: Fields): GroupMember {
  return { user: fields.id('user', SHAPE.user), role: readRole(fields) };
}

export function readRole(fields: Fields): Role {
  return fields.oneOf('role', ROLES, "is 'member', 'admin' or 'owner'");
}

export function readHistory(fields: Fields): History {
  return fields.oneOf('history', HISTORIES, "is 'joined' or 'all'");
}

export function readLink(fields: Fields): GroupLink {
  return {
    code: fields.id('code', SHAPE.linkCode, 64),
    uses: fields.number('uses', 0, MAX_NUMBER),
    until: fields.number('until', 0, MAX_NUMBER),
  };
}
