/** Every reason why the server says no: whether the same request can never succeed, and what can be done about it. */
const CODES = {
  bad_frame: { permanent: true, hint: 'Compare the frame with docs/protocol.md; nothing was stored.' },
  unknown_frame: { permanent: true, hint: 'The server may be older than the client; nothing was stored.' },
  protocol: { permanent: true, hint: 'Begin every connection with one hello.' },
  version: { permanent: true, hint: 'Use protocol version 1.' },
  too_large: { permanent: true, hint: 'Shorten it, or send it in parts.' },
  unauthorized: { permanent: true, hint: 'Sign in again; what waits in the outbox stays there.' },
  no_conversation: {
    permanent: true,
    hint: "Check the conversation, and for a first message name the other person in 'with'.",
  },
  bad_content: { permanent: true, hint: 'Correct the content and send it under a new id.' },
  id_reused: { permanent: true, hint: 'Send it under a new id.' },
  cancelled: { permanent: true, hint: 'Send it under a new id.' },
  not_a_member: { permanent: true, hint: 'Ask somebody in the group to add you, then send it again.' },
  not_allowed: { permanent: true, hint: 'Ask an owner or an admin of the group.' },
  no_change: { permanent: true, hint: 'Nothing is left to do; discard it.' },
  not_accepted: { permanent: true, hint: 'Only they can change that.' },
  stale: { permanent: true, hint: 'Look at what stands there now, and decide again.' },
  after_pending: { permanent: false, hint: 'Send the predecessor first.' },
  retry: { permanent: false, hint: 'Send the same again.' },
  throttled: { permanent: false, hint: 'Wait for retry_after, then send the same again.' },
  storage_full: { permanent: false, hint: 'It goes out by itself when the server has room again.' },
  draining: { permanent: false, hint: 'Connect again.' },
} as const;

export type Code = keyof typeof CODES;

export function isPermanent(code: Code): boolean {
  return CODES[code].permanent;
}

/** What the other side can do about it. */
export function hintOf(code: Code): string {
  return CODES[code].hint;
}

/** A code of a later version is read by its `permanent` flag, so that an old client still does the right thing. */
export function readCode(code: string, permanent: boolean): Code {
  return Object.hasOwn(CODES, code) ? (code as Code) : permanent ? 'bad_content' : 'retry';
}
