import type { Content, UserId } from '../protocol/frames';
import { type AccountSetting, type GroupChange, SETTING } from '../protocol/groups';
import { isUserId } from '../protocol/ids';
import { isGroupChange, KIND } from '../protocol/kinds';
import { changeOf } from './groupFacts';
import { GroupNow } from './groupNow';
import { subjectsOf } from '../protocol/groups';
import type { OutboxItem } from './model';
import { mentioned, Names } from './names';
import { laterThan, OutboxStates } from './outboxState';
import type { Reading } from './reading';
import type { ConversationRow, EntryRow, OutboxRowStored } from './rows';
import { rowsOfKeys } from './rowsOfKeys';
import { settingOf } from './settings';

/** What one row does, before the names are known. */
interface Item {
  readonly row: OutboxRowStored;
  readonly what: OutboxItem['what'];
  readonly sender?: UserId;
  readonly content?: Content;
  readonly change?: GroupChange;
  readonly setting?: AccountSetting;
  readonly conversation?: ConversationRow;
}

/** The outbox as people see it, in the order in which the user did it. */
export async function readOutbox(reading: Reading): Promise<readonly OutboxItem[]> {
  const { db, now } = reading;
  const rows = await db.outbox.toArray();
  const [entries, conversations, offset] = await Promise.all([
    rowsOfKeys(
      db.entries,
      rows.flatMap((row) => row.entry ?? []),
      (entry) => entry.key,
    ),
    rowsOfKeys(db.conversations, [...new Set(rows.map((row) => row.conversation))], (row) => row.key),
    reading.offset(),
  ]);
  const items = rows
    .toSorted((one, other) => one.pos - other.pos || one.key - other.key)
    .map((row) => itemOf(row, entries.get(row.entry ?? 0), conversations.get(row.conversation)));
  const [names, states, titles] = await Promise.all([
    Names.read(db, items.flatMap(people)),
    OutboxStates.ofAll(db, now, rows, conversations),
    groupTitles(reading, conversations),
  ]);
  return items.map(({ row, what, content, change, setting, conversation, ...item }) => {
    const later = laterThan(row, now);
    const title = setting ? '' : (titles.get(row.conversation) ?? personTitle(conversation, names));
    return {
      key: row.key,
      ...(row.entry !== undefined && { message: row.entry }),
      conversation: row.conversation,
      title,
      what,
      text: change || setting ? '' : (content?.body.data ?? title),
      ...(change && { change }),
      ...(setting && { setting }),
      ...((change ?? setting) && { names: names.record(people({ row, what, change, setting, ...item })) }),
      since: row.since + offset,
      state: states.of(row, names),
      attempts: row.attempts,
      ...(later !== undefined && { nextAt: later }),
    };
  });
}

function itemOf(row: OutboxRowStored, entry: EntryRow | undefined, conversation: ConversationRow | undefined): Item {
  const content = row.replacement ?? entry?.content;
  const change = content && isGroupChange(content.kind) ? changeOf(content) : undefined;
  const setting = content && settingOf(content);
  return {
    row,
    what: whatOf(row, entry?.kind ?? ''),
    ...(entry && { sender: entry.sender }),
    ...(content && { content }),
    ...(change && { change }),
    ...(setting && { setting }),
    ...(conversation && { conversation }),
  };
}

function whatOf(row: OutboxRowStored, kind: string): OutboxItem['what'] {
  switch (row.op) {
    case 'lookup':
      return 'lookup';
    case 'cancel':
      return 'withdraw';
    case 'send':
      return ofKind(kind);
    default:
      return row.op satisfies never;
  }
}

function ofKind(kind: string): OutboxItem['what'] {
  switch (kind) {
    case KIND.message:
      return 'message';
    case KIND.edit:
      return 'edit';
    case KIND.delete:
      return 'delete';
    case KIND.setting:
      return 'setting';
    default:
      return isGroupChange(kind) ? 'group' : 'other';
  }
}

function people(item: Item): readonly UserId[] {
  return [
    ...(item.sender === undefined ? [] : [item.sender]),
    ...(item.change ? subjectsOf(item.change) : []),
    ...(item.setting ? personOf(item.setting) : []),
    ...(item.conversation?.peer === undefined ? [] : [item.conversation.peer]),
    ...mentioned(item.row.reason),
  ];
}

/** Whom a setting is about, if it is about somebody. */
function personOf({ name }: AccountSetting): readonly UserId[] {
  return [SETTING.contact, SETTING.block]
    .filter((prefix) => name.startsWith(prefix))
    .map((prefix) => name.slice(prefix.length))
    .filter(isUserId);
}

function personTitle(conversation: ConversationRow | undefined, names: Names): string {
  const { peer, name, id } = conversation ?? {};
  return (peer === undefined ? undefined : names.of(peer)) ?? name ?? peer ?? id ?? '';
}

/** By conversation. A group that is still to be made has its title only in what waits. */
async function groupTitles(
  { db }: Reading,
  conversations: ReadonlyMap<number, ConversationRow>,
): Promise<ReadonlyMap<number, string>> {
  const groups = [...conversations.values()].filter((row) => row.id?.startsWith('g') === true);
  return new Map(
    await Promise.all(
      groups.map(async ({ key }): Promise<[number, string]> => [key, (await GroupNow.read(db, key)).title]),
    ),
  );
}
