import { useState } from 'react';
import { Button } from '../parts/Button';
import { TextField } from '../parts/TextField';
import { useSession } from '../session';
import { words } from '../words';
import styles from '../parts/Page.module.css';
import { useAttempt } from '../attempt';

/** What the user calls somebody; only they see it. */
export function NickField({ user, nick }: { readonly user: string; readonly nick: string }) {
  const { writes } = useSession();
  const attempt = useAttempt();
  const [typed, setTyped] = useState(nick);
  return (
    <form
      className={styles.section}
      onSubmit={(event) => {
        event.preventDefault();
        attempt.run(() => writes.addContact(user, typed.trim()));
      }}
    >
      <TextField
        label={words.people.nick}
        hint={words.people.nickHint}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
      />
      {typed.trim() !== nick && (
        <div className={styles.actions}>
          <Button type="submit">{words.common.save}</Button>
        </div>
      )}
    </form>
  );
}
