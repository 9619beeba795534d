import { useState } from 'react';
import type { UserId } from '../../protocol/frames';
import type { Conversation, Message } from '../../store/model';
import { useLive } from '../live';
import { useNames } from '../names';
import { useSession } from '../session';
import { titleOf } from '../words/titles';
import { nameMatches } from './highlight';

export interface Results {
  readonly query: string;
  readonly conversations: readonly Conversation[];
  readonly messages: readonly Message[];
  /** Whom there is no conversation with yet. */
  readonly people: readonly { readonly user: UserId; readonly name: string }[];
}

const MOST_PEOPLE = 8;
const MOST_MESSAGES = 50;

/**
 * What is found on this device; the former results stay until the next are there. Absent until the first are. Nothing
 * waits for a pause in typing: one search runs at a time, and the next one is for what is typed by then.
 */
export function useSearch(typed: string, all: readonly Conversation[]): Results | undefined {
  const { reads } = useSession();
  const names = useNames();
  const text = typed.trim();
  const [query, setQuery] = useState(text);
  const found = useLive<{ readonly query: string; readonly messages: readonly Message[] } | undefined>(
    async () => ({ query, messages: query === '' ? [] : await reads.search(query, MOST_MESSAGES) }),
    [reads, query],
    undefined,
  );
  if (found?.query === query && query !== text) {
    setQuery(text);
  }
  if (!found || found.query === '') {
    return undefined;
  }
  const peers = new Set(all.map((each) => each.peer));
  return {
    query: found.query,
    conversations: all.filter((each) => nameMatches(titleOf(each), found.query)),
    messages: found.messages,
    people: [...names]
      .filter(([user, name]) => !peers.has(user) && nameMatches(name, found.query))
      .slice(0, MOST_PEOPLE)
      .map(([user, name]) => ({ user, name })),
  };
}
