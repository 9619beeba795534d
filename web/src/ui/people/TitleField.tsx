import { useState } from 'react';
import { MAX_TITLE_LENGTH } from '../../protocol/limits';
import { Button } from '../parts/Button';
import { TextField } from '../parts/TextField';
import { useSession } from '../session';
import { words } from '../words';
import styles from '../parts/Page.module.css';
import { useAttempt } from '../attempt';

export function TitleField({ group, title }: { readonly group: number; readonly title: string }) {
  const { writes } = useSession();
  const attempt = useAttempt();
  const [typed, setTyped] = useState(title);
  const changed = typed.trim() !== title && typed.trim() !== '';
  return (
    <form
      className={styles.section}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) {
          attempt.run(() => writes.setTitle(group, typed));
        }
      }}
    >
      <TextField
        label={words.people.title}
        value={typed}
        maxLength={MAX_TITLE_LENGTH}
        onChange={(event) => setTyped(event.target.value)}
      />
      {changed && (
        <div className={styles.actions}>
          <Button type="submit" look="main" disabled={attempt.busy}>
            {words.common.save}
          </Button>
        </div>
      )}
    </form>
  );
}
