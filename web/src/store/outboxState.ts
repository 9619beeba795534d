import type { Millis } from '../protocol/frames';
import type { Database } from './database';
import type { MessageState } from './model';
import type { Names } from './names';
import { rowsOf } from './outboxRows';
import type { ConversationRow, OutboxRowStored } from './rows';

/** How outbox rows stand, as people see it. */
export class OutboxStates {
  private constructor(
    private readonly now: Millis,
    private readonly conversations: ReadonlyMap<number, ConversationRow>,
    /** By row: a name that must be looked up before it can leave. */
    private readonly needs: ReadonlyMap<number, string>,
    /** By conversation: the place of the row that leaves next. */
    private readonly next: ReadonlyMap<number, number>,
  ) {}

  /** @param rows all that there are */
  static async ofAll(
    db: Database,
    now: Millis,
    rows: readonly OutboxRowStored[],
    conversations: ReadonlyMap<number, ConversationRow>,
  ): Promise<OutboxStates> {
    const needs = rows.length === 0 ? [] : await db.needs.toArray();
    const next = new Map<number, number>();
    for (const row of rows.filter(leaves)) {
      next.set(row.conversation, Math.min(row.pos, next.get(row.conversation) ?? row.pos));
    }
    return new OutboxStates(now, conversations, new Map(needs.map((need) => [need.row, need.name])), next);
  }

  /** @param rows some of them */
  static async of(
    db: Database,
    now: Millis,
    rows: readonly OutboxRowStored[],
    conversations: ReadonlyMap<number, ConversationRow>,
  ): Promise<OutboxStates> {
    const needs =
      rows.length === 0
        ? []
        : await db.needs
            .where('row')
            .anyOf(rows.map((row) => row.key))
            .toArray();
    const next = new Map<number, number>();
    for (const conversation of new Set(rows.map((row) => row.conversation))) {
      const first = await rowsOf(db, conversation).filter(leaves).first();
      if (first !== undefined) {
        next.set(conversation, first.pos);
      }
    }
    return new OutboxStates(now, conversations, new Map(needs.map((need) => [need.row, need.name])), next);
  }

  of(row: OutboxRowStored, names: Names): MessageState {
    return row.failed
      ? { type: 'failed', code: row.code ?? '', reason: names.inWords(row.reason ?? '') }
      : this.pending(row);
  }

  private pending(row: OutboxRowStored): MessageState {
    const conversation = this.conversations.get(row.conversation);
    const later = laterThan(row, this.now);
    if (row.op === 'lookup') {
      const name = conversation?.name === undefined ? {} : { name: conversation.name };
      return later === undefined
        ? { type: 'pending', waitsFor: 'connection', ...name }
        : { type: 'pending', waitsFor: 'retry', nextAt: later, ...name };
    }
    const need = this.needs.get(row.key) ?? (conversation?.id === undefined ? (conversation?.name ?? '') : undefined);
    if (need !== undefined) {
      return { type: 'pending', waitsFor: 'name', name: need };
    }
    if (later !== undefined) {
      return { type: 'pending', waitsFor: 'retry', nextAt: later };
    }
    if (row.maybeSent) {
      return { type: 'pending', waitsFor: 'answer' };
    }
    const isNext = (this.next.get(row.conversation) ?? row.pos) >= row.pos;
    return { type: 'pending', waitsFor: isNext ? 'connection' : 'earlier' };
  }
}

/** When it is tried again, if it waits for that. */
export function laterThan(row: OutboxRowStored, now: Millis): Millis | undefined {
  return row.nextAt !== undefined && row.nextAt > now ? row.nextAt : undefined;
}

/** Whether it holds up what is behind it. */
function leaves(row: OutboxRowStored): boolean {
  return !row.failed && row.op !== 'lookup';
}
