import { type AccountSetting, SETTING } from '../protocol/groups';
import { GroupNow } from './groupNow';
import { byEntry, readMessages } from './messageReader';
import type { Conversation, Group, Message } from './model';
import { Names } from './names';
import { rowsOf } from './outboxRows';
import { OutboxStates } from './outboxState';
import type { Reading } from './reading';
import type { ConversationRow, GroupStateRow, OutboxRowStored, SummaryRow } from './rows';
import { type SettingNow, Settings } from './settings';
import { waitingGroupChanges } from './waitingGroupChanges';

/** What stands elsewhere, read once for all conversations. */
interface Around {
  readonly names: Names;
  readonly waiting: ReadonlyMap<number, { readonly pending: number; readonly failed: number }>;
  readonly changes: Awaited<ReturnType<typeof waitingGroupChanges>>;
  readonly groups: ReadonlyMap<number, GroupStateRow>;
  readonly settings: ReadonlyMap<string, SettingNow>;
  readonly strangers: boolean;
  /** The server's clock. */
  readonly serverTime: number;
}

/** Last active first: a handful of requests, however many there are. */
export async function readConversations(reading: Reading): Promise<readonly Conversation[]> {
  const { db, now } = reading;
  const [all, summaries, groups, outbox] = await Promise.all([
    db.conversations.toArray(),
    db.summaries.toArray(),
    db.groupStates.toArray(),
    db.outbox.toArray(),
  ]);
  const summaryOf = new Map(summaries.map((row) => [row.conversation, row]));
  const rows = all.filter((row) => isShown(row, summaryOf.get(row.key)));
  const byKey = new Map(all.map((row) => [row.key, row]));
  const groupStates = new Map(groups.map((row) => [row.conversation, row]));
  const lines = summaries.flatMap(({ line }) => line ?? []);
  const [around, messages] = await Promise.all([
    aroundOf(reading, rows, groupStates, outbox),
    OutboxStates.ofAll(db, now, outbox, byKey).then((states) =>
      readMessages(reading, lines, { conversations: byKey, groups: groupStates, waiting: byEntry(outbox), states }),
    ),
  ]);
  const last = new Map(messages.map((message) => [message.conversation, message]));
  const conversations = await Promise.all(
    rows.map((row) => conversation(reading, row, summaryOf.get(row.key), last.get(row.key), around)),
  );
  return conversations.toSorted((one, other) => (other.last?.at ?? 0) - (one.last?.at ?? 0));
}

export async function readConversation(reading: Reading, key: number): Promise<Conversation | undefined> {
  const { db } = reading;
  const row = await db.conversations.get(key);
  if (row === undefined || row.mergedInto !== undefined || row.id?.startsWith('a') === true) {
    return undefined;
  }
  const [summary, group, outbox] = await Promise.all([
    db.summaries.get(key),
    db.groupStates.get(key),
    rowsOf(db, key).toArray(),
  ]);
  const around = await aroundOf(reading, [row], new Map(group && [[key, group]]), outbox);
  const [last] = await readMessages(reading, summary?.line ? [summary.line] : []);
  return conversation(reading, row, summary, last, around);
}

/** Neither merged nor the account's, and not begun by a wrong name and given up, or only by somebody's being looked up. */
function isShown(row: ConversationRow, summary: SummaryRow | undefined): boolean {
  return (
    row.mergedInto === undefined && row.id?.startsWith('a') !== true && (summary?.line !== undefined || row.head > 0)
  );
}

async function aroundOf(
  reading: Reading,
  rows: readonly ConversationRow[],
  groups: ReadonlyMap<number, GroupStateRow>,
  outbox: readonly OutboxRowStored[],
): Promise<Around> {
  const { db, now } = reading;
  const settings = new Settings(db, db.me);
  const only = rows.length === 1 ? rows[0] : undefined;
  const groupKeys = new Set(rows.filter((row) => row.id?.startsWith('g') === true).map((row) => row.key));
  const groupWaits = outbox.some((row) => row.entry !== undefined && groupKeys.has(row.conversation));
  const [names, changes, strangers, offset, ...found] = await Promise.all([
    Names.read(
      db,
      rows.flatMap((row) => row.peer ?? []),
    ),
    groupWaits ? waitingGroupChanges(db, only?.key) : new Map(),
    db.meta.get('strangers'),
    reading.offset(),
    ...(only === undefined ? PREFIXES : settingsOf(only)).map((name) => settings.withPrefix(name)),
  ]);
  return {
    names,
    waiting: countWaiting(outbox),
    changes,
    groups,
    settings: new Map(found.flatMap((each) => [...each])),
    strangers: isOn(strangers?.value),
    serverTime: now + offset,
  };
}

const PREFIXES: readonly AccountSetting['name'][] = [SETTING.draft, SETTING.mute, SETTING.block, SETTING.contact];

function settingsOf({ id, peer }: ConversationRow): readonly AccountSetting['name'][] {
  return [
    ...(id === undefined ? [] : [SETTING.draft + id, SETTING.mute + id]),
    ...(peer === undefined ? [] : [SETTING.block + peer, SETTING.contact + peer]),
  ];
}

function isOn(value: string | number | boolean | undefined): boolean {
  return value === true || value === 1;
}

function countWaiting(outbox: readonly OutboxRowStored[]): Around['waiting'] {
  const out = new Map<number, { pending: number; failed: number }>();
  for (const row of outbox) {
    const counts = out.get(row.conversation) ?? { pending: 0, failed: 0 };
    out.set(row.conversation, counts);
    if (row.failed) {
      counts.failed++;
    } else if (row.entry !== undefined) {
      counts.pending++;
    }
  }
  return out;
}

async function conversation(
  reading: Reading,
  row: ConversationRow,
  summary: SummaryRow | undefined,
  last: Message | undefined,
  around: Around,
): Promise<Conversation> {
  const { key, id, peer } = row;
  const group = id?.startsWith('g') === true ? await groupOf(reading, row, around) : undefined;
  const value = (name: string) => around.settings.get(name)?.value;
  const pair = peer !== undefined && peer !== reading.me;
  const waiting = around.waiting.get(key);
  return {
    key,
    ...(id !== undefined && { id }),
    title: group ? group.title : ((peer && around.names.of(peer)) ?? row.name ?? peer ?? id ?? ''),
    ...(peer !== undefined && { peer }),
    self: peer === reading.me,
    members: group?.members ?? row.members,
    unread: summary?.unread ?? 0,
    pending: waiting?.pending ?? 0,
    failed: waiting?.failed ?? 0,
    complete: isComplete(row),
    ...(last && { last }),
    ...(group && { group: group.view }),
    muted: isMuted(value(SETTING.mute + (id ?? '')), around.serverTime),
    draft: value(SETTING.draft + (id ?? '')) ?? row.draft,
    request:
      around.strangers &&
      pair &&
      row.head > 0 &&
      summary?.mine !== true &&
      value(SETTING.contact + (peer ?? '')) === undefined,
    blocked: pair && value(SETTING.block + (peer ?? '')) !== undefined,
    seen: row.seen,
  };
}

interface GroupParts {
  readonly title: string;
  readonly view: Group;
  readonly members: ConversationRow['members'];
}

async function groupOf({ db }: Reading, row: ConversationRow, around: Around): Promise<GroupParts> {
  const state = around.groups.get(row.key);
  const waiting = around.changes.get(row.key) ?? [];
  if (waiting.length === 0 && state !== undefined) {
    const { title, role, count, large, history } = state;
    return {
      title,
      view: { ...(role !== undefined && { role }), joining: false, count: Math.max(0, count), large, history },
      members: row.members,
    };
  }
  const now = await GroupNow.of(db, row.key, state, waiting);
  const members = waiting.length === 0 || now.large ? row.members : await now.realMembers();
  return { title: now.title, view: now.view(), members };
}

/** Whether nothing is missing from 1 to the head. */
function isComplete({ covered, head }: ConversationRow): boolean {
  if (head === 0) {
    return true;
  }
  const [from, to] = (covered.split(',')[0] ?? '').split('-');
  return from === '1' && Number(to ?? from) >= head;
}

function isMuted(until: string | undefined, serverTime: number): boolean {
  if (until === undefined) {
    return false;
  }
  const end = /^-?\d+$/.test(until) ? Number(until) : undefined;
  // What another kind of client has written, and is no time, still means that the user wanted it quiet.
  return end === undefined || end === 0 || end > serverTime;
}
