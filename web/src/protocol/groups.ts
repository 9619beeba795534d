import type { GroupLink, History, Role, UserId } from './frames';

/** What an entry of a kind `group.…` or `sys.…` does to its group. The body's type is {@link GROUP_BODY}. */
export type GroupChange =
  | { readonly type: 'create'; readonly nonce: string; readonly title: string; readonly history: History }
  | { readonly type: 'add'; readonly users: readonly UserId[] }
  | { readonly type: 'remove'; readonly user: UserId }
  | { readonly type: 'leave' }
  | { readonly type: 'setRole'; readonly user: UserId; readonly role: Role }
  | { readonly type: 'setTitle'; readonly title: string }
  | { readonly type: 'setHistory'; readonly history: History }
  | { readonly type: 'makeLink'; readonly link: GroupLink }
  | { readonly type: 'revokeLink'; readonly code: string }
  | { readonly type: 'join'; readonly code: string }
  | { readonly type: 'inherit'; readonly user: UserId }
  | { readonly type: 'scale'; readonly large: boolean };

export const GROUP_BODY = 'application/vnd.godwit.group+json';
export const SETTING_BODY = 'application/vnd.godwit.setting+json';

/** One entry of an account log: from here on this name has this value; without one it is taken out. */
export interface AccountSetting {
  readonly name: string;
  readonly value?: string;
}

/** Names of settings, or how they begin. */
export const SETTING = {
  contact: 'contact:',
  block: 'block:',
  audience: 'presence.audience',
  status: 'presence.status',
  mute: 'mute:',
  draft: 'draft:',
} as const;

/** Whom a change of a group is about, besides who made it. */
export function subjectsOf(change: GroupChange): readonly UserId[] {
  switch (change.type) {
    case 'add':
      return change.users;
    case 'remove':
    case 'setRole':
    case 'inherit':
      return [change.user];
    case 'create':
    case 'leave':
    case 'setTitle':
    case 'setHistory':
    case 'makeLink':
    case 'revokeLink':
    case 'join':
    case 'scale':
      return [];
    default:
      return change satisfies never;
  }
}
