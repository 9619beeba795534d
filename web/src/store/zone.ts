import { Dexie } from 'dexie';

/**
 * To be awaited in loops whose turns may ask the database nothing: Dexie follows a transaction through about a hundred
 * awaits of other promises, then takes it for finished.
 */
export function stayInTransaction(): PromiseLike<void> {
  return Dexie.Promise.resolve();
}
