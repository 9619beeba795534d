import { liveQuery } from 'dexie';
import { useEffect, useState } from 'react';

type Answer<T> = { readonly type: 'value'; readonly value: T } | { readonly type: 'fault'; readonly fault: unknown };

/**
 * What `query` answers, asked again after each commit, in any tab, that changes what it has read; `initial` until the
 * first answer. When `deps` change the former answer stays until the new one is there, so that nothing flickers; where
 * that would be an answer about something else, give the component another `key`. Faults are thrown to the boundary.
 */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[], initial: T): T {
  const [answer, setAnswer] = useState<Answer<T>>({ type: 'value', value: initial });
  useEffect(() => {
    const subscription = liveQuery(query).subscribe({
      next: (value) => setAnswer({ type: 'value', value }),
      error: (fault: unknown) => setAnswer({ type: 'fault', fault }),
    });
    return () => subscription.unsubscribe();
    // oxlint-disable-next-line react/exhaustive-deps -- the caller says what the query depends on
  }, deps);
  if (answer.type === 'fault') {
    throw answer.fault;
  }
  return answer.value;
}
