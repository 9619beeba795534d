import { useEffect, useState } from 'react';
import type { Account } from '../ports';
import { FullPage } from '../parts/FullPage';
import { useRoute } from '../routes';
import { words } from '../words';
import { SignIn } from './SignIn';
import { SignUp } from './SignUp';
import { filledIn, nothingTyped } from './useAccountForm';
import { useServer } from './useServer';

interface Props {
  /** Who was signed in here until they were signed out from elsewhere. */
  readonly locked: Account | undefined;
  readonly waiting: number;
}

/** Signing in and up: the only screens that need the server's answer. */
export function AccountScreen({ locked, waiting }: Props) {
  const [server, askAgain] = useServer();
  const route = useRoute();
  const invitation = route.name === 'invited' ? route.code : undefined;
  const [chosen, setChosen] = useState<'signIn' | 'signUp'>();
  const [returning, setReturning] = useState(locked !== undefined);
  const typed = useState(() => filledIn(nothingTyped, 'name', locked?.name ?? ''));
  const [, type] = typed;
  const [lastInvitation, setLastInvitation] = useState<string>();
  if (invitation !== lastInvitation) {
    setLastInvitation(invitation);
    type((all) => filledIn(all, 'code', invitation ?? ''));
  }
  const first = server.type === 'known' && server.answer.empty;
  const shown = chosen ?? (first || invitation !== undefined ? 'signUp' : 'signIn');
  useEffect(() => {
    document.title = words.common.app;
  }, []);
  const otherPerson = () => {
    type((all) => filledIn(all, 'name', ''));
    setReturning(false);
  };

  if (locked && returning) {
    return (
      <FullPage
        title={words.account.lockedTitle(locked.name)}
        text={`${words.account.locked} ${words.account.lockedWaiting(waiting)}`}
      >
        <SignIn name={locked.name} typed={typed} onOther={otherPerson} other={words.account.otherPerson} />
      </FullPage>
    );
  }
  if (shown === 'signIn') {
    return (
      <FullPage title={words.account.welcome}>
        <SignIn typed={typed} onOther={() => setChosen('signUp')} other={words.account.toSignUp} />
      </FullPage>
    );
  }
  return (
    <FullPage
      title={first ? words.account.first : words.account.signUp}
      {...(first ? { text: words.account.firstText } : {})}
    >
      <SignUp
        server={server}
        askAgain={askAgain}
        invitation={invitation}
        typed={typed}
        onSignIn={() => setChosen('signIn')}
      />
    </FullPage>
  );
}
