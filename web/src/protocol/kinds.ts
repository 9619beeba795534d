/** Kinds of entries that this version understands. Others are stored and passed on as they came. */
export const KIND = {
  /** First entry of every conversation but groups; the server writes it. */
  create: 'create',
  message: 'message',
  /** New content for `target`, one of the sender's own messages. */
  edit: 'edit',
  /** Takes `target`, one of the sender's own messages, back for everyone. */
  delete: 'delete',
  /** Makes a conversation that a stranger began one between acquaintances, without writing anything. */
  accept: 'accept',
  /** In account logs only. */
  setting: 'setting',
  groupCreate: 'group.create',
  groupAdd: 'group.add',
  groupRemove: 'group.remove',
  groupLeave: 'group.leave',
  groupRole: 'group.role',
  groupTitle: 'group.title',
  groupHistory: 'group.history',
  groupLink: 'group.link',
  groupUnlink: 'group.unlink',
  groupJoin: 'group.join',
  sysInherit: 'sys.inherit',
  sysScale: 'sys.scale',
} as const;

const SHAPE = /^[a-z][a-z0-9_.-]{0,31}$/;

export function isKind(text: string): boolean {
  return SHAPE.test(text);
}

/** Whether only the server may write entries of this kind. */
export function isReserved(kind: string): boolean {
  return kind === KIND.create || kind.startsWith('sys.');
}

/** Whether the body is a change of a group: those of groups, known or from a later version, and two of the server's. */
export function isGroupChange(kind: string): boolean {
  return kind.startsWith('group.') || kind === KIND.sysInherit || kind === KIND.sysScale;
}
