import type { UserId } from '../protocol/frames';
import { SETTING } from '../protocol/groups';
import { isUserId } from '../protocol/ids';
import type { Contact } from './model';
import { byName, Names } from './names';
import type { Reading } from './reading';
import { Settings } from './settings';

/** Contacts and blocked people, by what the user calls them. */
export async function readContacts({ db, me }: Reading): Promise<readonly Contact[]> {
  const settings = new Settings(db, me);
  const contacts = await settings.withPrefix(SETTING.contact);
  const blocks = await settings.withPrefix(SETTING.block);
  const people = new Set([...usersIn(contacts.keys(), SETTING.contact), ...usersIn(blocks.keys(), SETTING.block)]);
  const names = await Names.read(db, people);
  return [...people]
    .map((user): Contact => {
      const contact = contacts.get(SETTING.contact + user);
      const block = blocks.get(SETTING.block + user);
      const name = names.of(user);
      return {
        user,
        ...(name !== undefined && { name }),
        nick: contact?.value ?? '',
        known: contact?.value !== undefined,
        blocked: block?.value !== undefined,
        waiting: contact?.waiting === true || block?.waiting === true,
      };
    })
    .filter((contact) => contact.known || contact.blocked)
    .toSorted((one, other) => byName(shown(one), shown(other)) || (one.user < other.user ? -1 : 1));
}

function shown(contact: Contact): string {
  return contact.nick === '' ? (contact.name ?? contact.user) : contact.nick;
}

function usersIn(names: Iterable<string>, prefix: string): readonly UserId[] {
  return [...names].map((name) => name.slice(prefix.length)).filter(isUserId);
}

/** Everybody whose name is known, by name, without the user. */
export async function readPeople({
  db,
  me,
}: Reading): Promise<readonly { readonly user: UserId; readonly name: string }[]> {
  const people = await db.people.toArray();
  return people
    .filter(({ id }) => id !== me)
    .map(({ id, name }) => ({ user: id, name }))
    .toSorted((one, other) => byName(one.name, other.name));
}
