import { BadFrame } from './badFrame';
import { contentOf } from './contents';
import { Fields } from './fields';
import type { Content, Expect } from './frames';
import { linkToWire, readHistory, readLink, readRole } from './groupCodec';
import { GROUP_BODY, type GroupChange } from './groups';
import { parseObject } from './json';
import { KIND } from './kinds';
import { MAX_ADDED, MAX_NONCE_LENGTH, MAX_TITLE_LENGTH } from './limits';
import { SHAPE } from './shapes';

/** The register that a new title expects something of. */
export const TITLE_REGISTER = 'title';

const KINDS = {
  create: KIND.groupCreate,
  add: KIND.groupAdd,
  remove: KIND.groupRemove,
  leave: KIND.groupLeave,
  setRole: KIND.groupRole,
  setTitle: KIND.groupTitle,
  setHistory: KIND.groupHistory,
  makeLink: KIND.groupLink,
  revokeLink: KIND.groupUnlink,
  join: KIND.groupJoin,
  inherit: KIND.sysInherit,
  scale: KIND.sysScale,
} as const satisfies Record<GroupChange['type'], string>;

type GroupKind = (typeof KINDS)[GroupChange['type']];

/** @param expect for a title: the version of {@link TITLE_REGISTER} that it was given on top of */
export function writeGroupChange(change: GroupChange, expect?: Expect): Content {
  const body = { type: GROUP_BODY, data: JSON.stringify(fieldsOf(change)) };
  return contentOf(KINDS[change.type], body, expect ? { expect } : {});
}

/** In the order in which the Java twin writes them: the bytes of an entry must not depend on who wrote it. */
function fieldsOf(change: GroupChange): object {
  switch (change.type) {
    case 'create':
      return { nonce: change.nonce, title: change.title, history: change.history };
    case 'add':
      return { users: change.users };
    case 'remove':
    case 'inherit':
      return { user: change.user };
    case 'leave':
      return {};
    case 'setRole':
      return { user: change.user, role: change.role };
    case 'setTitle':
      return { title: change.title };
    case 'setHistory':
      return { history: change.history };
    case 'makeLink':
      return linkToWire(change.link);
    case 'revokeLink':
    case 'join':
      return { code: change.code };
    case 'scale':
      return { large: change.large };
    default:
      return change satisfies never;
  }
}

/**
 * Absent where the kind is not one of a group's, or one of a later version.
 *
 * @throws BadFrame for a body that is not what its kind says
 */
export function readGroupChange(content: Content): GroupChange | undefined {
  if (!isKnown(content.kind)) {
    return undefined;
  }
  if (content.body.type !== GROUP_BODY) {
    throw new BadFrame('bad_content', `The body of '${content.kind}' is ${GROUP_BODY}.`);
  }
  return read(content.kind, new Fields(parseObject(content.body.data)));
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(KINDS));

function isKnown(kind: string): kind is GroupKind {
  return KNOWN.has(kind);
}

function read(kind: GroupKind, fields: Fields): GroupChange {
  switch (kind) {
    case KIND.groupCreate:
      return {
        type: 'create',
        nonce: fields.text('nonce', MAX_NONCE_LENGTH),
        title: title(fields),
        history: readHistory(fields),
      };
    case KIND.groupAdd:
      return { type: 'add', users: users(fields) };
    case KIND.groupRemove:
      return { type: 'remove', user: fields.id('user', SHAPE.user) };
    case KIND.groupLeave:
      return { type: 'leave' };
    case KIND.groupRole:
      return { type: 'setRole', user: fields.id('user', SHAPE.user), role: readRole(fields) };
    case KIND.groupTitle:
      return { type: 'setTitle', title: title(fields) };
    case KIND.groupHistory:
      return { type: 'setHistory', history: readHistory(fields) };
    case KIND.groupLink:
      return { type: 'makeLink', link: readLink(fields) };
    case KIND.groupUnlink:
      return { type: 'revokeLink', code: fields.text('code', 64) };
    case KIND.groupJoin:
      return { type: 'join', code: fields.text('code', 64) };
    case KIND.sysInherit:
      return { type: 'inherit', user: fields.id('user', SHAPE.user) };
    case KIND.sysScale:
      return { type: 'scale', large: fields.bool('large') };
    default:
      return kind satisfies never;
  }
}

/** What the server takes for white space; a no-break space is none. */
// oxlint-disable-next-line no-control-regex -- some controls are white space
const BLANK = /^[\t-\r\u001c-\u0020\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]*$/;

function title(fields: Fields): string {
  const text = fields.text('title', MAX_TITLE_LENGTH);
  if (BLANK.test(text)) {
    throw fields.wrong('title', 'must have something to read in it');
  }
  return text;
}

function users(fields: Fields): readonly string[] {
  const all = fields.idList('users', MAX_ADDED, SHAPE.user);
  if (all.length === 0) {
    throw fields.wrong('users', 'must not be empty');
  }
  return all;
}
