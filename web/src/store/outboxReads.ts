import { Dexie } from 'dexie';
import type { ConversationId, Seq, UserId } from '../protocol/frames';
import { SETTING } from '../protocol/groups';
import { conversationType } from '../protocol/ids';
import type { LocalChanges, OutboxRow, QueuedRow } from '../sync/core/events';
import { withTarget } from './contents';
import type { Database } from './database';
import { lookupOf, rowsOf } from './outboxRows';
import type { ConversationRow, OutboxRowStored } from './rows';
import { Settings } from './settings';

/** How many rows of one conversation's queue are read at once. */
const LANE = 256;

interface Place {
  readonly pos: number;
  readonly row: QueuedRow;
}

/** What the user's own transactions left for the engine. */
export async function readLocalChanges(db: Database): Promise<LocalChanges> {
  const truncated: ConversationId[] = [];
  const places: Place[] = [];
  const lookups: OutboxRow[] = [];
  for (const conversation of await waitingConversations(db)) {
    if (conversation.id === undefined) {
      lookups.push(...(await readLookup(db, conversation)));
      continue;
    }
    const lane = await readLane(db, conversation.key, conversation.id, conversation.peer);
    places.push(...lane.places);
    if (lane.truncated) {
      truncated.push(conversation.id);
    }
  }
  places.sort((one, other) => one.pos - other.pos || one.row.key - other.row.key);
  lookups.sort((one, other) => one.key - other.key);
  const status = await new Settings(db, db.me).get(SETTING.status);
  return {
    rows: [...places.map(({ row }) => row), ...lookups],
    truncated,
    seen: await readSeen(db),
    busy: status.value === 'busy',
  };
}

/** Those that have rows, jumping from one to the next. */
async function waitingConversations(db: Database): Promise<readonly ConversationRow[]> {
  const keys: number[] = [];
  for (let last: number | undefined; ;) {
    const low = last === undefined ? [Dexie.minKey] : [last, Dexie.maxKey];
    const first = await db.outbox.where('[conversation+pos]').between(low, [Dexie.maxKey], false, true).first();
    if (!first) {
      break;
    }
    keys.push(first.conversation);
    last = first.conversation;
  }
  return (await db.conversations.bulkGet(keys)).filter((row) => row !== undefined);
}

async function readLookup(db: Database, conversation: ConversationRow): Promise<readonly OutboxRow[]> {
  const row = await lookupOf(db, conversation.key);
  return !row || row.failed || conversation.name === undefined
    ? []
    : [{ type: 'lookup', key: row.key, rev: row.rev, attempts: row.attempts, name: conversation.name }];
}

/**
 * What has lost its target waits until that one is back, what speaks of somebody unknown until they are looked up; and
 * so does whatever is behind it.
 */
async function readLane(
  db: Database,
  key: number,
  id: ConversationId,
  peer: UserId | undefined,
): Promise<{ readonly places: readonly Place[]; readonly truncated: boolean }> {
  const rows = await firstOf(db, key, LANE + 1);
  const entries = await db.entries.bulkGet(rows.map((row) => row.entry ?? 0));
  const targets = await db.entries.bulkGet(entries.map((entry) => entry?.targetEntry ?? 0));
  const needy = new Set(
    (
      await db.needs
        .where('row')
        .anyOf(rows.map((row) => row.key))
        .toArray()
    ).map((need) => need.row),
  );
  const other = conversationType(id) === 'direct' ? peer : undefined;
  const places: Place[] = [];
  for (const [index, row] of rows.entries()) {
    const entry = entries[index];
    if (!entry) {
      continue;
    }
    const seq = targets[index]?.seq;
    const lacksTarget = entry.targetEntry !== undefined && seq === undefined;
    const blocked = row.op === 'send' && (lacksTarget || needy.has(row.key));
    if (blocked || index >= LANE) {
      return { places, truncated: true };
    }
    const common = {
      key: row.key,
      rev: row.rev,
      attempts: row.attempts,
      conversation: id,
      ...(other !== undefined && { with: other }),
      id: entry.id,
    };
    places.push({
      pos: row.pos,
      row:
        row.op === 'cancel'
          ? { type: 'cancel', ...common }
          : {
              type: 'send',
              ...common,
              content: seq === undefined ? entry.content : withTarget(entry.content, seq),
              maybeSent: row.maybeSent,
              displaced: row.pos < 0,
            },
    });
  }
  return { places, truncated: false };
}

/** The first rows that may be tried, in the order in which they must leave. */
async function firstOf(db: Database, conversation: number, most: number): Promise<readonly OutboxRowStored[]> {
  const found: OutboxRowStored[] = [];
  for (let offset = 0; found.length < most; offset += most) {
    const rows = await rowsOf(db, conversation).offset(offset).limit(most).toArray();
    found.push(...rows.filter((row) => !row.failed && row.op !== 'lookup'));
    if (rows.length < most) {
      break;
    }
  }
  return found.slice(0, most);
}

/** How far was read where the server has not been told. */
async function readSeen(db: Database): Promise<readonly (readonly [ConversationId, Seq])[]> {
  const rows = await db.conversations.where('untold').equals(1).toArray();
  return rows.flatMap(({ id, seen }) => (id === undefined ? [] : [[id, seen] as const]));
}
