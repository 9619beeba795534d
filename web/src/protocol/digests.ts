import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Content, ConversationId, Seq } from './frames';

/** SHA-256 by which the server tells a retry from a reused id; docs/protocol.md, "Same bytes". */
export function contentDigest(content: Content): string {
  const { target, mentions, blobs, expect, body } = content;
  const sha = sha256.create();
  const fields = [
    content.kind,
    target === undefined ? '' : String(target),
    String(mentions.length),
    ...mentions,
    String(blobs.length),
    ...blobs,
    expect?.register ?? '',
    expect ? String(expect.version) : '',
    body.type,
    body.data,
  ];
  for (const field of fields) {
    const bytes = utf8ToBytes(field);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    sha.update(length).update(bytes);
  }
  return bytesToHex(sha.digest());
}

/**
 * A 64-bit fingerprint of a set of (conversation, seq) that can be updated in place when one of them moves: the sum, in
 * two lanes of 32 bits, of MurmurHash3_x86_32 (Austin Appleby, public domain) over `conversation ":" seq`, with the
 * seeds 1 and 2.
 */
export class StateDigest {
  static readonly EMPTY = new StateDigest(0, 0);

  private constructor(
    private readonly lane1: number,
    private readonly lane2: number,
  ) {}

  /** Conversations of which the device has nothing (`seq` 0) do not count. */
  with(conversation: ConversationId, seq: Seq): StateDigest {
    return this.plus(conversation, seq, 1);
  }

  without(conversation: ConversationId, seq: Seq): StateDigest {
    return this.plus(conversation, seq, -1);
  }

  private plus(conversation: ConversationId, seq: Seq, sign: 1 | -1): StateDigest {
    if (seq === 0) {
      return this;
    }
    const key = utf8ToBytes(`${conversation}:${seq}`);
    return new StateDigest((this.lane1 + sign * murmur(key, 1)) | 0, (this.lane2 + sign * murmur(key, 2)) | 0);
  }

  /** 16 hexadecimal digits, lane 1 first. */
  toString(): string {
    return hex(this.lane1) + hex(this.lane2);
  }
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}

/** MurmurHash3_x86_32, as a signed number. */
export function murmur(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const blocks = bytes.length & ~3;
  let h = seed;
  for (let i = 0; i < blocks; i += 4) {
    h = rotate(h ^ scramble(view.getInt32(i, true)), 13);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let i = bytes.length - 1; i >= blocks; i--) {
    tail = (tail << 8) | view.getUint8(i);
  }
  h ^= scramble(tail) ^ bytes.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function scramble(k: number): number {
  return Math.imul(rotate(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593);
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}
