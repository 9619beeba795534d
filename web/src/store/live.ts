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

const LONGEST_REST = 250;

/**
 * A query over the databases that is asked again after every commit, in this tab or another, that touches what it has
 * read. It must read nothing but these databases.
 *
 * @param rest milliseconds from a commit to asking again: what reads much, and is looked at beside something else, lets
 *   that be first, and is asked once for several commits
 */
export function observe<T>(query: () => Promise<T>, rest = 0): Live<T> {
  return {
    subscribe(observer) {
      let asked = false;
      let unansweredSince: number | undefined;
      // Dexie wants to see an `async` function: of another one it loses the transactions of some of its queries.
      const subscription = liveQuery(async () => {
        if (asked && rest > 0) {
          // A commit makes a query that is under way begin again: where many follow each other, resting has an end.
          unansweredSince ??= performance.now();
          if (performance.now() - unansweredSince < LONGEST_REST) {
            // A promise of the zone that Dexie watches the query in: after another one it would see nothing of it.
            await Promise.resolve(pause(rest));
          }
        }
        asked = true;
        return await query();
      }).subscribe({
        next: (value) => {
          unansweredSince = undefined;
          observer.next(value);
        },
        error: (cause: unknown) => observer.error(asStorageFault(cause)),
      });
      return () => subscription.unsubscribe();
    },
  };
}

function pause(millis: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, millis);
  });
}
