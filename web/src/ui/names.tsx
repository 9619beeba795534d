import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { UserId } from '../protocol/frames';
import { useLive } from './live';
import { useSession } from './session';

type Names = ReadonlyMap<UserId, string>;

const NamesContext = createContext<Names>(new Map());

/** What everybody is called whom this device knows: read once for all that is drawn within. */
export function NamesProvider({ children }: { readonly children: ReactNode }) {
  const { reads } = useSession();
  const people = useLive(() => reads.people(), [reads], []);
  const names = useMemo(() => new Map(people.map(({ user, name }) => [user, name])), [people]);
  return <NamesContext value={names}>{children}</NamesContext>;
}

export function useNames(): Names {
  return useContext(NamesContext);
}
