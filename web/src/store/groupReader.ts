import type { GroupLink, Role } from '../protocol/frames';
import { rank } from './groupFacts';
import { GroupNow } from './groupNow';
import type { Member } from './model';
import { byName, Names } from './names';
import type { Reading } from './reading';

/** Owners first, then admins, then by name. */
export async function readMembers({ db, me }: Reading, conversation: number): Promise<readonly Member[]> {
  const group = await GroupNow.read(db, conversation);
  const roles = await group.members();
  const changed = group.changedUsers();
  const names = await Names.read(db, roles.keys());
  return [...roles]
    .map(([user, role]) => memberOf(user, role, names.of(user), user === me, changed.has(user)))
    .toSorted(
      (one, other) => rank(other.role) - rank(one.role) || byName(one.name ?? one.user, other.name ?? other.user),
    );
}

function memberOf(user: string, role: Role, name: string | undefined, me: boolean, waiting: boolean): Member {
  return { user, ...(name !== undefined && { name }), role, me, waiting };
}

/** Those that work, for who may use them. */
export async function readLinks(reading: Reading, conversation: number): Promise<readonly GroupLink[]> {
  const group = await GroupNow.read(reading.db, conversation);
  return group.role === 'owner' || group.role === 'admin' ? group.links(reading.now + (await reading.offset())) : [];
}
