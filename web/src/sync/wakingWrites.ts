import type { Writes } from '../store/api';

/**
 * The writes that `load` brings when the first of them is wanted, at the latest: no screen needs them to be drawn. They
 * keep the order in which they are called. After each that succeeded the engine is told to look at what has changed.
 */
export function wakingWrites(load: () => Promise<Writes>, wake: () => void): Writes {
  const later = { get: (_: object, name: string | symbol) => (isWrite(name) ? writing(name) : undefined) };
  const writing =
    (name: string) =>
    async (...given: readonly unknown[]): Promise<unknown> => {
      const writes = await load();
      const work: unknown = Reflect.get(writes, name);
      if (typeof work !== 'function') {
        throw new TypeError(`There is no write called ${name}.`);
      }
      const result: unknown = await Reflect.apply(work, writes, given);
      wake();
      return result;
    };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each of its names is answered above
  return new Proxy({}, later) as Writes;
}

/** Whoever awaits an object asks whether it is a promise; this is none. */
function isWrite(name: string | symbol): name is string {
  return typeof name === 'string' && name !== 'then';
}
