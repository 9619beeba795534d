import { Bird } from '../parts/Bird';
import { EmptyState } from '../parts/EmptyState';
import { words } from '../words';
import { keyName } from '../words/keyName';

/** Beside the list, while nothing is chosen. */
export function Welcome() {
  return (
    <EmptyState picture={<Bird size={72} />} title={words.shell.noConversation}>
      {words.shell.noConversationText(keyName('Ctrl K'))}
    </EmptyState>
  );
}
