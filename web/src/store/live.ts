import { liveQuery } from 'dexie';
import { asStorageFault } from './faults';

export interface Observer<T> {
  readonly next: (value: T) => void;
  /** Called once, with a `StorageFault` where the browser's storage failed; nothing comes after it. */
  readonly error: (cause: unknown) => void;
}

export interface Live<T> {
  /** Answers with how to end it. */
  subscribe(observer: Observer<T>): () => void;
}

/**
 * A query over the databases that is asked again after every commit, in this tab or another, that touches what it has
 * read. It must read nothing but these databases.
 */
export function observe<T>(query: () => Promise<T>): Live<T> {
  return {
    subscribe(observer) {
      // Dexie wants to see an `async` function: of another one it loses the transactions of some of its queries.
      const subscription = liveQuery(async () => await query()).subscribe({
        next: observer.next,
        error: (cause: unknown) => observer.error(asStorageFault(cause)),
      });
      return () => subscription.unsubscribe();
    },
  };
}
