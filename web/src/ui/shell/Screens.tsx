import type { OutboxItem } from '../../store/model';
import { Outbox } from '../outbox/Outbox';
import { Contacts } from '../people/Contacts';
import { JoinGroup } from '../people/JoinGroup';
import { NewChat } from '../people/NewChat';
import { Page } from '../parts/Page';
import { NewGroup } from '../people/NewGroup';
import { go, type Route } from '../routes';
import { words } from '../words';
import { explainCode } from '../words/faults';
import { EmptyState } from '../parts/EmptyState';
import { Button } from '../parts/Button';
import { Settings } from '../settings/Settings';

interface Props {
  readonly route: Route;
  readonly outbox: readonly OutboxItem[];
}

/** What stands in the place of a conversation. */
export function Screens({ route, outbox }: Props) {
  switch (route.name) {
    case 'new':
      return <NewChat />;
    case 'newGroup':
      return <NewGroup />;
    case 'contacts':
      return <Contacts />;
    case 'outbox':
      return <Outbox outbox={outbox} />;
    case 'settings':
      return <Settings part={route.part} outbox={outbox} />;
    case 'join':
      return <JoinGroup group={route.group} code={route.code} />;
    case 'badLink':
      return <BadLink />;
    case 'list':
    case 'conversation':
    case 'info':
    case 'message':
    case 'invited':
      return null;
    default: {
      const never: never = route;
      return never;
    }
  }
}

function BadLink() {
  const { what, next } = explainCode('bad_link', '');
  return (
    <Page title={words.people.joinTitle} backTo={{ name: 'list' }}>
      <EmptyState
        title={what}
        action={<Button onClick={() => go({ name: 'list' }, true)}>{words.shell.toList}</Button>}
      >
        {next}
      </EmptyState>
    </Page>
  );
}
