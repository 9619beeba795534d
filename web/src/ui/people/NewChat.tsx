import { UserRoundCog, UsersRound } from 'lucide-react';
import { Button } from '../parts/Button';
import { go } from '../routes';
import { useSession } from '../session';
import { words } from '../words';
import { Page, Section } from '../parts/Page';
import styles from '../parts/Page.module.css';
import { PeopleField } from './PeopleField';
import { useAttempt } from '../attempt';

/** Whom to write to: works without a network, also for names that this device has never looked up. */
export function NewChat() {
  const { writes, account } = useSession();
  const attempt = useAttempt();
  const open = (person: string) => {
    attempt.run(async () => go({ name: 'conversation', key: await writes.open(person) }, true));
  };
  return (
    <Page title={words.people.newChat} backTo={{ name: 'list' }}>
      <div className={styles.actions}>
        <Button icon={UsersRound} onClick={() => go({ name: 'newGroup' }, true)}>
          {words.people.newGroup}
        </Button>
        <Button icon={UserRoundCog} onClick={() => open(account.user)}>
          {words.people.notes}
        </Button>
      </div>
      <Section>
        <PeopleField
          open
          label={words.people.name}
          hint={words.people.nameHint}
          unknownNote={words.people.writeTo}
          onChoose={({ user }) => open(user)}
        />
      </Section>
    </Page>
  );
}
