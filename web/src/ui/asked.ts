import { useCallback, useEffect, useState } from 'react';
import { explain, type Explained } from './words/faults';

/** What the server was asked for. */
export type Asked<T> =
  | { readonly type: 'asking' }
  | { readonly type: 'known'; readonly answer: T }
  | { readonly type: 'unknown'; readonly fault: Explained };

/** Asks the server once, and again when told to; `ask` must stay the same as long as the question does. */
export function useAsked<T>(ask: () => Promise<T>): readonly [Asked<T>, () => void] {
  const [asked, setAsked] = useState<Asked<T>>({ type: 'asking' });
  const asking = asked.type === 'asking';
  useEffect(() => {
    if (!asking) {
      return undefined;
    }
    let wanted = true;
    ask().then(
      (answer) => wanted && setAsked({ type: 'known', answer }),
      (cause: unknown) => wanted && setAsked({ type: 'unknown', fault: explain(cause) }),
    );
    return () => {
      wanted = false;
    };
  }, [ask, asking]);
  const again = useCallback(() => setAsked({ type: 'asking' }), []);
  return [asked, again];
}
