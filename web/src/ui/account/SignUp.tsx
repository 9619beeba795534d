import { Button } from '../parts/Button';
import { Notice } from '../parts/Notice';
import { PasswordField } from '../parts/PasswordField';
import { TextField } from '../parts/TextField';
import { usePort } from '../session';
import { words } from '../words';
import styles from './AccountForm.module.css';
import { useAccountForm, type TypedState } from './useAccountForm';
import type { Server } from './useServer';

interface Props {
  readonly server: Server;
  readonly askAgain: () => void;
  /** From the link that the user was given. */
  readonly invitation: string | undefined;
  readonly typed: TypedState;
  readonly onSignIn: () => void;
}

export function SignUp({ server, askAgain, invitation, typed, onSignIn }: Props) {
  const { accounts } = usePort();
  const first = server.type === 'known' && server.answer.empty;
  const open = server.type === 'known' && !first && server.answer.registration === 'open';
  const { field, submit, busy, fault, begin } = useAccountForm(
    open ? ['name', 'password'] : ['code', 'name', 'password'],
    ({ name, password, code }) => accounts.register(name, password, code),
    typed,
  );
  return (
    <form ref={begin} className={styles.form} onSubmit={submit} noValidate>
      {open ? (
        <p className={styles.text}>{words.account.openText}</p>
      ) : (
        <TextField
          {...field('code')}
          label={first ? words.account.setupCode : words.account.invitation}
          {...(first || invitation !== undefined ? {} : { hint: words.account.invitedText })}
          dir="ltr"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
      <TextField
        {...field('name')}
        label={words.account.name}
        hint={words.account.nameHint}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <PasswordField
        {...field('password')}
        label={words.account.password}
        hint={words.account.passwordHint}
        autoComplete="new-password"
      />
      {fault && <Notice fault={fault} />}
      {!fault && server.type === 'unknown' && <Notice fault={server.fault} />}
      <Button look="main" type="submit" wide disabled={busy}>
        {busy ? words.account.working : words.account.signUp}
      </Button>
      {server.type === 'unknown' && <Button onClick={askAgain}>{words.banner.tryNow}</Button>}
      <Button look="quiet" onClick={onSignIn}>
        {words.account.toSignIn}
      </Button>
    </form>
  );
}
