import { bodySize, content } from '../protocol/contents';
import type { ClientMessageId, Content, Seq } from '../protocol/frames';
import { isUserId } from '../protocol/ids';
import { KIND } from '../protocol/kinds';
import { MAX_BODY } from '../protocol/limits';
import { asEdit } from './contents';
import { FRONT } from './editOrder';
import { GroupNow } from './groupNow';
import { forgetGroup } from './groupWrites';
import { renewTitle } from './groupTitles';
import { Refusal } from './model';
import { finishDraft } from './ownSettings';
import type { EntryRow, OutboxRowStored } from './rows';
import type { Writing } from './writing';

/* What the user does with messages; each inside of one transaction. */

export async function open(writing: Writing, person: string): Promise<number> {
  const someone = await writing.needs.find(person);
  const address = person.trim();
  const isId: boolean = isUserId(address);
  return isId ? writing.conversations.withPerson(someone.user) : writing.conversations.withName(address);
}

export async function send(
  writing: Writing,
  conversation: number,
  text: string,
  id: ClientMessageId | undefined,
): Promise<number> {
  const message = written(text);
  const key = await writing.conversation(conversation);
  await GroupNow.requireVoice(writing.db, key);
  await writing.conversations.ensureLookup(key);
  const ord = await writing.entries.nextOrd();
  const entry = await writing.entries.insertOwn(key, message, undefined, ord, id);
  await writing.entries.queue(key, entry, ord, false);
  await finishDraft(writing, key);
  return entry;
}

function written(text: string): Content {
  const message = content.message(text);
  if (message.body.data.trim() === '') {
    throw new Refusal('empty', 'There is no text in it.', 'Write something.');
  }
  const size = bodySize(message.body);
  if (size > MAX_BODY) {
    throw new Refusal(
      'too_large',
      `The text has ${size} bytes; a message holds ${MAX_BODY}.`,
      'Shorten it, or send it in parts.',
    );
  }
  return message;
}

export async function edit(writing: Writing, message: number, text: string): Promise<void> {
  const replacement = written(text);
  const { entries } = writing;
  const own = await ownEntry(writing, message);
  if (own.kind !== KIND.message) {
    throw notAllowed('Only messages can be edited.');
  }
  const waiting = await entries.waiting(message);
  const seq = place(own, waiting);
  if (waiting === undefined || seq !== undefined) {
    await change(writing, own, asEdit(replacement, required(own, seq)));
    return;
  }
  await entries.withdrawChangesOf(message);
  if (waiting.failed && waiting.op !== 'cancel') {
    // Refused for good, so not stored: it may go out under a new id, behind what waits now.
    await entries.replace(message, replacement);
    await toTail(writing, own);
  } else if (!waiting.maybeSent) {
    await entries.rewrite(message, replacement);
  } else {
    await entries.withdraw(message, replacement);
  }
}

export async function retry(writing: Writing, message: number): Promise<void> {
  const { entries } = writing;
  const own = await ownEntry(writing, message);
  const waiting = await entries.waiting(message);
  if (waiting?.failed !== true) {
    throw notAllowed('This has not failed; what waits goes out by itself.');
  }
  if (own.targetEntry !== undefined && (await entries.waiting(own.targetEntry))?.failed === true) {
    // A change leaves behind what it is about, and never without it: it would hold up all that is behind it.
    await retry(writing, own.targetEntry);
  }
  const idIsSpoilt = waiting.code === 'id_reused' || waiting.code === 'cancelled';
  if (idIsSpoilt && waiting.op === 'send') {
    await entries.replace(message, own.content);
  }
  if (waiting.code === 'stale' && own.kind === KIND.groupTitle) {
    await renewTitle(writing, own);
  }
  await writing.needs.renew(waiting.key);
  await toTail(writing, own);
}

export async function discard(writing: Writing, message: number): Promise<void> {
  const own = await ownEntry(writing, message);
  const waiting = await writing.entries.waiting(message);
  if (waiting === undefined && own.kind !== KIND.message) {
    throw notAllowed('That change has been made already.');
  }
  const seq = place(own, waiting);
  if (waiting === undefined || seq !== undefined) {
    await change(writing, own, content.delete(required(own, seq)));
    return;
  }
  await writing.entries.withdrawChangesOf(message);
  if (!waiting.maybeSent || (waiting.failed && waiting.op === 'send')) {
    if (own.kind === KIND.groupCreate) {
      await forgetGroup(writing, own.conversation);
    } else {
      await writing.drop(message);
    }
  } else if (own.kind === KIND.groupCreate) {
    throw new Refusal('not_allowed', 'The group may have been made already.', 'Leave the group instead.');
  } else {
    await writing.entries.withdraw(message, undefined);
  }
}

export async function markRead(writing: Writing, message: number): Promise<void> {
  const { db } = writing;
  const entry = await db.entries.get(message);
  const conversation = entry && (await db.conversations.get(entry.conversation));
  if (conversation === undefined) {
    throw noMessage();
  }
  // A message without a seq stands behind everything that has one.
  await writing.receipts.see(conversation.key, entry?.seq ?? lastOf(conversation.covered));
}

/** The highest seq of ranges such as `1-20,25,30-31`. */
function lastOf(covered: string): number {
  return Number(covered.slice(covered.search(/\d*$/)));
}

async function ownEntry(writing: Writing, message: number): Promise<EntryRow> {
  const entry = await writing.db.entries.get(message);
  if (entry === undefined) {
    throw noMessage();
  }
  if (entry.sender !== writing.me) {
    throw notAllowed('Somebody else wrote this.');
  }
  return entry;
}

/**
 * Where a message stands in the log, or stood before a restored server lost it, if it goes out again as it was;
 * undefined for what waits otherwise.
 *
 * Other devices of the user's bring back what was lost, too: whoever withdrew it could not be sure that it stays
 * withdrawn when the server is restored once more. What the user does with it meanwhile follows it, as if it stood
 * there.
 */
function place(own: EntryRow, waiting: OutboxRowStored | undefined): Seq | undefined {
  if (waiting === undefined) {
    return own.seq;
  }
  const isLost = own.kind === KIND.message && waiting.pos < 0 && waiting.op === 'send' && !waiting.failed;
  return isLost ? waiting.pos - FRONT : undefined;
}

function required(own: EntryRow, seq: Seq | undefined): Seq {
  if (seq === undefined) {
    throw new Error(`own entry ${own.key} is neither in the outbox nor in the log`);
  }
  return seq;
}

/** Queues an edit or a deletion of an entry that stands in the log. One that waits and never left is replaced. */
async function change(writing: Writing, own: EntryRow, changed: Content): Promise<void> {
  for (const older of await writing.db.entries.where('targetEntry').equals(own.key).primaryKeys()) {
    const waiting = await writing.entries.waiting(older);
    if (waiting?.maybeSent === false) {
      await writing.entries.drop(older);
    }
  }
  const ord = await writing.entries.nextOrd();
  const entry = await writing.entries.insertOwn(own.conversation, changed, own.key, ord);
  await writing.entries.queue(own.conversation, entry, ord, false);
}

/** To be tried again, behind what waits now. */
async function toTail(writing: Writing, own: EntryRow): Promise<void> {
  await writing.conversations.ensureLookup(own.conversation);
  const ord = await writing.entries.nextOrd();
  await writing.derived.lines.touch(own.key);
  await writing.db.entries.update(own.key, { ord });
  await writing.entries.requeue(own.key, { pos: ord });
}

function noMessage(): Refusal {
  return new Refusal('no_message', 'There is no such message on this device.', 'Look it up again.');
}

function notAllowed(message: string): Refusal {
  return new Refusal('not_allowed', message, "Look at the message's state first.");
}
