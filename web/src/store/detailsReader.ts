import type { Seq } from '../protocol/frames';
import { readAudience } from './audience';
import { readMessages } from './messageReader';
import type { MessageDetails, Reach } from './model';
import { byName, Names } from './names';
import { laterThan } from './outboxState';
import type { Reading } from './reading';
import { type LineRow, seqOf } from './rows';

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
async function reachOf({ db }: Reading, key: number, seq: Seq): Promise<readonly Reach[]> {
  const conversation = await db.conversations.get(key);
  const others = conversation === undefined ? [] : (await readAudience(db, conversation)).of(seq);
  const names = await Names.read(
    db,
    others.map(({ user }) => user),
  );
  return others
    .map(({ user, cursor }): Reach => {
      const name = names.of(user);
      return {
        user,
        ...(name !== undefined && { name }),
        delivered: cursor.delivered >= seq,
        read: cursor.read >= seq,
      };
    })
    .toSorted((one, other) => byName(one.name ?? one.user, other.name ?? other.user));
}
