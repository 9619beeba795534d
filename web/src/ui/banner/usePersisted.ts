import { useCallback, useEffect, useState } from 'react';
import type { AppPort } from '../ports';
import { usePort } from '../session';

const ASKED = 'godwit.persistAsked';

/**
 * Whether the browser keeps what is stored. The first time that something waits here is the moment to ask it for that,
 * once; some browsers ask the person. Until the answer is there nobody is frightened.
 */
export function usePersisted(something: boolean): readonly [boolean, () => void] {
  const port = usePort();
  const [persisted, setPersisted] = useState(true);
  useEffect(() => {
    if (!something) {
      return undefined;
    }
    let wanted = true;
    void ask(port).then((kept) => wanted && setPersisted(kept));
    return () => {
      wanted = false;
    };
  }, [port, something]);
  return [persisted, useCallback(() => setPersisted(true), [])];
}

async function ask(port: AppPort): Promise<boolean> {
  if (await port.persisted()) {
    return true;
  }
  try {
    if (localStorage.getItem(ASKED) !== null) {
      return false;
    }
    localStorage.setItem(ASKED, 'yes');
  } catch {
    return false;
  }
  return port.persist();
}
