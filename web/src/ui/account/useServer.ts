import { useCallback, useEffect, useState } from 'react';
import type { ServerInfo } from '../ports';
import { usePort } from '../session';
import { explain, type Explained } from '../words/faults';

export type Server =
  | { readonly type: 'asking' }
  | { readonly type: 'known'; readonly info: ServerInfo }
  | { readonly type: 'unknown'; readonly fault: Explained };

/** What the server says about itself to anybody, and how to ask again. */
export function useServer(): readonly [Server, () => void] {
  const { accounts } = usePort();
  const [server, setServer] = useState<Server>({ type: 'asking' });
  const asking = server.type === 'asking';
  useEffect(() => {
    if (!asking) {
      return undefined;
    }
    let wanted = true;
    accounts.server().then(
      (info) => wanted && setServer({ type: 'known', info }),
      (cause: unknown) => wanted && setServer({ type: 'unknown', fault: explain(cause) }),
    );
    return () => {
      wanted = false;
    };
  }, [accounts, asking]);
  const again = useCallback(() => setServer({ type: 'asking' }), []);
  return [server, again];
}
