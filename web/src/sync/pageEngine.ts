import { BROWSER_RANDOM } from './browser';
import { StoredEngineDatabase } from './engineDatabase';
import { EngineLoop, type LoopParts } from './engineLoop';
import { PageTransport, type TransportParts } from './transport';
import type { UserStore } from './userStore';

/** Makes an engine that says to these how it stands and who is nearby. */
export type MakeLoop = (told: Pick<LoopParts, 'told' | 'nearby'>) => EngineLoop;

type Parts = TransportParts & Pick<LoopParts, 'clock' | 'names' | 'agent'> & { readonly store: UserStore };

/**
 * The engines of one user in one page, each after the other; what was learnt about the way to the server outlives them.
 * Nobody imports this file but when an engine is needed: the first screen comes from the database, and waits for no code
 * that talks to a server.
 */
export function pageEngine({ store, names, clock, agent, ...way }: Parts): MakeLoop {
  const transport = new PageTransport({ ...way, clock });
  return (told) =>
    new EngineLoop({
      db: new StoredEngineDatabase(store.db, store.clock),
      transport,
      names,
      clock,
      random: BROWSER_RANDOM,
      agent,
      ...told,
    });
}
