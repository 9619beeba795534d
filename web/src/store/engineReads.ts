import type { ConversationId, Cursor, Seq, UserId } from '../protocol/frames';
import { SETTING } from '../protocol/groups';
import { isUserId } from '../protocol/ids';
import type { LocalEntry, Snapshot, SnapshotConversation } from '../sync/core/events';
import type { Database } from './database';
import { Meta } from './meta';
import { readLocalChanges } from './outboxReads';
import type { ConversationRow } from './rows';

export { readLocalChanges } from './outboxReads';

/** Everything that an engine must know of the database to begin. */
export async function readSnapshot(db: Database): Promise<Snapshot> {
  const meta = new Meta(db);
  const epoch = await meta.get('epoch');
  const mark = await meta.get('mark');
  const named = await db.people.toCollection().primaryKeys();
  return {
    me: db.me,
    ...(epoch !== undefined && { epoch: String(epoch) }),
    epochNo: await meta.number('epochNo'),
    ...(mark !== undefined && { mark: String(mark) }),
    conversations: await readConversations(db),
    named,
    nameless: await readNameless(db, new Set(named)),
    local: await readLocalChanges(db),
  };
}

async function readConversations(db: Database): Promise<readonly SnapshotConversation[]> {
  const rows = (await db.conversations.toArray()).filter(hasId);
  const cursors = await db.cursors.bulkGet(rows.map((row): [number, UserId] => [row.key, db.me]));
  const large = new Set((await db.groupStates.toArray()).filter((each) => each.large).map((each) => each.conversation));
  return rows.map((row, index) => {
    const cursor = cursors[index];
    return {
      id: row.id,
      members: row.members,
      head: row.head,
      covered: row.covered,
      trusted: row.trusted,
      own: { delivered: cursor?.delivered ?? 0, read: cursor?.read ?? 0 } satisfies Cursor,
      confirmed: {
        delivered: cursor?.confirmedDelivered ?? 0,
        read: cursor?.confirmedRead ?? 0,
      } satisfies Cursor,
      large: large.has(row.key),
    };
  });
}

function hasId(row: ConversationRow): row is ConversationRow & { id: ConversationId } {
  return row.id !== undefined;
}

async function readNameless(db: Database, named: ReadonlySet<UserId>): Promise<readonly UserId[]> {
  const users = new Set((await db.members.toCollection().primaryKeys()).map(([, user]) => user));
  for (const prefix of [SETTING.contact, SETTING.block]) {
    for (const { name, value } of await db.settings.where('name').startsWith(prefix).toArray()) {
      const user = name.slice(prefix.length);
      if (value !== undefined && isUserId(user)) {
        users.add(user);
      }
    }
  }
  return [...users].filter((user) => !named.has(user));
}

/** What stands in a conversation from one seq to another, both included. */
export async function readLocalEntries(
  db: Database,
  conversation: ConversationId,
  from: Seq,
  to: Seq,
): Promise<readonly LocalEntry[]> {
  const [key] = await db.conversations.where('id').equals(conversation).primaryKeys();
  if (key === undefined) {
    return [];
  }
  const rows = await db.entries.where('[conversation+seq]').between([key, from], [key, to], true, true).toArray();
  return rows.map(({ seq = 0, at = 0, sender, id, epoch }) => ({ seq, at, sender, id, epoch }));
}
