import { useState } from 'react';
import type { Conversation } from '../../store/model';
import { Button } from '../parts/Button';
import { useSay } from '../parts/Say';
import { useSession } from '../session';
import { words } from '../words';
import { faultWords } from '../words/faults';
import styles from './Bar.module.css';
import { titleOf } from '../words/titles';

type What = 'request' | 'blocked' | 'left' | 'joining';

/** What stands in the composer's place; absent where the user may write. */
export function barOf(about: Conversation): What | undefined {
  if (about.blocked) {
    return 'blocked';
  }
  if (about.request) {
    return 'request';
  }
  if (about.group && about.group.role === undefined) {
    return about.group.joining ? 'joining' : 'left';
  }
  return undefined;
}

export function Bar({ about, what }: { readonly about: Conversation; readonly what: What }) {
  const { writes } = useSession();
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const run = (work: () => Promise<void>) => () => {
    setBusy(true);
    work()
      .catch((fault: unknown) => say(faultWords(fault)))
      .finally(() => setBusy(false));
  };
  const person = about.peer ?? about.title;
  const block = (
    <Button disabled={busy} onClick={run(() => writes.block(person))}>
      {words.bars.block}
    </Button>
  );
  switch (what) {
    case 'request':
      return (
        <div className={styles.bar}>
          <p>{words.bars.request(titleOf(about))}</p>
          <div className={styles.actions}>
            {block}
            <Button look="main" disabled={busy} onClick={run(() => writes.accept(about.key))}>
              {words.bars.accept}
            </Button>
          </div>
        </div>
      );
    case 'blocked':
      return (
        <div className={styles.bar}>
          <p>{words.bars.blocked(titleOf(about))}</p>
          <div className={styles.actions}>
            <Button disabled={busy} onClick={run(() => writes.unblock(person))}>
              {words.bars.unblock}
            </Button>
          </div>
        </div>
      );
    case 'left':
    case 'joining':
      return (
        <div className={styles.bar}>
          <p>{words.bars[what]}</p>
        </div>
      );
  }
}
