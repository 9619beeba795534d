import { describe, expect, it } from 'vitest';
import {
  conversationId,
  conversationType,
  isClientMessageId,
  isConversationId,
  isDeviceId,
  isLinkCode,
  isUserId,
  randomBase32,
  uuid7,
} from '../../src/protocol/ids';
import { golden } from './golden';

interface Named {
  readonly type: 'user' | 'device' | 'conversation' | 'message';
  readonly id: string;
}

interface Ids {
  readonly direct: readonly { one: string; other: string; conversation: string }[];
  readonly group: readonly { creator: string; nonce: string; conversation: string }[];
  readonly account: readonly { user: string; conversation: string }[];
  readonly accepted: readonly Named[];
  readonly refused: readonly Named[];
}

const IDS = golden<Ids>('ids.json');
const CHECK = { user: isUserId, device: isDeviceId, conversation: isConversationId, message: isClientMessageId };

describe('ids', () => {
  it.each(IDS.direct)('a 1:1 of $one and $other is $conversation, whoever computes it', (vector) => {
    expect(conversationId.direct(vector.one, vector.other)).toBe(vector.conversation);
    expect(conversationId.direct(vector.other, vector.one)).toBe(vector.conversation);
    expect(conversationType(vector.conversation)).toBe('direct');
  });

  it.each(IDS.group)('a group of $creator with the nonce "$nonce" is $conversation', (vector) => {
    expect(conversationId.group(vector.creator, vector.nonce)).toBe(vector.conversation);
    expect(conversationType(vector.conversation)).toBe('group');
  });

  it.each(IDS.account)('the account log of $user is $conversation', (vector) => {
    expect(conversationId.account(vector.user)).toBe(vector.conversation);
    expect(conversationType(vector.conversation)).toBe('account');
  });

  it.each(IDS.accepted)('a $type may be called $id', ({ type, id }) => {
    expect(CHECK[type](id)).toBe(true);
  });

  it.each(IDS.refused)('no $type is called "$id"', ({ type, id }) => {
    expect(CHECK[type](id)).toBe(false);
  });
});

const zeros = (n: number) => new Uint8Array(n);
const ones = (n: number) => new Uint8Array(n).fill(255);

describe('random ids', () => {
  it('of 130 bits look like the code of a link, and use every bit that they take', () => {
    expect(randomBase32(zeros)).toBe('0'.repeat(26));
    expect(randomBase32(ones)).toBe('z'.repeat(26));
    expect(isLinkCode(randomBase32((n) => Uint8Array.from({ length: n }, (_, i) => i)))).toBe(true);
  });

  it('of version 7 sort by their time and say their version', () => {
    expect(uuid7(0, zeros)).toBe('00000000-0000-7000-8000-000000000000');
    expect(uuid7(0x019b_7c1e_7d3a, ones)).toBe('019b7c1e-7d3a-7fff-bfff-ffffffffffff');
    expect(uuid7(1_767_225_600_000, ones) < uuid7(1_767_225_600_001, zeros)).toBe(true);
    expect(isClientMessageId(uuid7(1_767_225_600_000, ones))).toBe(true);
  });

  it('leave the bytes that they were made from as they are', () => {
    const bytes = new Uint8Array(16).fill(255);
    uuid7(0, () => bytes);
    expect(bytes).toEqual(new Uint8Array(16).fill(255));
  });
});
