import { Dexie } from 'dexie';
import type { Readers, Seq } from '../protocol/frames';
import { KIND } from '../protocol/kinds';
import type { StoreOp } from '../sync/core/effects';
import type { Person } from '../sync/core/events';
import type { Database } from './database';
import { putPage } from './entryPages';
import { StoreConflict } from './faults';
import { deleteRow, rowsOf, rowsOfEntries } from './outboxRows';
import { publishDraft } from './ownSettings';
import type { OutboxRowStored } from './rows';
import type { Writing } from './writing';

type Op<T extends StoreOp['type']> = Extract<StoreOp, { readonly type: T }>;

/** Carries out one thing that the engine wants written. */
export async function applyOp(writing: Writing, op: StoreOp): Promise<void> {
  const { db, me, meta, entries, conversations, receipts, derived } = writing;
  switch (op.type) {
    case 'beginEpoch':
      await beginEpoch(writing, op.epoch);
      return entries.edits.remember();
    case 'setMark':
      return meta.set('mark', op.mark);
    case 'serverTime':
      return meta.set('clockOffset', op.at - writing.clock.now());
    case 'setMembers':
      return conversations.setMembers(op.conversation, op.members);
    case 'setGroup':
      return derived.groups.setGroup(await conversations.require(op.conversation), op.group);
    case 'putMembers':
      return derived.groups.putMembers(await conversations.require(op.conversation), op.members, op.count);
    case 'setReaders':
      return setReaders(db, await conversations.require(op.conversation), op.readers);
    case 'strangers':
      return meta.set('strangers', op.allowed);
    case 'setCoverage': {
      const key = await conversations.require(op.conversation);
      await db.conversations.update(key, { head: op.head, covered: op.covered });
      derived.ticks.touch(key);
      return;
    }
    case 'putEntries': {
      const key = await conversations.require(op.conversation);
      return putPage(db, derived, entries, key, op.entries, await meta.number('epochNo'));
    }
    case 'confirm': {
      const entry = await entries.find(await conversations.require(op.conversation), me, op.id);
      return entry && entries.confirm(entry, op.seq, op.at, await meta.number('epochNo'));
    }
    case 'burnt': {
      const entry = await entries.find(await conversations.require(op.conversation), me, op.id);
      return entry && entries.burnt(entry.key);
    }
    case 'markSent': {
      const row = await current(db, op);
      if (row?.op !== 'send' || row.failed) {
        throw new StoreConflict();
      }
      await db.outbox.update(row.key, { maybeSent: true });
      return;
    }
    case 'withdrawn': {
      const row = await current(db, op);
      if (row?.op === 'send' && row.entry !== undefined) {
        await entries.dropChangesOf(row.entry);
        await entries.drop(row.entry);
      }
      return;
    }
    case 'fail':
      return fail(writing, op);
    case 'postpone': {
      const row = await current(db, op);
      if (row) {
        await db.outbox.update(row.key, { attempts: op.attempts, nextAt: writing.clock.now() + op.delay });
      }
      return;
    }
    case 'setCursor':
      return receipts.put(await conversations.require(op.conversation), op.user, op.cursor);
    case 'setSeen':
      return receipts.see(await conversations.require(op.conversation), op.seq);
    case 'confirmCursor':
      return receipts.confirm(await conversations.require(op.conversation), op.cursor);
    case 'resolve':
      return resolve(writing, op);
    case 'unknownName':
      return unknownName(writing, op);
    case 'lock':
      return meta.set('locked', true);
    case 'putNames':
      return putNames(db, op.persons);
    case 'displace':
      return entries.displace(await conversations.require(op.conversation), op.seqs);
    case 'verified': {
      const key = await conversations.require(op.conversation);
      await verified(writing, key, op.upTo);
      return entries.edits.mendAll(key);
    }
    default:
      return op satisfies never;
  }
}

/** The row, unless the user has changed it since the engine read it. */
async function current(db: Database, op: { readonly row: number; readonly rev: number }) {
  const row = await db.outbox.get(op.row);
  return row?.rev === op.rev ? row : undefined;
}

async function beginEpoch({ db, meta }: Writing, epoch: string): Promise<void> {
  const number = (await meta.number('epochNo')) + 1;
  await meta.set('epoch', epoch);
  await meta.set('epochNo', number);
  await meta.clear('mark');
  await db.conversations.filter((each) => each.covered === '').modify({ trusted: number });
}

async function fail({ db, derived }: Writing, op: Op<'fail'>): Promise<void> {
  const row = await current(db, op);
  const entry = row?.entry === undefined ? undefined : await db.entries.get(row.entry);
  if (!entry) {
    return;
  }
  derived.lines.touchRow(entry);
  // Changes that wait for this entry to get its seq back cannot go out either.
  const held = await db.entries.where('targetEntry').equals(entry.key).primaryKeys();
  for (const each of (await rowsOfEntries(db, [entry.key, ...held])).values()) {
    await markFailed(db, each, op.code, op.reason, op.version);
  }
  if (entry.kind === KIND.groupTitle && op.version !== undefined) {
    await derived.groups.titleVersion(entry.conversation, op.version);
  }
}

async function markFailed(
  db: Database,
  row: OutboxRowStored,
  code: string,
  reason: string,
  version?: number,
): Promise<void> {
  await db.outbox.update(row.key, { failed: true, code, reason, version, nextAt: undefined, rev: row.rev + 1 });
}

/** Kept is who says more than all that stand behind them. */
async function setReaders(db: Database, conversation: number, readers: readonly Readers[]): Promise<void> {
  const known = await db.readers
    .where('[conversation+seq]')
    .between([conversation, Dexie.minKey], [conversation, Dexie.maxKey])
    .toArray();
  const counts = new Map(known.map(({ seq, count }) => [seq, count]));
  readers.forEach(({ seq, count }) => counts.set(seq, Math.max(count, counts.get(seq) ?? 0)));
  const gone: [number, Seq][] = [];
  const kept: { conversation: number; seq: Seq; count: number }[] = [];
  let behind = -1;
  for (const [seq, count] of [...counts].toSorted(([one], [other]) => other - one)) {
    if (count > behind) {
      kept.push({ conversation, seq, count });
      behind = count;
    } else {
      gone.push([conversation, seq]);
    }
  }
  await db.readers.bulkDelete(gone);
  await db.readers.bulkPut(kept);
}

async function resolve(writing: Writing, op: Op<'resolve'>): Promise<void> {
  await putNames(writing.db, [op.person]);
  const lookup = await takeLookup(writing.db, op.row);
  if (lookup) {
    await writing.needs.met(lookup.name, op.person.id);
    await writing.conversations.resolve(lookup.conversation, op.person.id);
    await publishDraft(writing, lookup.conversation, await writing.conversation(lookup.conversation));
  }
}

async function unknownName({ db, needs, derived }: Writing, op: Op<'unknownName'>): Promise<void> {
  const lookup = await takeLookup(db, op.row);
  if (lookup) {
    for (const row of await rowsOf(db, lookup.conversation).toArray()) {
      await db.outbox.update(row.key, { failed: true, code: 'unknown_name', reason: op.reason, rev: row.rev + 1 });
      if (row.entry !== undefined) {
        await derived.lines.touch(row.entry);
      }
    }
    await needs.nobody(lookup.name, op.reason);
  }
}

async function takeLookup(
  db: Database,
  key: number,
): Promise<{ readonly conversation: number; readonly name: string } | undefined> {
  const row = await db.outbox.get(key);
  const conversation = row?.op === 'lookup' ? await db.conversations.get(row.conversation) : undefined;
  if (conversation?.name === undefined) {
    return undefined;
  }
  await deleteRow(db, key);
  return { conversation: conversation.key, name: conversation.name };
}

async function putNames(db: Database, persons: readonly Person[]): Promise<void> {
  await db.people.bulkPut(persons.map(({ id, name }) => ({ id, name })));
}

async function verified({ db, meta, derived, receipts }: Writing, conversation: number, upTo: Seq): Promise<void> {
  await db.conversations.update(conversation, { trusted: await meta.number('epochNo') });
  await receipts.cut(conversation, upTo);
  await derived.groups.cut(conversation, upTo);
}
