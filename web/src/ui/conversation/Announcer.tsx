import { useEffect, useRef, useState } from 'react';
import { Hidden } from '../parts/Hidden';
import { useSession } from '../session';
import { words } from '../words';
import { changeOf } from '../words/changes';
import { nameOf } from './Line';
import type { Shown } from './useWindow';

/** More at once is a flood, of which nobody wants every word. */
const SAID = 3;

/** Says to screen readers what comes in while the conversation is open, and nothing that was there before. */
export function Announcer({ shown }: { readonly shown: Shown | undefined }) {
  const { account } = useSession();
  const [said, setSaid] = useState('');
  const newest = useRef<number>(undefined);
  useEffect(() => {
    if (!shown?.newest) {
      return;
    }
    const stored = shown.lines.filter((line) => line.seq !== undefined);
    const before = newest.current;
    newest.current = Math.max(before ?? 0, stored.at(-1)?.place ?? 0);
    const incoming = stored.filter((line) => before !== undefined && line.place > before && !line.mine);
    if (incoming.length > SAID) {
      setSaid(words.conversation.newBelow(incoming.length));
    } else if (incoming.length > 0) {
      const each = incoming.map(
        (line) => changeOf(line, account.user) ?? words.conversation.incoming(nameOf(line), line.text),
      );
      setSaid(each.join('\n'));
    }
  }, [shown, account.user]);
  return (
    <div aria-live="polite">
      <Hidden>{said}</Hidden>
    </div>
  );
}
