import { BadFrame } from './badFrame';
import { contentToWire, readContent } from './entryCodec';
import { Fields } from './fields';
import type { ClientFrame, FrameOf, OwnCursor, PresenceState } from './frames';
import { MAX_COUNT } from './groupCodec';
import { cursor } from './items';
import { parseObject } from './json';
import * as limits from './limits';
import { SHAPE } from './shapes';

const { MAX_NUMBER, MAX_PAGE } = limits;

/** A frame of a client as one line of JSON, in the very bytes that the Java twin writes. */
export function write(frame: ClientFrame): string {
  return JSON.stringify(toWire(frame));
}

function toWire(frame: ClientFrame): object {
  switch (frame.t) {
    case 'hello': {
      const { t, version, token, agent, epoch, mark, digest, receipts } = frame;
      const cursors = receipts.length > 0 ? receipts.map(cursorToWire) : undefined;
      return { t, version, token, agent, epoch, mark, digest, receipts: cursors };
    }
    case 'send': {
      const { t, conversation, id, after, content } = frame;
      return { t, conversation, id, after, with: frame.with, ...contentToWire(content) };
    }
    case 'cancel':
      return { t: frame.t, conversation: frame.conversation, id: frame.id, with: frame.with };
    case 'sync': {
      const { t, rid, conversation, direction, seq, limit } = frame;
      return { t, rid, conversation, [direction]: seq, limit };
    }
    case 'receipts':
      return { t: frame.t, receipts: frame.receipts.map(cursorToWire) };
    case 'check':
      return { t: frame.t, mark: frame.mark };
    case 'watch':
      return { t: frame.t, conversations: frame.conversations, users: frame.users };
    case 'presence':
      return { t: frame.t, state: frame.state, ttl: frame.ttl };
    case 'typing':
      return { t: frame.t, conversation: frame.conversation, on: frame.on };
    case 'members': {
      const { t, rid, conversation, after, limit } = frame;
      return { t, rid, conversation, after, limit };
    }
    default:
      return frame satisfies never;
  }
}

function cursorToWire(own: OwnCursor): object {
  return { conversation: own.conversation, delivered: own.cursor.delivered, read: own.cursor.read };
}

/** @throws BadFrame */
export function readClient(text: string): ClientFrame {
  const fields = new Fields(parseObject(text));
  try {
    return readFields(fields);
  } catch (fault) {
    throw fault instanceof BadFrame ? named(fields, fault) : fault;
  }
}

/** The same fault with whatever can still be read of what the frame was about. */
function named(fields: Fields, fault: BadFrame): BadFrame {
  try {
    const type = fields.text('t', 64);
    if (type === 'send' || type === 'cancel') {
      const conversation = fields.id('conversation', SHAPE.conversation);
      const id = fields.id('id', SHAPE.clientMessage);
      return new BadFrame(fault.code, fault.message, undefined, { conversation, id });
    }
    return new BadFrame(fault.code, fault.message, fields.optionalNumber('rid', 0, MAX_NUMBER));
  } catch {
    return fault;
  }
}

function readFields(fields: Fields): ClientFrame {
  const t = fields.text('t', 64);
  switch (t) {
    case 'hello':
      return readHello(fields);
    case 'send': {
      const { conversation, id } = readEntryName(fields);
      const after = fields.optionalId('after', SHAPE.clientMessage);
      const other = readWith(fields);
      return { t, conversation, id, ...(after && { after }), ...other, content: readContent(fields) };
    }
    case 'cancel':
      return { t, ...readEntryName(fields), ...readWith(fields) };
    case 'sync':
      return readSync(fields);
    case 'receipts':
      return { t, receipts: readCursors(fields) };
    case 'check':
      return { t, ...readText(fields, 'mark', 200) };
    case 'watch':
      return {
        t,
        conversations: fields.idList('conversations', limits.MAX_WATCHED_CONVERSATIONS, SHAPE.conversation),
        users: fields.idList('users', limits.MAX_WATCHED_USERS, SHAPE.user),
      };
    case 'presence': {
      const state = readState(fields);
      const ttl = fields.optionalNumber('ttl', 1, limits.MAX_PRESENCE_TTL);
      return { t, state, ...(ttl !== undefined && { ttl }) };
    }
    case 'typing':
      return { t, conversation: fields.id('conversation', SHAPE.conversation), on: fields.bool('on') };
    case 'members': {
      const rid = fields.number('rid', 0, MAX_NUMBER);
      const conversation = fields.id('conversation', SHAPE.conversation);
      const after = fields.optionalId('after', SHAPE.user);
      return { t, rid, conversation, ...(after && { after }), limit: readLimit(fields) };
    }
    default:
      throw new BadFrame('unknown_frame', `There is no client frame '${t}'.`);
  }
}

function readHello(fields: Fields): FrameOf<ClientFrame, 'hello'> {
  return {
    t: 'hello',
    version: fields.number('version', 0, MAX_COUNT),
    ...readText(fields, 'token', limits.MAX_TOKEN_LENGTH),
    agent: fields.optionalText('agent', limits.MAX_AGENT_LENGTH) ?? '',
    ...readText(fields, 'epoch', 64),
    ...readText(fields, 'mark', 200),
    ...readText(fields, 'digest', 16),
    receipts: readCursors(fields),
  };
}

function readSync(fields: Fields): FrameOf<ClientFrame, 'sync'> {
  const after = fields.optionalNumber('after', 0, MAX_NUMBER);
  const before = fields.optionalNumber('before', 1, MAX_NUMBER);
  const seq = after ?? before;
  if (seq === undefined || (after !== undefined && before !== undefined)) {
    throw fields.wrong('after', "either this or 'before' must be there, and not both");
  }
  return {
    t: 'sync',
    rid: fields.number('rid', 0, MAX_NUMBER),
    conversation: fields.id('conversation', SHAPE.conversation),
    direction: after === undefined ? 'before' : 'after',
    seq,
    limit: readLimit(fields),
  };
}

function readEntryName(fields: Fields): { conversation: string; id: string } {
  return { conversation: fields.id('conversation', SHAPE.conversation), id: fields.id('id', SHAPE.clientMessage) };
}

function readWith(fields: Fields): { with?: string } {
  const other = fields.optionalId('with', SHAPE.user);
  return other ? { with: other } : {};
}

/** An object with this field, or without it. */
function readText<N extends string>(fields: Fields, name: N, maxLength: number): { [name in N]?: string } {
  const text = fields.optionalText(name, maxLength);
  const field: { [name in N]?: string } = {};
  if (text !== undefined) {
    field[name] = text;
  }
  return field;
}

function readLimit(fields: Fields): number {
  return fields.optionalNumber('limit', 1, MAX_PAGE) ?? MAX_PAGE;
}

function readCursors(fields: Fields): readonly OwnCursor[] {
  return fields.list('receipts', limits.MAX_RECEIPTS, (own) => ({
    conversation: own.id('conversation', SHAPE.conversation),
    cursor: readCursor(own),
  }));
}

export function readCursor(fields: Fields): OwnCursor['cursor'] {
  return cursor(fields.number('delivered', 0, MAX_NUMBER), fields.number('read', 0, MAX_NUMBER));
}

const STATES: readonly PresenceState[] = ['online', 'away', 'busy', 'offline'];

export function readState(fields: Fields): PresenceState {
  return fields.oneOf('state', STATES, "is 'online', 'away', 'busy' or 'offline'");
}
