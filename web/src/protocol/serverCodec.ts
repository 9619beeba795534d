import { BadFrame } from './badFrame';
import { readCursor, readState } from './clientCodec';
import { type Code, isPermanent, readCode } from './codes';
import { itemToWire, readEntry, readItem } from './entryCodec';
import { Fields } from './fields';
import type { Change, FrameOf, MemberCursor, Presence, Readers, ServerFrame } from './frames';
import { groupToWire, MAX_COUNT, memberToWire, readGroup, readMember } from './groupCodec';
import { parseObject } from './json';
import { MAX_FRAME, MAX_NUMBER } from './limits';
import { SHAPE } from './shapes';

const MAX_LIST = 100_000;

/** A frame of the server as one line of JSON, in the very bytes that the Java twin writes: for models of a server. */
export function writeServer(frame: ServerFrame): string {
  return JSON.stringify(toWire(frame));
}

function toWire(frame: ServerFrame): object {
  switch (frame.t) {
    case 'welcome': {
      const { t, epoch, user, device, at, window, strangers, features } = frame;
      return {
        t,
        epoch,
        user,
        device,
        at,
        window,
        strangers: strangers || undefined,
        features: features.length > 0 ? features : undefined,
      };
    }
    case 'changes':
      return { t: frame.t, conversations: frame.conversations.map(changeToWire) };
    case 'current':
      return { t: frame.t, mark: frame.mark, digest: frame.digest };
    case 'sent':
      return { t: frame.t, conversation: frame.conversation, id: frame.id, seq: frame.seq, at: frame.at };
    case 'refused': {
      const { t, conversation, id, code, message, retryAfter, version } = frame;
      return { t, conversation, id, ...codeToWire(code), message, retry_after: retryAfter, version };
    }
    case 'cancelled':
      return { t: frame.t, conversation: frame.conversation, id: frame.id };
    case 'page': {
      const { t, rid, conversation, head, more, items } = frame;
      return { t, rid, conversation, head, more, items: items.map(itemToWire) };
    }
    case 'entry':
      return { t: frame.t, conversation: frame.conversation, entry: itemToWire(frame.entry) };
    case 'receipt':
      return { t: frame.t, conversation: frame.conversation, ...cursorToWire(frame) };
    case 'changed':
      return { t: frame.t, conversation: frame.conversation, head: frame.head };
    case 'counts': {
      const { t, conversation, members, online, readers } = frame;
      return { t, conversation, members, online, readers: readers.map(({ seq, count }) => ({ seq, count })) };
    }
    case 'presences':
      return { t: frame.t, users: frame.users.map(({ user, state, seen }) => ({ user, state, seen })) };
    case 'typing':
      return { t: frame.t, conversation: frame.conversation, user: frame.user, on: frame.on };
    case 'members': {
      const { t, rid, conversation, members, count, more } = frame;
      return { t, rid, conversation, members: members.map(memberToWire), count, more };
    }
    case 'behind':
      return { t: frame.t };
    case 'draining':
      return { t: frame.t, retry_after: frame.retryAfter };
    case 'error': {
      const { t, code, message, hint, rid } = frame;
      return { t, ...codeToWire(code), message, hint, rid };
    }
    default:
      return frame satisfies never;
  }
}

function codeToWire(code: Code): object {
  return { code, permanent: isPermanent(code) };
}

function cursorToWire({ user, cursor }: MemberCursor): object {
  return { user, delivered: cursor.delivered, read: cursor.read };
}

function changeToWire(change: Change): object {
  return {
    conversation: change.conversation,
    members: change.members,
    group: change.group && groupToWire(change.group),
    head: change.head,
    cursors: change.cursors.map(cursorToWire),
    items: change.items.map(itemToWire),
  };
}

/**
 * @throws BadFrame; with code `unknown_frame` for one of a later version, which is to be ignored
 */
export function readServer(text: string): ServerFrame {
  return readServerFields(new Fields(parseObject(text)));
}

/** The same for who finds frames inside of another object. */
export function readServerFields(fields: Fields): ServerFrame {
  const t = fields.text('t', 64);
  switch (t) {
    case 'welcome':
      return {
        t,
        epoch: fields.text('epoch', 64),
        user: fields.id('user', SHAPE.user),
        device: fields.id('device', SHAPE.device),
        at: fields.number('at', 0, MAX_NUMBER),
        window: fields.number('window', 1, MAX_COUNT),
        strangers: fields.flag('strangers'),
        features: fields.textList('features', 100, 64),
      };
    case 'changes':
      return { t, conversations: fields.list('conversations', MAX_LIST, readChange) };
    case 'current':
      return { t, mark: fields.text('mark', 200), digest: fields.text('digest', 16) };
    case 'sent':
      return {
        t,
        conversation: readConversation(fields),
        id: fields.id('id', SHAPE.clientMessage),
        seq: fields.number('seq', 1, MAX_NUMBER),
        at: fields.number('at', 0, MAX_NUMBER),
      };
    case 'refused':
      return readRefused(fields);
    case 'cancelled':
      return { t, conversation: readConversation(fields), id: fields.id('id', SHAPE.clientMessage) };
    case 'page':
      return {
        t,
        rid: fields.number('rid', 0, MAX_NUMBER),
        conversation: readConversation(fields),
        items: fields.list('items', MAX_LIST, readItem),
        head: fields.number('head', 0, MAX_NUMBER),
        more: fields.flag('more'),
      };
    case 'entry':
      return { t, conversation: readConversation(fields), entry: readEntry(fields.inner('entry')) };
    case 'receipt':
      return { t, conversation: readConversation(fields), ...readMemberCursor(fields) };
    case 'changed':
      return { t, conversation: readConversation(fields), head: fields.number('head', 0, MAX_NUMBER) };
    case 'counts':
      return {
        t,
        conversation: readConversation(fields),
        members: fields.number('members', 0, MAX_COUNT),
        online: fields.number('online', 0, MAX_COUNT),
        readers: fields.list('readers', MAX_LIST, readReaders),
      };
    case 'presences':
      return { t, users: fields.list('users', MAX_LIST, readPresence) };
    case 'typing':
      return {
        t,
        conversation: readConversation(fields),
        user: fields.id('user', SHAPE.user),
        on: fields.bool('on'),
      };
    case 'members':
      return {
        t,
        rid: fields.number('rid', 0, MAX_NUMBER),
        conversation: readConversation(fields),
        members: fields.list('members', MAX_LIST, readMember),
        count: fields.number('count', 0, MAX_COUNT),
        more: fields.bool('more'),
      };
    case 'behind':
      return { t };
    case 'draining':
      return { t, retryAfter: fields.number('retry_after', 0, MAX_NUMBER) };
    case 'error':
      return readError(fields);
    default:
      throw new BadFrame('unknown_frame', `There is no server frame '${t}'.`);
  }
}

function readConversation(fields: Fields): string {
  return fields.id('conversation', SHAPE.conversation);
}

function readRefused(fields: Fields): FrameOf<ServerFrame, 'refused'> {
  const retryAfter = fields.optionalNumber('retry_after', 0, MAX_NUMBER);
  const version = fields.optionalNumber('version', 0, MAX_NUMBER);
  return {
    t: 'refused',
    conversation: readConversation(fields),
    id: fields.id('id', SHAPE.clientMessage),
    code: readKnownCode(fields),
    message: fields.text('message', MAX_FRAME),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(version !== undefined && { version }),
  };
}

function readError(fields: Fields): FrameOf<ServerFrame, 'error'> {
  const rid = fields.optionalNumber('rid', 0, MAX_NUMBER);
  return {
    t: 'error',
    code: readKnownCode(fields),
    message: fields.text('message', MAX_FRAME),
    hint: fields.optionalText('hint', MAX_FRAME) ?? '',
    ...(rid !== undefined && { rid }),
  };
}

function readKnownCode(fields: Fields): Code {
  return readCode(fields.text('code', 64), fields.flag('permanent'));
}

function readChange(fields: Fields): Change {
  const group = fields.optionalInner('group');
  return {
    conversation: readConversation(fields),
    members: fields.idList('members', MAX_LIST, SHAPE.user),
    ...(group && { group: readGroup(group) }),
    head: fields.number('head', 0, MAX_NUMBER),
    cursors: fields.list('cursors', MAX_LIST, readMemberCursor),
    items: fields.list('items', MAX_LIST, readItem),
  };
}

function readMemberCursor(fields: Fields): MemberCursor {
  return { user: fields.id('user', SHAPE.user), cursor: readCursor(fields) };
}

function readReaders(fields: Fields): Readers {
  return { seq: fields.number('seq', 0, MAX_NUMBER), count: fields.number('count', 0, MAX_COUNT) };
}

function readPresence(fields: Fields): Presence {
  const seen = fields.optionalNumber('seen', 0, MAX_NUMBER);
  return {
    user: fields.id('user', SHAPE.user),
    state: readState(fields),
    ...(seen !== undefined && { seen }),
  };
}
