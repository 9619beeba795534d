/** Every reason why the server says no, and whether the same request can never succeed. */
const PERMANENT = {
  bad_frame: true,
  unknown_frame: true,
  protocol: true,
  version: true,
  too_large: true,
  unauthorized: true,
  no_conversation: true,
  bad_content: true,
  id_reused: true,
  cancelled: true,
  not_a_member: true,
  not_allowed: true,
  no_change: true,
  not_accepted: true,
  stale: true,
  after_pending: false,
  retry: false,
  throttled: false,
  storage_full: false,
  draining: false,
} as const;

export type Code = keyof typeof PERMANENT;

export function isPermanent(code: Code): boolean {
  return PERMANENT[code];
}

/** A code of a later version is read by its `permanent` flag, so that an old client still does the right thing. */
export function readCode(code: string, permanent: boolean): Code {
  return Object.hasOwn(PERMANENT, code) ? (code as Code) : permanent ? 'bad_content' : 'retry';
}
