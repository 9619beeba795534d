import { BadFrame, readClient, readServer, write, writeServer } from '../../src/protocol/codec';
import { itemToWire, parseContent, parseEntry, writeContent } from '../../src/protocol/entryCodec';
import { readGroupChange, writeGroupChange } from '../../src/protocol/groupChanges';
import { decodeUtf8 } from '../../src/protocol/json';
import { readSetting, writeSetting } from '../../src/protocol/settings';

/** A text, or parts of one: texts, and how often each of the others. */
export type Parts = string | readonly (string | readonly [times: number, text: string])[];

/** What bytes can claim to be; `body` is a content whose body means something to the server. */
export type Speech = 'client' | 'server' | 'entry' | 'content' | 'body';

/** One of `protocol/golden/hostile.json`. */
export interface Hostile {
  readonly name: string;
  readonly as: Speech;
  readonly bytes?: string;
  readonly hex?: string;
  readonly parts?: Parts;
  readonly code?: string;
  readonly read_as?: Parts;
}

export function joined(parts: Parts): string {
  return typeof parts === 'string'
    ? parts
    : parts.map((part) => (typeof part === 'string' ? part : part[1].repeat(part[0]))).join('');
}

export function bytesOf(vector: Omit<Hostile, 'name' | 'as'>): Uint8Array {
  return vector.hex === undefined
    ? Buffer.from(vector.bytes ?? joined(vector.parts ?? []))
    : Buffer.from(vector.hex, 'hex');
}

/** What is understood, written again in the one form that the codec writes. */
const AGAIN: Readonly<Record<Speech, (text: string) => string>> = {
  client: (text) => write(readClient(text)),
  server: (text) => writeServer(readServer(text)),
  entry: (text) => JSON.stringify(itemToWire(parseEntry(text))),
  content: (text) => writeContent(parseContent(text)),
  body: meant,
};

function meant(text: string): string {
  const content = parseContent(text);
  const change = readGroupChange(content);
  if (change) {
    return writeContent(writeGroupChange(change, content.expect));
  }
  const setting = readSetting(content);
  return writeContent(setting ? writeSetting(setting) : content);
}

/** The code of the refusal, or what was understood in its one form. Whatever else is thrown goes on. */
export function verdict(as: Speech, bytes: Uint8Array): string {
  try {
    return AGAIN[as](decodeUtf8(bytes));
  } catch (fault) {
    if (fault instanceof BadFrame) {
      return fault.code;
    }
    throw fault;
  }
}
