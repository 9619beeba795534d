import { useMemo, useState } from 'react';
import { MAX_TITLE_LENGTH } from '../../protocol/limits';
import { Button } from '../parts/Button';
import { TextField } from '../parts/TextField';
import { go } from '../routes';
import { useSession } from '../session';
import { words } from '../words';
import { Chips } from './Chips';
import type { Choice } from './matching';
import { Page, Section } from '../parts/Page';
import styles from '../parts/Page.module.css';
import { PeopleField } from './PeopleField';
import { useAttempt } from '../attempt';

/** Makes a group, with no network too. */
export function NewGroup() {
  const { writes, account } = useSession();
  const attempt = useAttempt();
  const [title, setTitle] = useState('');
  const [missing, setMissing] = useState(false);
  const [people, setPeople] = useState<readonly Choice[]>([]);
  const without = useMemo(() => new Set([account.user, ...people.map(({ user }) => user)]), [account, people]);

  const create = () => {
    setMissing(title.trim() === '');
    if (title.trim() !== '') {
      const names = people.map(({ user }) => user);
      attempt.run(async () => go({ name: 'conversation', key: await writes.createGroup(title, names) }, true));
    }
  };

  return (
    <Page title={words.people.newGroup} backTo={{ name: 'list' }}>
      <Section>
        <TextField
          label={words.people.title}
          value={title}
          maxLength={MAX_TITLE_LENGTH}
          {...(missing ? { error: words.people.titleMissing } : {})}
          onChange={(event) => setTitle(event.target.value)}
        />
      </Section>
      <Section>
        {people.length > 0 && (
          <Chips people={people} onRemove={(user) => setPeople(people.filter((person) => person.user !== user))} />
        )}
        <PeopleField
          open
          label={words.people.addPeople}
          hint={words.people.addHint}
          without={without}
          unknownNote={words.people.addUnknown}
          onChoose={(person) => setPeople([...people, person])}
        />
      </Section>
      <div className={styles.actions}>
        <Button look="main" disabled={attempt.busy} onClick={create}>
          {words.people.create}
        </Button>
      </div>
    </Page>
  );
}
