import { UserRoundPlus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { VList } from 'virtua';
import type { Role } from '../../protocol/frames';
import type { Member } from '../../store/model';
import { useLive } from '../live';
import { Button } from '../parts/Button';
import { Menu } from '../parts/Menu';
import type { MenuItem } from '../parts/MenuSheet';
import { useSession } from '../session';
import { words } from '../words';
import styles from './Members.module.css';
import { Section } from '../parts/Page';
import { PeopleField } from './PeopleField';
import { PersonRow } from './PersonRow';
import { Sure } from '../parts/Sure';
import { useAttempt } from '../attempt';

/** From here on only those who are to be seen are drawn. */
const MANY = 60;

interface Props {
  readonly group: number;
  /** The user's own role. */
  readonly mine: Role;
  readonly large: boolean;
}

export function Members({ group, mine, large }: Props) {
  const { reads, writes, hints } = useSession();
  const attempt = useAttempt();
  const members = useLive(() => reads.members(group), [reads, group], []);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Member>();
  const without = useMemo(() => new Set(members.map(({ user }) => user)), [members]);
  useEffect(() => {
    if (large) {
      hints.loadMembers(group);
    }
  }, [hints, group, large]);

  const actions = (member: Member): readonly MenuItem[] => [
    ...(mine === 'owner' ? ROLES.filter((role) => role !== member.role) : []).map((role) => ({
      label: words.people.makeRole[role],
      onSelect: () => attempt.run(() => writes.setRole(group, member.user, role)),
    })),
    ...(mine === 'owner' || (mine === 'admin' && member.role !== 'owner')
      ? [{ label: words.people.remove, danger: true, apart: true, onSelect: () => setRemoving(member) }]
      : []),
  ];

  const row = (member: Member) => {
    const items = member.me ? [] : actions(member);
    const name = member.me ? words.common.you : (member.name ?? words.common.somebody);
    const note = [
      member.role === 'member' ? '' : words.people.role[member.role],
      member.waiting ? words.people.waiting : '',
    ].filter((part) => part !== '');
    return (
      <PersonRow
        id={member.user}
        name={name}
        note={note.join(' · ')}
        end={items.length > 0 && <Menu label={words.people.actionsFor(name)} items={items} />}
      />
    );
  };

  return (
    <Section title={words.people.membersTitle}>
      {mine !== 'member' &&
        (adding ? (
          <PeopleField
            label={words.people.addPeople}
            without={without}
            unknownNote={words.people.addUnknown}
            onChoose={({ user }) => attempt.run(() => writes.addMember(group, user))}
          />
        ) : (
          <div>
            <Button look="quiet" icon={UserRoundPlus} onClick={() => setAdding(true)}>
              {words.people.addPeople}
            </Button>
          </div>
        ))}
      {members.length > MANY ? (
        <VList className={styles.many} role="list" aria-label={words.people.membersTitle} tabIndex={0}>
          {members.map((member) => (
            <div role="listitem" key={member.user} className={styles.row}>
              {row(member)}
            </div>
          ))}
        </VList>
      ) : (
        <ul className={styles.list} aria-label={words.people.membersTitle}>
          {members.map((member) => (
            <li key={member.user} className={styles.row}>
              {row(member)}
            </li>
          ))}
        </ul>
      )}
      {removing && (
        <Sure
          title={words.people.removeTitle(removing.name ?? words.common.somebody)}
          text={words.people.removeText}
          action={words.people.remove}
          onClose={() => setRemoving(undefined)}
          onSure={() => attempt.run(() => writes.removeMember(group, removing.user))}
        />
      )}
    </Section>
  );
}

const ROLES: readonly Role[] = ['owner', 'admin', 'member'];
