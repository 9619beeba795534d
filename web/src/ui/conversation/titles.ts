import type { Conversation } from '../../store/model';
import { words } from '../words';

export function titleOf(about: Conversation): string {
  if (about.self) {
    return words.sidebar.notes;
  }
  return about.title === '' ? words.sidebar.untitledGroup : about.title;
}
