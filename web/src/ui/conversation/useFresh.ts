import { useCallback, useEffect, useRef, useState } from 'react';
import type { Conversation } from '../../store/model';
import type { Shown } from './useWindow';

/**
 * Where "New messages" stands: above the first that was unread when the conversation was opened, or that came while
 * nobody looked. It stays while they are read, and goes when the user writes or comes back to others.
 */
export function useFresh(about: Conversation, shown: Shown | undefined, looking: boolean) {
  const [fresh, setFresh] = useState<number>();
  const [list, setList] = useState<number>();
  const away = useRef(false);
  if (shown && shown.list !== list) {
    setList(shown.list);
    if (shown.target.why === 'unread') {
      setFresh(shown.target.place);
    }
  }
  useEffect(() => {
    if (looking) {
      away.current = false;
      return;
    }
    if (!away.current && about.unread === 0) {
      away.current = true;
      setFresh(undefined);
    }
    const first = shown?.lines.find((line) => line.seq !== undefined && line.seq > about.seen && !line.mine);
    if (away.current && about.unread > 0 && first) {
      setFresh((before) => before ?? first.place);
    }
  }, [looking, about, shown]);
  const forget = useCallback(() => setFresh(undefined), []);
  return { fresh, forget };
}
