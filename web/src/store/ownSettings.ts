import { conversationId } from '../protocol/ids';
import { type AccountSetting, SETTING } from '../protocol/groups';
import { MAX_SETTING_LENGTH, MAX_SETTING_NAME_LENGTH } from '../protocol/limits';
import { writeSetting } from '../protocol/settings';
import { wellFormed } from '../protocol/text';
import { Refusal } from './model';
import type { Someone } from './needs';
import { type EntryOutboxRow, slotRows } from './slots';
import type { Writing } from './writing';

/*
 * Writes what is the user's own: entries of the account's log. One that never left is replaced by a later one of the
 * same name, so that a day of drafts without a network is one entry.
 */

/**
 * @param value undefined takes it out
 * @param about whose name is to be looked up first, if it is not known
 */
export async function setOwn(writing: Writing, name: string, value?: string, about?: Someone): Promise<void> {
  const setting = checked(name, value);
  const log = await writing.conversations.require(conversationId.account(writing.me));
  let inFlight = false;
  let kept: EntryOutboxRow | undefined;
  for (const row of await slotRows(writing.db, log, name)) {
    if (row.failed) {
      await writing.drop(row.entry);
    } else if (row.maybeSent) {
      inFlight = true;
    } else {
      kept = row;
    }
  }
  const before =
    kept !== undefined && !inFlight
      ? (await writing.db.settings.get(name))?.value
      : (await writing.derived.settings.get(name)).value;
  const changes = before !== setting.value;
  if (kept !== undefined && !inFlight && !changes) {
    await writing.drop(kept.entry);
  } else if (kept !== undefined) {
    await writing.db.entries.update(kept.entry, { content: writeSetting(setting) });
    await writing.entries.requeue(kept.entry, {});
  } else if (changes) {
    const row = await writing.entries.compose(log, writeSetting(setting), name);
    if (about !== undefined) {
      await writing.needs.add(row, about);
    }
  }
}

function checked(name: string, value: string | undefined): AccountSetting {
  if (name === '' || name.length > MAX_SETTING_NAME_LENGTH) {
    throw new Refusal(
      'bad_name',
      `A setting's name has 1 to ${MAX_SETTING_NAME_LENGTH} characters.`,
      'Choose another one.',
    );
  }
  if (value === undefined) {
    return { name };
  }
  if (value.length > MAX_SETTING_LENGTH) {
    throw new Refusal(
      'too_large',
      `That has ${value.length} characters; ${MAX_SETTING_LENGTH} can be kept.`,
      'Shorten it.',
    );
  }
  return { name, value: wellFormed(value) };
}

/**
 * Until a conversation has an id its draft stays on this device.
 *
 * @param conversation where it is now
 */
export async function setDraft(writing: Writing, conversation: number, text: string): Promise<void> {
  const row = await writing.db.conversations.get(conversation);
  if (row?.id !== undefined) {
    await setOwn(writing, SETTING.draft + row.id, text === '' ? undefined : text);
  } else if (row !== undefined && row.draft !== text) {
    await writing.db.conversations.update(conversation, { draft: text });
  }
}

/** What was begun has been sent. */
export async function finishDraft(writing: Writing, conversation: number): Promise<void> {
  const id = await writing.conversations.id(conversation);
  if (id === undefined || (await draftOf(writing, id)) !== undefined) {
    await setDraft(writing, conversation, '');
  }
}

/**
 * The conversation has an id now: its draft is for all devices, unless there is one already.
 *
 * @param now where the conversation is, if it was merged with another one
 */
export async function publishDraft(writing: Writing, conversation: number, now: number): Promise<void> {
  const text = (await writing.db.conversations.get(conversation))?.draft ?? '';
  if (text === '') {
    return;
  }
  await writing.db.conversations.update(conversation, { draft: '' });
  const id = await writing.conversations.id(now);
  if (id !== undefined && (await draftOf(writing, id)) === undefined) {
    await setDraft(writing, now, text);
  }
}

async function draftOf(writing: Writing, id: string): Promise<string | undefined> {
  return (await writing.derived.settings.get(SETTING.draft + id)).value;
}
