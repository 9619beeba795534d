import { Fields } from './fields';
import type { Body, Content, Entry, Expect, Item, Skip } from './frames';
import { isSkip } from './items';
import { parseObject } from './json';
import { MAX_BLOB_ID_LENGTH, MAX_BLOBS, MAX_FRAME, MAX_MENTIONS, MAX_NUMBER } from './limits';
import { MAX_REGISTER_LENGTH, MAX_TYPE_LENGTH } from './limits';
import { SHAPE } from './shapes';

/** What becomes JSON, in the order in which the Java twin writes it; fields that are `undefined` are not written. */
export function itemToWire(item: Item): object {
  if (isSkip(item)) {
    const { from, to, reason } = item.skip;
    return { skip: { from, to, reason } };
  }
  return {
    seq: item.seq,
    at: item.at,
    from: item.from,
    device: item.device,
    id: item.id,
    ...contentToWire(item.content),
  };
}

export function contentToWire(content: Content): object {
  const { kind, target, mentions, blobs, expect, body } = content;
  return {
    kind,
    target,
    mentions: mentions.length > 0 ? mentions : undefined,
    blobs: blobs.length > 0 ? blobs : undefined,
    expect: expect && { register: expect.register, version: expect.version },
    body: { type: body.type, data: body.data },
  };
}

export function writeContent(content: Content): string {
  return JSON.stringify(contentToWire(content));
}

/** @throws BadFrame */
export function parseContent(text: string): Content {
  return readContent(new Fields(parseObject(text)));
}

/** @throws BadFrame */
export function parseEntry(text: string): Entry {
  return readEntry(new Fields(parseObject(text)));
}

export function readItem(fields: Fields): Item {
  const skip = fields.optionalInner('skip');
  return skip ? readSkip(skip) : readEntry(fields);
}

function readSkip(fields: Fields): Skip {
  const from = fields.number('from', 1, MAX_NUMBER);
  return { skip: { from, to: fields.number('to', from, MAX_NUMBER), reason: fields.text('reason', 64) } };
}

export function readEntry(fields: Fields): Entry {
  return {
    seq: fields.number('seq', 1, MAX_NUMBER),
    at: fields.number('at', 0, MAX_NUMBER),
    from: fields.id('from', SHAPE.user),
    device: fields.id('device', SHAPE.device),
    id: fields.id('id', SHAPE.clientMessage),
    content: readContent(fields),
  };
}

export function readContent(fields: Fields): Content {
  const kind = fields.text('kind', 32);
  if (!SHAPE.kind.test(kind)) {
    throw fields.wrong('kind', SHAPE.kind.rule);
  }
  const target = fields.optionalNumber('target', 1, MAX_NUMBER);
  const mentions = fields.idList('mentions', MAX_MENTIONS, SHAPE.user);
  const blobs = fields.textList('blobs', MAX_BLOBS, MAX_BLOB_ID_LENGTH);
  const expect = fields.optionalInner('expect');
  return {
    kind,
    ...(target !== undefined && { target }),
    mentions,
    blobs,
    ...(expect && { expect: readExpect(expect) }),
    body: readBody(fields.inner('body')),
  };
}

function readExpect(fields: Fields): Expect {
  const register = fields.text('register', MAX_REGISTER_LENGTH);
  if (register === '') {
    throw fields.wrong('register', 'must not be empty');
  }
  return { register, version: fields.number('version', 0, MAX_NUMBER) };
}

function readBody(fields: Fields): Body {
  return { type: fields.text('type', MAX_TYPE_LENGTH), data: fields.text('data', MAX_FRAME) };
}
