import { useEffect, useState } from 'react';
import { uuid7 } from '../../protocol/ids';
import { localMirror } from '../../store/draftMirror';
import type { Conversation } from '../../store/model';
import type { Session } from '../ports';
import { useSession } from '../session';
import { Draft } from './draft';

/** One for each conversation and for as long as somebody is signed in: what is being sent outlives the screen. */
const drafts = new WeakMap<Session, Map<number, Draft>>();

/** A draft goes to the database, and from there to other devices, when the user pauses. */
const PAUSE = 700;

export function useDraft(about: Conversation): Draft {
  const session = useSession();
  const [draft] = useState(() => draftOf(session, about));
  useEffect(() => draft.follow(about.draft), [draft, about.draft]);
  useEffect(() => {
    const save = () => void draft.save();
    window.addEventListener('pagehide', save);
    window.addEventListener('blur', save);
    document.addEventListener('visibilitychange', save);
    return () => {
      window.removeEventListener('pagehide', save);
      window.removeEventListener('blur', save);
      document.removeEventListener('visibilitychange', save);
      save();
    };
  }, [draft]);
  return draft;
}

function draftOf(session: Session, about: Conversation): Draft {
  const known = drafts.get(session) ?? new Map<number, Draft>();
  drafts.set(session, known);
  const before = known.get(about.key);
  if (before) {
    return before;
  }
  const { reads, writes, account } = session;
  const draft = new Draft({
    mirror: localMirror(account.user, about.key),
    save: (text) => writes.saveDraft(about.key, text),
    send: (text, id) => writes.send(about.key, text, id),
    newId: () => uuid7(Date.now(), (n) => crypto.getRandomValues(new Uint8Array(n))),
    written: (ids) => reads.written(about.key, ids),
    later: (work) => {
      const timer = setTimeout(work, PAUSE);
      return () => clearTimeout(timer);
    },
  });
  void draft.begin(about.draft);
  known.set(about.key, draft);
  return draft;
}
