import { type GroupChange, subjectsOf } from '../protocol/groups';
import { isGroupChange, KIND } from '../protocol/kinds';
import { changeOf } from './groupFacts';
import type { Message } from './model';
import { mentioned, Names } from './names';
import { OutboxStates } from './outboxState';
import { Reached } from './reached';
import type { Reading } from './reading';
import type { ConversationRow, GroupStateRow, LineRow, OutboxRowStored } from './rows';
import { seqOf } from './rows';
import { rowsOfKeys } from './rowsOfKeys';

/** What stands around lines. */
export interface Around {
  readonly conversations: ReadonlyMap<number, ConversationRow>;
  readonly groups: ReadonlyMap<number, GroupStateRow>;
  /** By entry: rows of those of the lines that wait. */
  readonly waiting: ReadonlyMap<number, OutboxRowStored>;
  readonly states: OutboxStates;
}

/** Lines as messages, in their order. What several of them need is read once. */
export async function readMessages(
  reading: Reading,
  lines: readonly LineRow[],
  known?: Around,
): Promise<readonly Message[]> {
  if (lines.length === 0) {
    return [];
  }
  const around = known ?? (await aroundOf(reading, lines));
  const changes = new Map<number, GroupChange>();
  for (const line of lines) {
    const change = line.change && isGroupChange(line.kind) ? changeOf(line.change) : undefined;
    if (change !== undefined) {
      changes.set(line.entry, change);
    }
  }
  const [names, reached] = await Promise.all([
    Names.read(reading.db, [
      ...lines.map((line) => line.sender),
      ...[...changes.values()].flatMap(subjectsOf),
      ...lines.flatMap((line) => mentioned(around.waiting.get(line.entry)?.reason)),
    ]),
    Reached.read(reading, lines, around.groups),
  ]);
  return lines.map((line) => message(reading, line, changes.get(line.entry), around, names, reached));
}

async function aroundOf({ db, me, now }: Reading, lines: readonly LineRow[]): Promise<Around> {
  const keys = [...new Set(lines.map((line) => line.conversation))];
  const waiting = lines.filter((line) => line.sender === me && seqOf(line.place) === undefined);
  const [conversations, groups, rows] = await Promise.all([
    rowsOfKeys(db.conversations, keys, (row) => row.key),
    rowsOfKeys(db.groupStates, keys, (row) => row.conversation),
    waiting.length === 0
      ? []
      : db.outbox
          .where('entry')
          .anyOf(waiting.map((line) => line.entry))
          .toArray(),
  ]);
  const states = await OutboxStates.of(db, now, rows, conversations);
  return { conversations, groups, waiting: byEntry(rows), states };
}

export function byEntry(rows: readonly OutboxRowStored[]): ReadonlyMap<number, OutboxRowStored> {
  return new Map(rows.flatMap((row) => (row.entry === undefined ? [] : [[row.entry, row]])));
}

function message(
  { me }: Reading,
  line: LineRow,
  change: GroupChange | undefined,
  around: Around,
  names: Names,
  reached: Reached,
): Message {
  const mine = line.sender === me;
  const seq = seqOf(line.place);
  const name = names.of(line.sender);
  const isMessage = line.kind === KIND.message;
  return {
    key: line.entry,
    conversation: line.conversation,
    place: line.place,
    id: line.id,
    ...(seq !== undefined && { seq }),
    sender: line.sender,
    ...(name !== undefined && { senderName: name }),
    mine,
    at: line.at,
    kind: line.kind,
    understood: isMessage || change !== undefined,
    text: isMessage ? line.text : '',
    edited: isMessage && line.edited,
    deleted: line.deleted,
    changing: line.changing,
    ...(change !== undefined && { change, names: names.record([line.sender, ...subjectsOf(change)]) }),
    readers: mine && seq !== undefined ? reached.readers(line.conversation, seq) : 0,
    state: mine ? ownState(line, around, names, reached) : received(line, around),
  };
}

function received(line: LineRow, { conversations }: Around): Message['state'] {
  const seen = conversations.get(line.conversation)?.seen ?? 0;
  return { type: 'received', read: line.place <= seen };
}

function ownState(line: LineRow, around: Around, names: Names, reached: Reached): Message['state'] {
  const row = around.waiting.get(line.entry);
  if (row !== undefined) {
    return around.states.of(row, names);
  }
  const seq = seqOf(line.place);
  return seq === undefined || around.groups.get(line.conversation)?.large === true
    ? { type: 'sent' }
    : reached.state(line.conversation, seq);
}
