import { useEffect, useMemo } from 'react';
import type { UserId } from '../../protocol/frames';
import type { Conversation } from '../../store/model';
import { useSession } from '../session';

/** As many as the server lets one session watch. */
const MOST = 200;

/** Tells whose presence this tab's screen shows: the open conversation's members first, then the list's people. */
export function useWatching(conversations: readonly Conversation[], open: number | undefined): void {
  const { hints, account } = useSession();
  const me = account.user;
  const wanted = useMemo(() => watched(conversations, open, me).join(' '), [conversations, open, me]);
  useEffect(() => {
    hints.watch(open === undefined ? [] : [open], wanted === '' ? [] : wanted.split(' '));
  }, [hints, wanted, open]);
}

function watched(conversations: readonly Conversation[], open: number | undefined, me: UserId): readonly UserId[] {
  const users = new Set<UserId>();
  const members = conversations.find((each) => each.key === open)?.members ?? [];
  for (const user of [...members, ...conversations.map((each) => each.peer)]) {
    if (users.size === MOST) {
      break;
    }
    if (user !== undefined && user !== me) {
      users.add(user);
    }
  }
  return [...users].toSorted();
}
