import type { Seq } from '../protocol/frames';
import { readMessages } from './messageReader';
import type { MessageDetails, Reach } from './model';
import { byName, Names } from './names';
import { laterThan } from './outboxState';
import type { Reading } from './reading';
import { type ConversationRow, type LineRow, seqOf } from './rows';

/** "Where is my message?" */
export async function readDetails(reading: Reading, line: LineRow): Promise<MessageDetails | undefined> {
  const { db, me, now } = reading;
  const [[message], entry, row] = await Promise.all([
    readMessages(reading, [line]),
    db.entries.get(line.entry),
    db.outbox.where('entry').equals(line.entry).first(),
  ]);
  if (message === undefined || entry === undefined) {
    return undefined;
  }
  const seq = seqOf(line.place);
  const later = row && laterThan(row, now);
  return {
    message,
    written: entry.localAt,
    ...(entry.at !== undefined && { stored: entry.at }),
    reach: line.sender === me && seq !== undefined ? await reachOf(reading, line.conversation, seq) : [],
    attempts: row?.attempts ?? 0,
    ...(later !== undefined && { nextAt: later }),
  };
}

/** Whom an own message has reached, by name. Who came later does not have to get it, nor who is gone. */
async function reachOf(reading: Reading, key: number, seq: Seq): Promise<readonly Reach[]> {
  const { db } = reading;
  const [conversation, cursors] = await Promise.all([
    db.conversations.get(key),
    db.cursors.where('conversation').equals(key).toArray(),
  ]);
  const users = conversation === undefined ? [] : await expected(reading, conversation, seq);
  const names = await Names.read(db, users);
  const cursorOf = new Map(cursors.map((cursor) => [cursor.user, cursor]));
  return users
    .map((user): Reach => {
      const cursor = cursorOf.get(user);
      const name = names.of(user);
      return {
        user,
        ...(name !== undefined && { name }),
        delivered: (cursor?.delivered ?? 0) >= seq,
        read: (cursor?.read ?? 0) >= seq,
      };
    })
    .toSorted((one, other) => byName(one.name ?? one.user, other.name ?? other.user));
}

async function expected({ db, me }: Reading, conversation: ConversationRow, seq: Seq): Promise<readonly string[]> {
  if (conversation.id?.startsWith('g') !== true) {
    return conversation.members.filter((user) => user !== me);
  }
  const group = await db.groupStates.get(conversation.key);
  const members =
    group?.large === true ? [] : await db.members.where('conversation').equals(conversation.key).toArray();
  return members.filter(({ user, since }) => user !== me && since <= seq).map(({ user }) => user);
}
