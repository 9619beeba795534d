import type { Content, Millis, UserId } from '../protocol/frames';
import { isGroupChange, isReserved, KIND } from '../protocol/kinds';
import { type EntryRow, type LineRow, type OutboxRowStored, WAITING } from './rows';

const HIDDEN: ReadonlySet<string> = new Set([
  KIND.create,
  KIND.edit,
  KIND.delete,
  KIND.accept,
  KIND.setting,
  KIND.groupLink,
  KIND.groupUnlink,
]);

/** An edit or a deletion that counts; `waiting`: it is still in the outbox. */
export interface AppliedChange {
  readonly kind: string;
  readonly content: Content;
  readonly waiting: boolean;
}

/** Whether entries of this kind are lines of their conversation. */
export function isLine(kind: string): boolean {
  return !HIDDEN.has(kind) && !isReserved(kind);
}

export function isChange(kind: string): boolean {
  return kind === KIND.edit || kind === KIND.delete;
}

/**
 * The entry as it is drawn; absent if it is not: what is being withdrawn is gone for the user, and entries of others
 * that lost their place come back when their author sends them again.
 *
 * @param changes in the order in which they apply
 * @param offset the server's clock minus this device's
 */
export function drawn(
  entry: EntryRow,
  outbox: OutboxRowStored | undefined,
  changes: readonly AppliedChange[],
  me: UserId,
  offset: Millis,
): LineRow | undefined {
  const mine = entry.sender === me;
  const withdrawn = outbox?.op === 'cancel' && !outbox.replacement;
  if (!isLine(entry.kind) || (entry.seq === undefined && (!mine || withdrawn))) {
    return undefined;
  }
  const original = outbox?.replacement ?? entry.content;
  const deleted = changes.some((change) => change.kind === KIND.delete);
  const edit = changes.findLast((change) => change.kind === KIND.edit);
  const isMessage = entry.kind === KIND.message;
  const groupChange = isGroupChange(entry.kind);
  return {
    entry: entry.key,
    conversation: entry.conversation,
    place: entry.seq ?? WAITING + (entry.ord ?? 0),
    sender: entry.sender,
    id: entry.id,
    kind: entry.kind,
    at: entry.at ?? entry.localAt + offset,
    text: isMessage && !deleted ? (edit?.content ?? original).body.data : '',
    edited: isMessage && edit !== undefined,
    deleted,
    changing: changes.some((change) => change.waiting),
    ...(groupChange && { change: original }),
    counts: mine || deleted || groupChange ? 0 : 1,
  };
}

/** Whether it is drawn as it was; changes of groups are not compared. */
export function sameLine(old: LineRow | undefined, line: LineRow | undefined): boolean {
  return (
    old?.entry === line?.entry &&
    old?.conversation === line?.conversation &&
    old?.place === line?.place &&
    old?.id === line?.id &&
    old?.kind === line?.kind &&
    old?.at === line?.at &&
    old?.text === line?.text &&
    old?.edited === line?.edited &&
    old?.deleted === line?.deleted &&
    old?.changing === line?.changing &&
    old?.counts === line?.counts &&
    !line?.change &&
    !old?.change
  );
}
