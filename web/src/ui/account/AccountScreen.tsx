import { useEffect, useState } from 'react';
import type { Account } from '../ports';
import { FullPage } from '../parts/FullPage';
import { useRoute } from '../routes';
import { words } from '../words';
import { SignIn } from './SignIn';
import { SignUp } from './SignUp';
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
  const first = server.type === 'known' && server.answer.empty;
  const shown = chosen ?? (first || invitation !== undefined ? 'signUp' : 'signIn');
  useEffect(() => {
    document.title = words.common.app;
  }, []);

  if (locked && returning) {
    return (
      <FullPage
        title={words.account.lockedTitle(locked.name)}
        text={`${words.account.locked} ${words.account.lockedWaiting(waiting)}`}
      >
        <SignIn name={locked.name} onOther={() => setReturning(false)} other={words.account.otherPerson} />
      </FullPage>
    );
  }
  if (shown === 'signIn') {
    return (
      <FullPage title={words.account.welcome}>
        <SignIn onOther={() => setChosen('signUp')} other={words.account.toSignUp} />
      </FullPage>
    );
  }
  return (
    <FullPage
      title={first ? words.account.first : words.account.signUp}
      {...(first ? { text: words.account.firstText } : {})}
    >
      <SignUp server={server} askAgain={askAgain} invitation={invitation} onSignIn={() => setChosen('signIn')} />
    </FullPage>
  );
}
