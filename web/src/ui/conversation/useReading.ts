import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Conversation, Message } from '../../store/model';
import { useSession } from '../session';
import type { Seen } from './span';
import { useLooking } from './useLooking';

export interface Reading {
  /** Whether somebody looks. */
  readonly looking: boolean;
  /** Says what is on the screen. */
  readonly see: (lines: readonly Message[], seen: Seen) => void;
}

/** Lines that come in one after the other are one receipt. */
const PAUSE = 150;

/** Marks as read what was really on a screen that somebody looks at. */
export function useReading(about: Conversation): Reading {
  const { writes } = useSession();
  const looking = useLooking();
  const newest = useRef<Message>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const state = useRef({ about, looking });

  const tell = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const message = newest.current;
      const { about: now, looking: still } = state.current;
      if (still && message?.seq !== undefined && now.unread > 0 && message.seq > now.seen) {
        // What is not marked now is marked with the next movement.
        writes.markRead(message.key).catch(() => undefined);
      }
    }, PAUSE);
  }, [writes]);

  useEffect(() => {
    state.current = { about, looking };
    tell();
  }, [about, looking, tell]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const see = useCallback(
    (lines: readonly Message[], seen: Seen) => {
      // What stands above the screen, because what waits here stands below it, was not seen.
      const message = lines.slice(seen.first, seen.last + 1).findLast((line) => line.seq !== undefined);
      if (document.hasFocus() && message !== undefined && message.key !== newest.current?.key) {
        newest.current = message;
        tell();
      }
    },
    [tell],
  );
  return useMemo(() => ({ looking, see }), [looking, see]);
}
