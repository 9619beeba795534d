import type { Account } from '../ports';
import { FullPage } from '../parts/FullPage';
import { words } from '../words';

interface Props {
  /** Who was signed in here until they were signed out from elsewhere. */
  readonly locked: Account | undefined;
  readonly waiting: number;
}

export function AccountScreen({ locked, waiting }: Props) {
  return (
    <FullPage
      title={locked ? words.account.lockedTitle(locked.name) : words.account.welcome}
      text={locked && `${words.account.locked} ${words.account.lockedWaiting(waiting)}`}
    />
  );
}
