import type { MessageState } from '../../store/model';
import { words } from '../words';
import { explainCode } from '../words/faults';

/** Why it failed and what to do: as it was said when it failed, which names people and numbers; that is in English. */
export function reasonOf(state: MessageState & { readonly type: 'failed' }): string {
  if (words.language === 'en' && state.reason !== '') {
    return state.reason;
  }
  const { what, next } = explainCode(state.code, state.reason);
  return `${what} ${next}`;
}
