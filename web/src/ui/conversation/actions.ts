import { createContext, useContext } from 'react';
import type { Message } from '../../store/model';
import type { MenuPlace } from '../parts/MenuSheet';

/** What can be done with one message; the same functions for as long as the conversation is open. */
export interface Actions {
  readonly menu: (message: Message, place: MenuPlace) => void;
  readonly retry: (message: Message) => void;
  readonly edit: (message: Message) => void;
  readonly discard: (message: Message) => void;
}

export const ActionsContext = createContext<Actions | undefined>(undefined);

export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (!actions) {
    throw new Error('outside of a conversation');
  }
  return actions;
}

/** Whether it is the user's own and is a message that can be replaced or taken back. */
export function isChangeable(message: Message): boolean {
  return message.mine && message.change === undefined && message.understood && !message.deleted;
}
