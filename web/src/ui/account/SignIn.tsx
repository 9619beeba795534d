import { Button } from '../parts/Button';
import { Notice } from '../parts/Notice';
import { PasswordField } from '../parts/PasswordField';
import { TextField } from '../parts/TextField';
import { usePort } from '../session';
import { words } from '../words';
import styles from './AccountForm.module.css';
import { focusFirst, useAccountForm } from './useAccountForm';

interface Props {
  /** Whose password is asked for, where that is settled. */
  readonly name?: string;
  readonly other: string;
  readonly onOther: () => void;
}

export function SignIn({ name, other, onOther }: Props) {
  const { accounts } = usePort();
  const form = useAccountForm(['name', 'password'], ({ name: who, password }) => accounts.signIn(who, password), {
    name: name ?? '',
  });
  return (
    <form ref={focusFirst} className={styles.form} onSubmit={form.submit} noValidate>
      {name === undefined ? (
        <TextField
          {...form.field('name')}
          label={words.account.name}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
      ) : (
        // So that the browser knows whose password it fills in.
        <input
          className={styles.unseen}
          name="name"
          value={name}
          autoComplete="username"
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
      )}
      <PasswordField {...form.field('password')} label={words.account.password} autoComplete="current-password" />
      {form.fault && <Notice fault={form.fault} />}
      <Button look="main" type="submit" wide disabled={form.busy}>
        {form.busy ? words.account.working : words.account.signIn}
      </Button>
      <Button look="quiet" onClick={onOther}>
        {other}
      </Button>
    </form>
  );
}
