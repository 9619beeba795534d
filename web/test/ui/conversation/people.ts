import type { Content, ConversationId, Entry, GroupView, UserId } from '../../../src/protocol/frames';
import { content } from '../../../src/protocol/contents';
import type { Database } from '../../../src/store/database';
import type { EngineStore } from '../../../src/store/engineStore';
import { NOTHING_NEARBY } from '../../../src/store/model';
import type { NowStore } from '../../../src/store/now';
import type { StoreOp } from '../../../src/sync/core/effects';

/** Everybody else and the server, as the engine writes what they do. */
export class People {
  constructor(
    readonly db: Database,
    private readonly store: EngineStore,
    private readonly now: NowStore,
    private readonly fence: number,
  ) {}

  apply(...ops: readonly StoreOp[]): Promise<void> {
    return this.store.apply(this.fence, ops);
  }

  async named(names: Readonly<Record<UserId, string>>): Promise<void> {
    await this.apply({ type: 'putNames', persons: Object.entries(names).map(([id, name]) => ({ id, name })) });
  }

  /** Everything of a conversation that there is on the server. */
  async said(conversation: ConversationId, entries: readonly Entry[], head: number): Promise<void> {
    await this.apply(
      { type: 'putEntries', conversation, entries },
      { type: 'setCoverage', conversation, head, covered: `1-${head}` },
    );
  }

  async group(conversation: ConversationId, group: GroupView): Promise<void> {
    await this.apply({ type: 'setMembers', conversation, members: [] }, { type: 'setGroup', conversation, group });
  }

  /** Somebody writes these now, one after the other. */
  async write(key: number, from: UserId, ...texts: readonly string[]): Promise<void> {
    const row = await this.db.conversations.get(key);
    if (row?.id === undefined) {
      throw new Error(`no conversation ${key}`);
    }
    for (const [i, text] of texts.entries()) {
      const seq = row.head + i + 1;
      await this.said(row.id, [entry(seq, Date.now(), from, content.message(text))], seq);
    }
  }

  /** The server stores what waits in a conversation. */
  async confirm(key: number, limit = Infinity): Promise<void> {
    const row = await this.db.conversations.get(key);
    let head = row?.head ?? 0;
    for (const change of (await this.store.localChanges()).rows) {
      if (change.type === 'send' && change.conversation === row?.id && limit-- > 0) {
        head += 1;
        await this.apply(
          { type: 'markSent', row: change.key, rev: change.rev },
          { type: 'confirm', conversation: change.conversation, id: change.id, seq: head, at: Date.now() },
          { type: 'setCoverage', conversation: change.conversation, head, covered: `1-${head}` },
        );
      }
    }
  }

  /** The oldest that waits in a conversation is refused. */
  async refuse(key: number, code: string, reason: string): Promise<void> {
    const row = await this.db.conversations.get(key);
    const rows = (await this.store.localChanges()).rows;
    const first = rows.find((each) => each.type === 'send' && each.conversation === row?.id);
    if (first?.type === 'send') {
      await this.apply(
        { type: 'markSent', row: first.key, rev: first.rev },
        { type: 'fail', row: first.key, rev: first.rev, code, reason },
      );
    }
  }

  async lookAround(online: readonly UserId[] = [], typing: Readonly<Record<number, readonly UserId[]>> = {}) {
    const presences = Object.fromEntries(online.map((user) => [user, { user, state: 'online' } as const]));
    await this.now.setNearby(this.fence, { ...NOTHING_NEARBY, presences, typing });
    await this.now.setConnection(this.fence, { type: 'online', caughtUp: true });
  }
}

const DEVICE = `v${'z'.repeat(26)}`;

export function entry(seq: number, at: number, from: UserId, what: Content): Entry {
  return { seq, at, from, device: DEVICE, id: `m${seq}`, content: what };
}
