import { useEffect, useSyncExternalStore, type ComponentType } from 'react';

type State<P> =
  | { readonly type: 'away' }
  | { readonly type: 'coming' }
  | { readonly type: 'here'; readonly component: ComponentType<P> }
  | { readonly type: 'failed'; readonly cause: unknown };

/**
 * A component with a file of its own, which the first screen does not wait for. Fetched when it is drawn or, better,
 * before that (`fetch`): once it is here it is drawn at once, without a frame of nothing in between.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>) {
  let state: State<P> = { type: 'away' };
  const listeners = new Set<() => void>();
  const become = (next: State<P>) => {
    state = next;
    for (const listener of listeners) {
      listener();
    }
  };
  const fetch = () => {
    if (state.type === 'away' || state.type === 'failed') {
      state = { type: 'coming' };
      load().then(
        (component) => become({ type: 'here', component }),
        (cause: unknown) => become({ type: 'failed', cause }),
      );
    }
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  function Later(props: P) {
    const now = useSyncExternalStore(subscribe, () => state);
    useEffect(fetch, []);
    if (now.type === 'failed') {
      throw now.cause;
    }
    return now.type === 'here' ? <now.component {...props} /> : null;
  }
  return Object.assign(Later, { fetch });
}

/** Fetches them when the browser has nothing better to do. */
export function useFetched(...all: readonly { fetch(): void }[]): void {
  useEffect(() => {
    const fetchAll = () => all.forEach((each) => each.fetch());
    if (typeof requestIdleCallback === 'function') {
      const handle = requestIdleCallback(fetchAll, { timeout: 2_000 });
      return () => cancelIdleCallback(handle);
    }
    const timer = setTimeout(fetchAll, 500);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- they are constants of their modules
  }, []);
}
