import type { Message } from '../../../src/store/model';

let keys = 0;

/** A message of Bob's at a place; whatever matters in a test is given. */
export function message(given: Partial<Message> & { readonly place: number }): Message {
  return {
    key: given.key ?? ++keys + 1_000_000,
    conversation: 1,
    id: `m${given.place}`,
    seq: given.place,
    sender: 'ubob',
    senderName: 'bob',
    mine: false,
    at: Date.UTC(2026, 10, 22, 12, 0) + given.place * 1000,
    kind: 'message',
    understood: true,
    text: `message ${given.place}`,
    edited: false,
    deleted: false,
    changing: false,
    readers: 0,
    state: { type: 'received', read: true },
    ...given,
  };
}
