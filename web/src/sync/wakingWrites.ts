import type { Writes } from '../store/api';

/** The same writes; after each that succeeded the engine is told to look at what has changed. */
export function wakingWrites(writes: Writes, wake: () => void): Writes {
  return new Proxy(writes, {
    get(target, name): unknown {
      const work: unknown = Reflect.get(target, name);
      if (typeof work !== 'function') {
        return work;
      }
      return async (...given: readonly unknown[]): Promise<unknown> => {
        const result: unknown = await Reflect.apply(work, target, given);
        wake();
        return result;
      };
    },
  });
}
