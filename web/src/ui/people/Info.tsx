import { useLive } from '../live';
import { EmptyState } from '../parts/EmptyState';
import { useSession } from '../session';
import { words } from '../words';
import { GroupInfo } from './GroupInfo';
import { Page } from '../parts/Page';
import { PersonInfo } from './PersonInfo';

const LOADING = 'loading';

/** Details of a person or a group, beside their conversation. */
export function Info({ conversation: key }: { readonly conversation: number }) {
  const { reads } = useSession();
  const conversation = useLive<Awaited<ReturnType<typeof reads.conversation>> | typeof LOADING>(
    () => reads.conversation(key),
    [reads, key],
    LOADING,
  );
  if (conversation === LOADING) {
    return null;
  }
  return (
    <Page title={words.shell.details} backTo={{ name: 'conversation', key }}>
      {conversation === undefined ? (
        <EmptyState title={words.shell.gone} />
      ) : conversation.group ? (
        <GroupInfo conversation={conversation} group={conversation.group} />
      ) : (
        <PersonInfo conversation={conversation} />
      )}
    </Page>
  );
}
