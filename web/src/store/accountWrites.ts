import { content } from '../protocol/contents';
import type { ConversationId, Millis } from '../protocol/frames';
import { SETTING } from '../protocol/groups';
import { conversationType } from '../protocol/ids';
import { wellFormed } from '../protocol/text';
import { Refusal } from './model';
import { setDraft, setOwn } from './ownSettings';
import type { Writing } from './writing';

/*
 * What the user changes of their own; each inside of one transaction, and it goes to their other devices by itself.
 */

const MAX_NICK_LENGTH = 100;

export async function addContact(writing: Writing, person: string, nick: string): Promise<void> {
  const whole = wellFormed(nick).trim();
  if (whole.length > MAX_NICK_LENGTH) {
    throw new Refusal(
      'bad_name',
      `A name for somebody has at most ${MAX_NICK_LENGTH} characters.`,
      'Choose a shorter one.',
    );
  }
  await setAbout(writing, SETTING.contact, person, whole);
}

export function removeContact(writing: Writing, person: string): Promise<void> {
  return setAbout(writing, SETTING.contact, person, undefined);
}

export function block(writing: Writing, person: string): Promise<void> {
  return setAbout(writing, SETTING.block, person, '');
}

export function unblock(writing: Writing, person: string): Promise<void> {
  return setAbout(writing, SETTING.block, person, undefined);
}

async function setAbout(writing: Writing, prefix: string, person: string, value: string | undefined): Promise<void> {
  const someone = await writing.needs.find(person);
  if (someone.user === writing.me) {
    throw new Refusal('not_allowed', 'That is yourself.', "Give somebody else's name.");
  }
  await setOwn(writing, prefix + someone.user, value, someone);
}

/** @param until server time, 0 for always; undefined: not any more */
export async function mute(writing: Writing, conversation: number, until: Millis | undefined): Promise<void> {
  const id = await idOf(writing, await writing.conversation(conversation));
  await setOwn(writing, SETTING.mute + id, until === undefined ? undefined : String(until));
}

async function idOf(writing: Writing, conversation: number): Promise<ConversationId> {
  const id = await writing.conversations.id(conversation);
  if (id === undefined) {
    throw new Refusal(
      'no_conversation',
      'Nobody has looked up yet with whom this conversation is.',
      'Try again once there was a connection.',
    );
  }
  return id;
}

export async function saveDraft(writing: Writing, conversation: number, text: string): Promise<void> {
  const whole = wellFormed(text);
  await setDraft(writing, await writing.conversation(conversation), whole.trim() === '' ? '' : whole);
}

/** Does nothing if the user has written there already. */
export async function accept(writing: Writing, conversation: number): Promise<void> {
  const key = await writing.conversation(conversation);
  if (conversationType(await idOf(writing, key)) !== 'direct') {
    throw new Refusal('not_allowed', 'Only what a stranger began can be accepted.', 'Nothing is left to do.');
  }
  const own = writing.db.entries
    .where('[conversation+sender+id]')
    .between([key, writing.me, ''], [key, writing.me, '\uffff']);
  if ((await own.limit(1).count()) === 0) {
    await writing.entries.compose(key, content.accept());
  }
}

export function set(writing: Writing, name: string, value: string | undefined): Promise<void> {
  return setOwn(writing, name, value);
}
