import { createContext, useContext } from 'react';
import type { AppPort, Session } from './ports';

export const PortContext = createContext<AppPort | undefined>(undefined);
export const SessionContext = createContext<Session | undefined>(undefined);

export function usePort(): AppPort {
  const port = useContext(PortContext);
  if (!port) {
    throw new Error('outside of the app');
  }
  return port;
}

/** Of who is signed in; only for what is drawn while somebody is. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) {
    throw new Error('nobody is signed in');
  }
  return session;
}
