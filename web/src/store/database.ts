import { Dexie, type EntityTable, type Table } from 'dexie';
import type { UserId } from '../protocol/frames';
import type {
  ConversationRow,
  CursorRow,
  EntryRow,
  FreshWordsRow,
  GroupBaseRow,
  GroupFactRow,
  GroupStateRow,
  LineRow,
  LinkRow,
  MemberRow,
  MetaRow,
  NeedRow,
  OutboxRowStored,
  PersonRow,
  PostingsRow,
  ReadersRow,
  SettingRow,
  SummaryRow,
  TermsRow,
  TicksRow,
} from './rows';

/**
 * One user's database on this server: the origin is the server, the name is the user. Every transaction is
 * `durability: 'strict'`: what was committed survives a power cut, which `relaxed`, the default of browsers, does not
 * promise.
 */
export class Database extends Dexie {
  readonly meta!: Table<MetaRow, string>;
  readonly people!: Table<PersonRow, UserId>;
  readonly conversations!: EntityTable<ConversationRow, 'key'>;
  readonly entries!: EntityTable<EntryRow, 'key'>;
  readonly lines!: Table<LineRow, number>;
  readonly summaries!: Table<SummaryRow, number>;
  readonly outbox!: EntityTable<OutboxRowStored, 'key'>;
  readonly needs!: Table<NeedRow, [number, string]>;
  readonly cursors!: Table<CursorRow, [number, UserId]>;
  readonly settings!: Table<SettingRow, string>;
  readonly groupFacts!: Table<GroupFactRow, [number, string, number]>;
  readonly groupBases!: Table<GroupBaseRow, [number, string]>;
  readonly groupStates!: Table<GroupStateRow, number>;
  readonly members!: Table<MemberRow, [number, UserId]>;
  readonly links!: Table<LinkRow, [number, string]>;
  readonly ticks!: Table<TicksRow, number>;
  readonly readers!: Table<ReadersRow, [number, number]>;
  /** These three are search's own (searchIndex.ts). */
  readonly freshWords!: EntityTable<FreshWordsRow, 'key'>;
  readonly terms!: EntityTable<TermsRow, 'key'>;
  readonly postings!: Table<PostingsRow, number>;

  constructor(readonly me: UserId) {
    super(databaseName(me), { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      meta: 'name',
      people: 'id, name',
      conversations: '++key, &id, peer, name, untold',
      entries: '++key, &[conversation+sender+id], &[conversation+seq], [conversation+target], targetEntry, ord',
      lines: 'entry, [conversation+place], [conversation+counts+place]',
      summaries: 'conversation, at',
      outbox: '++key, [conversation+pos], entry, [conversation+slot]',
      needs: '[row+name], row, name',
      cursors: '[conversation+user], conversation',
      settings: 'name, seq',
      groupFacts: '[conversation+subject+seq], [conversation+seq]',
      groupBases: '[conversation+subject], conversation',
      groupStates: 'conversation',
      members: '[conversation+user], conversation',
      links: '[conversation+code], conversation',
      ticks: 'conversation',
      readers: '[conversation+seq]',
      freshWords: '++key, size',
      terms: '++key, [age+key]',
      postings: 'key',
    });
  }
}

export function databaseName(me: UserId): string {
  return `godwit:${me}`;
}
