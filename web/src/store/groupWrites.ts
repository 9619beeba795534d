import type { ConversationId, GroupLink, History, Millis, Role } from '../protocol/frames';
import { writeGroupChange } from '../protocol/groupChanges';
import type { GroupChange } from '../protocol/groups';
import { conversationId, isConversationId, isLinkCode, randomBase32 } from '../protocol/ids';
import { KIND } from '../protocol/kinds';
import { MAX_NUMBER, MAX_TITLE_LENGTH } from '../protocol/limits';
import { wellFormed } from '../protocol/text';
import { rank } from './groupFacts';
import { GroupNow } from './groupNow';
import { setTitle as queueTitle } from './groupTitles';
import { Refusal } from './model';
import type { Someone } from './needs';
import { rowsOf } from './outboxRows';
import type { Writing } from './writing';

/*
 * What the user does to groups; each inside of one transaction, and it holds here at once. The server decides in the
 * order of the log; only what is certain to fail is refused here.
 */

/** A change of a group that the user is in, as far as is known here. */
async function managed(writing: Writing, conversation: number, least: Role): Promise<GroupNow> {
  const group = await groupNow(writing, conversation);
  group.requireMember();
  if (group.role !== undefined && rank(group.role) < rank(least)) {
    throw notAllowed(
      least === 'owner' ? 'Only owners of a group can do that.' : 'Only owners and admins of a group can do that.',
      ASK,
    );
  }
  return group;
}

const ASK = 'Ask somebody who may.';

async function groupNow(writing: Writing, conversation: number): Promise<GroupNow> {
  const key = await writing.conversation(conversation);
  if (!(await GroupNow.isGroup(writing.db, key))) {
    throw new Refusal('not_a_group', 'This conversation is no group.', 'Name a group.');
  }
  return GroupNow.read(writing.db, key);
}

async function queue(writing: Writing, conversation: number, change: GroupChange, about?: Someone): Promise<void> {
  const row = await writing.entries.compose(conversation, writeGroupChange(change));
  if (about !== undefined) {
    await writing.needs.add(row, about);
  }
}

export async function createGroup(writing: Writing, title: string, people: readonly string[]): Promise<number> {
  const whole = checkedTitle(title);
  const nonce = randomBase32(writing.clock.randomBytes);
  const key = await writing.conversations.require(conversationId.group(writing.me, nonce));
  await queue(writing, key, { type: 'create', nonce, title: whole, history: 'joined' });
  const added = new Set([writing.me]);
  for (const person of people) {
    const someone = await writing.needs.find(person);
    if (!added.has(someone.user)) {
      added.add(someone.user);
      await queue(writing, key, { type: 'add', users: [someone.user] }, someone);
    }
  }
  return key;
}

function checkedTitle(title: string): string {
  const whole = wellFormed(title).trim();
  if (whole === '') {
    throw new Refusal('bad_title', 'A title has something to read in it.', 'Choose another title.');
  }
  if (whole.length > MAX_TITLE_LENGTH) {
    throw new Refusal(
      'bad_title',
      `The title has ${whole.length} characters; at most ${MAX_TITLE_LENGTH} are allowed.`,
      'Choose another title.',
    );
  }
  return whole;
}

export async function addMember(writing: Writing, conversation: number, person: string): Promise<void> {
  const group = await managed(writing, conversation, 'admin');
  const someone = await writing.needs.find(person);
  if ((await group.roleOf(someone.user)) !== undefined) {
    throw noChange(`${person.trim()} is in the group already.`);
  }
  await queue(writing, group.conversation, { type: 'add', users: [someone.user] }, someone);
}

export async function removeMember(writing: Writing, conversation: number, person: string): Promise<void> {
  const group = await managed(writing, conversation, 'admin');
  const someone = await writing.needs.find(person);
  if (someone.user === writing.me) {
    throw notAllowed('Nobody removes themselves.', 'Leave the group instead.');
  }
  const role = await requireIn(group, someone, person);
  if (role === 'owner' && group.role !== 'owner') {
    throw notAllowed('Only owners of a group can remove an owner.', ASK);
  }
  await queue(writing, group.conversation, { type: 'remove', user: someone.user }, someone);
}

/** Of a large group not everybody is known here. */
async function requireIn(group: GroupNow, someone: Someone, person: string): Promise<Role | undefined> {
  const role = await group.roleOf(someone.user);
  if (role === undefined && !group.large && someone.missing === undefined) {
    throw noChange(`${person.trim()} is not in the group.`);
  }
  return role;
}

export async function setRole(writing: Writing, conversation: number, person: string, role: Role): Promise<void> {
  const group = await managed(writing, conversation, 'owner');
  const someone = await writing.needs.find(person);
  if ((await requireIn(group, someone, person)) === role) {
    throw noChange(`${person.trim()} is that already.`);
  }
  if (someone.user === writing.me && !group.large) {
    const roles = [...(await group.members()).values()];
    if (roles.filter((each) => each === 'owner').length === 1) {
      throw notAllowed('A group has an owner, and you are the only one.', 'Make somebody else an owner first.');
    }
  }
  await queue(writing, group.conversation, { type: 'setRole', user: someone.user, role }, someone);
}

/** A group that never was sent is just forgotten. */
export async function leave(writing: Writing, conversation: number): Promise<void> {
  const group = await groupNow(writing, conversation);
  if (await isUnsent(writing, group.conversation)) {
    await forgetGroup(writing, group.conversation);
    return;
  }
  group.requireMember();
  await queue(writing, group.conversation, { type: 'leave' });
}

/** Whether the user is in it only by an entry that never left, or was refused. */
async function isUnsent(writing: Writing, conversation: number): Promise<boolean> {
  if ((await writing.db.groupStates.get(conversation))?.role !== undefined) {
    return false;
  }
  const rows = (await rowsOf(writing.db, conversation).toArray()).filter((row) => !row.maybeSent || row.failed);
  const keys = rows.map((row) => row.entry).filter((entry) => entry !== undefined);
  const entries = await writing.db.entries.bulkGet(keys);
  return entries.some((entry) => entry?.kind === KIND.groupCreate || entry?.kind === KIND.groupJoin);
}

/** What never began leaves nothing behind. */
export async function forgetGroup(writing: Writing, conversation: number): Promise<void> {
  for (const row of await rowsOf(writing.db, conversation).toArray()) {
    if (row.entry !== undefined) {
      await writing.drop(row.entry);
    }
  }
}

export async function setTitle(writing: Writing, conversation: number, title: string): Promise<void> {
  const whole = checkedTitle(title);
  const group = await managed(writing, conversation, 'admin');
  if (group.title === whole) {
    throw noChange('That is the title already.');
  }
  await queueTitle(writing, group.conversation, whole);
}

export async function setHistory(writing: Writing, conversation: number, history: History): Promise<void> {
  const group = await managed(writing, conversation, 'admin');
  if (group.history === history) {
    throw noChange('It is like that already.');
  }
  await queue(writing, group.conversation, { type: 'setHistory', history });
}

export async function makeLink(
  writing: Writing,
  conversation: number,
  uses: number,
  lifetime: Millis,
): Promise<GroupLink> {
  const now = writing.clock.now() + (await writing.meta.number('clockOffset'));
  if (!isCount(uses) || !isCount(lifetime)) {
    throw new Refusal('bad_link', 'Nobody could join by such a link.', 'Give at least one use and some time.');
  }
  const group = await managed(writing, conversation, 'admin');
  const until = lifetime === 0 ? 0 : Math.min(now + lifetime, MAX_NUMBER);
  const link = { code: randomBase32(writing.clock.randomBytes), uses, until };
  await queue(writing, group.conversation, { type: 'makeLink', link });
  return link;
}

function isCount(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number <= MAX_NUMBER;
}

export async function revokeLink(writing: Writing, conversation: number, code: string): Promise<void> {
  const group = await managed(writing, conversation, 'admin');
  if (!(await group.links(0)).some((link) => link.code === code)) {
    throw noChange('There is no such link any more.');
  }
  await queue(writing, group.conversation, { type: 'revokeLink', code });
}

export async function join(writing: Writing, group: ConversationId, code: string): Promise<number> {
  if (!isConversationId(group) || !group.startsWith('g') || !isLinkCode(code)) {
    throw new Refusal('bad_link', 'That is no link to a group.', 'Ask for the link again.');
  }
  const key = await writing.conversations.require(group);
  const now = await GroupNow.read(writing.db, key);
  if (now.role === undefined && !now.joining) {
    await queue(writing, key, { type: 'join', code });
  }
  return key;
}

function notAllowed(message: string, hint: string): Refusal {
  return new Refusal('not_allowed', message, hint);
}

function noChange(message: string): Refusal {
  return new Refusal('no_change', message, 'Nothing is left to do.');
}
