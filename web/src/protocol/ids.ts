import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ClientMessageId, ConversationId, DeviceId, UserId } from './frames';

/** A source of randomness that nobody can foresee: `crypto.getRandomValues`, or a seed in tests. */
export type RandomBytes = (length: number) => Uint8Array;

export type ConversationType = 'direct' | 'group' | 'account';

const USER = /^u[0-9a-hjkmnp-tv-z]{26}$/;
const DEVICE = /^v[0-9a-hjkmnp-tv-z]{26}$/;
const CONVERSATION = /^(?:[dg][0-9a-hjkmnp-tv-z]{32}|a[0-9a-hjkmnp-tv-z]{26})$/;
const CLIENT_MESSAGE = /^[A-Za-z0-9_.-]{1,64}$/;
const LINK_CODE = /^[0-9a-hjkmnp-tv-z]{26}$/;

export function isUserId(text: string): text is UserId {
  return USER.test(text);
}

export function isDeviceId(text: string): text is DeviceId {
  return DEVICE.test(text);
}

export function isConversationId(text: string): text is ConversationId {
  return CONVERSATION.test(text);
}

export function isClientMessageId(text: string): text is ClientMessageId {
  return CLIENT_MESSAGE.test(text);
}

export function isLinkCode(text: string): boolean {
  return LINK_CODE.test(text);
}

/** Ids of conversations that a device can make offline; docs/protocol.md, "Ids". */
export const conversationId = {
  /** The one conversation of these two; of a user with themselves: notes to self. */
  direct(one: UserId, other: UserId): ConversationId {
    const [low, high] = one <= other ? [one, other] : [other, one];
    return hashed('d', `godwit direct v1\n${low}\n${high}`);
  },

  group(creator: UserId, nonce: string): ConversationId {
    return hashed('g', `godwit group v1\n${creator}\n${nonce}`);
  },

  account(user: UserId): ConversationId {
    return `a${user.slice(1)}`;
  },
} as const;

export function conversationType(id: ConversationId): ConversationType {
  switch (id.charAt(0)) {
    case 'd':
      return 'direct';
    case 'g':
      return 'group';
    default:
      return 'account';
  }
}

function hashed(prefix: string, input: string): ConversationId {
  return prefix + base32(sha256(utf8ToBytes(input)).subarray(0, 20));
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Lower-case Crockford base 32 without padding. */
export function base32(bytes: Uint8Array): string {
  let out = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += ALPHABET.charAt((buffer >> bits) & 31);
    }
  }
  return bits > 0 ? out + ALPHABET.charAt((buffer << (5 - bits)) & 31) : out;
}

/** 130 random bits as 26 characters: nonces of groups, codes of links. */
export function randomBase32(random: RandomBytes): string {
  let out = '';
  for (const byte of random(26)) {
    out += ALPHABET.charAt(byte & 31);
  }
  return out;
}

/** An id for an entry: 48 bits of time, then 74 random ones (RFC 9562, version 7). */
export function uuid7(millis: number, random: RandomBytes): ClientMessageId {
  const bytes = Uint8Array.from(random(16));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(millis / 0x10000));
  view.setUint16(4, millis % 0x10000);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
