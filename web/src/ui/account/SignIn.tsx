import { Button } from '../parts/Button';
import { Notice } from '../parts/Notice';
import { PasswordField } from '../parts/PasswordField';
import { TextField } from '../parts/TextField';
import { usePort } from '../session';
import { words } from '../words';
import styles from './AccountForm.module.css';
import { useAccountForm, type TypedState } from './useAccountForm';

interface Props {
  /** Whose password is asked for, where that is settled. */
  readonly name?: string;
  readonly typed: TypedState;
  readonly other: string;
  readonly onOther: () => void;
}

export function SignIn({ name, typed, other, onOther }: Props) {
  const { accounts } = usePort();
  const { field, submit, busy, fault, begin } = useAccountForm(
    ['name', 'password'],
    ({ name: who, password }) => accounts.signIn(who, password),
    typed,
  );
  return (
    <form ref={begin} className={styles.form} onSubmit={submit} noValidate>
      {name === undefined ? (
        <TextField
          {...field('name')}
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
      <PasswordField {...field('password')} label={words.account.password} autoComplete="current-password" />
      {fault && <Notice fault={fault} />}
      <Button look="main" type="submit" wide disabled={busy}>
        {busy ? words.account.working : words.account.signIn}
      </Button>
      <Button look="quiet" onClick={onOther}>
        {other}
      </Button>
    </form>
  );
}
