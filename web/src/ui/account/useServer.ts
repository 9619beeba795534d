import { useCallback } from 'react';
import { useAsked, type Asked } from '../asked';
import type { ServerInfo } from '../ports';
import { usePort } from '../session';

export type Server = Asked<ServerInfo>;

/** What the server says about itself to anybody, and how to ask again. */
export function useServer(): readonly [Server, () => void] {
  const { accounts } = usePort();
  return useAsked(useCallback(() => accounts.server(), [accounts]));
}
