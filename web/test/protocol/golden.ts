import { readFileSync } from 'node:fs';
import { type ClientFrame, type ServerFrame } from '../../src/protocol/frames';
import { readClient, readServer, write, writeServer } from '../../src/protocol/codec';
import { decodeUtf8 } from '../../src/protocol/json';

/** One of the files that the Java twin passes as well; see docs/protocol.md, "Golden files". */
export function golden<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`../../../protocol/golden/${file}`, import.meta.url), 'utf8'));
}

export interface Vector {
  readonly name: string;
  readonly from: 'client' | 'server';
  readonly bytes?: string;
  readonly hex?: string;
}

export function textOf(vector: Vector): string {
  return vector.hex === undefined ? (vector.bytes ?? '') : decodeUtf8(Buffer.from(vector.hex, 'hex'));
}

/** Both directions of the wire with one face. */
export function read(from: Vector['from'], text: string): ClientFrame | ServerFrame {
  return from === 'client' ? readClient(text) : readServer(text);
}

export function readAndWrite(from: Vector['from'], text: string): string {
  return from === 'client' ? write(readClient(text)) : writeServer(readServer(text));
}
