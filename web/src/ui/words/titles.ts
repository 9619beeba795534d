import type { Conversation } from '../../store/model';
import { words } from '.';

/** What a conversation is called. */
export function titleOf({ self, title }: Pick<Conversation, 'self' | 'title'>): string {
  if (self) {
    return words.sidebar.notes;
  }
  return title === '' ? words.sidebar.untitledGroup : title;
}
