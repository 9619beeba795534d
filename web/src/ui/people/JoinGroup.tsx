import { Button } from '../parts/Button';
import { EmptyState } from '../parts/EmptyState';
import { go } from '../routes';
import { useSession } from '../session';
import { words } from '../words';
import { Page } from '../parts/Page';
import { useAttempt } from '../attempt';

/** Where an invitation's address leads: nothing happens before the user says so. */
export function JoinGroup({ group, code }: { readonly group: string; readonly code: string }) {
  const { writes } = useSession();
  const attempt = useAttempt();
  const join = () => {
    attempt.run(async () => go({ name: 'conversation', key: await writes.join(group, code) }, true));
  };
  return (
    <Page title={words.people.joinTitle} backTo={{ name: 'list' }}>
      <EmptyState
        title={words.people.joinQuestion}
        action={
          <Button look="main" disabled={attempt.busy} onClick={join}>
            {words.people.join}
          </Button>
        }
      >
        {words.people.joinText}
      </EmptyState>
    </Page>
  );
}
