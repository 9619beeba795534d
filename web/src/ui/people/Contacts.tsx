import { MessageCircle, UserRoundMinus } from 'lucide-react';
import type { Contact } from '../../store/model';
import { useLive } from '../live';
import { EmptyState } from '../parts/EmptyState';
import { Menu } from '../parts/Menu';
import { go } from '../routes';
import { useSession } from '../session';
import { words } from '../words';
import { Page, Section } from '../parts/Page';
import styles from '../parts/Page.module.css';
import { PeopleField } from './PeopleField';
import { PersonRow } from './PersonRow';
import { useAttempt } from '../attempt';

const LOADING: readonly Contact[] = [];

/** People whom the user knows, and those they do not want to hear of. */
export function Contacts() {
  const { reads, writes } = useSession();
  const attempt = useAttempt();
  const contacts = useLive(() => reads.contacts(), [reads], LOADING);
  const write = (user: string) => {
    attempt.run(async () => go({ name: 'conversation', key: await writes.open(user) }));
  };
  const known = contacts.filter((contact) => contact.known && !contact.blocked);
  const blocked = contacts.filter((contact) => contact.blocked);

  const row = (contact: Contact) => {
    const name = contact.nick || (contact.name ?? words.common.somebody);
    const note = [contact.nick === '' ? '' : contact.name, contact.waiting ? words.people.waiting : ''];
    return (
      <li key={contact.user} className={styles.row}>
        <PersonRow
          id={contact.user}
          name={name}
          note={note.filter(Boolean).join(' · ')}
          end={
            <Menu
              label={words.people.actionsFor(name)}
              items={
                contact.blocked
                  ? [
                      {
                        label: words.people.unblock,
                        onSelect: () => attempt.run(() => writes.unblock(contact.user)),
                      },
                    ]
                  : [
                      { label: words.people.write, icon: MessageCircle, onSelect: () => write(contact.user) },
                      {
                        label: words.people.removeContact,
                        icon: UserRoundMinus,
                        onSelect: () => attempt.run(() => writes.removeContact(contact.user)),
                      },
                    ]
              }
            />
          }
        />
      </li>
    );
  };

  return (
    <Page title={words.people.contacts} backTo={{ name: 'list' }}>
      <Section>
        <PeopleField
          label={words.people.addContactField}
          unknownNote={words.people.addUnknown}
          onChoose={({ user }) => attempt.run(() => writes.addContact(user, ''))}
        />
      </Section>
      {known.length === 0 && contacts !== LOADING && (
        <EmptyState title={words.people.noContacts}>{words.people.noContactsText}</EmptyState>
      )}
      {known.length > 0 && (
        <Section title={words.people.contacts}>
          <ul className={styles.rows}>{known.map(row)}</ul>
        </Section>
      )}
      {blocked.length > 0 && (
        <Section title={words.people.blocked}>
          <ul className={styles.rows}>{blocked.map(row)}</ul>
        </Section>
      )}
    </Page>
  );
}
