import { useEffect, useState } from 'react';
import { observe } from '../store/live';

/** Milliseconds for which the lines of the open conversation come before what stands beside and above them. */
export const BESIDE = 60;

type Answer<T> = { readonly type: 'value'; readonly value: T } | { readonly type: 'fault'; readonly cause: unknown };

/**
 * What `query` answers, asked again after each commit, in any tab, that changes what it has read; `initial` until the
 * first answer. When `deps` change the former answer stays until the new one is there, so that nothing flickers; where
 * that would be an answer about something else, give the component another `key`. Faults are thrown to the boundary.
 *
 * @param rest as in `observe`; always the same
 */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[], initial: T, rest = 0): T {
  const [answer, setAnswer] = useState<Answer<T>>({ type: 'value', value: initial });
  useEffect(
    () =>
      observe(query, rest).subscribe({
        next: (value) => setAnswer({ type: 'value', value }),
        error: (cause) => setAnswer({ type: 'fault', cause }),
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- the caller says what the query depends on
    deps,
  );
  if (answer.type === 'fault') {
    throw answer.cause;
  }
  return answer.value;
}
