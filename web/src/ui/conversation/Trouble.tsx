import { useEffect, useState } from 'react';
import type { Message } from '../../store/model';
import { Button } from '../parts/Button';
import { words } from '../words';
import { isChangeable, useActions } from './actions';
import { reasonOf } from './reasons';
import styles from './Trouble.module.css';

interface Props {
  readonly message: Message;
  readonly next: boolean;
}

/** What stands below an own message that has failed, with what can be done, or that has waited for some time. */
export function Trouble({ message, next }: Props) {
  const { state } = message;
  if (!message.mine) {
    return null;
  }
  if (state.type === 'failed') {
    return <Failed message={message} reason={reasonOf(state)} />;
  }
  return state.type === 'pending' && next ? <Waiting at={message.at} text={words.state.of(state)} /> : null;
}

function Failed({ message, reason }: { readonly message: Message; readonly reason: string }) {
  const actions = useActions();
  return (
    <div className={styles.failed}>
      <p className={styles.reason}>{reason}</p>
      <div className={styles.actions}>
        <Button look="quiet" onClick={() => actions.retry(message)}>
          {words.common.retry}
        </Button>
        {isChangeable(message) && (
          <Button look="quiet" onClick={() => actions.edit(message)}>
            {words.common.edit}
          </Button>
        )}
        <Button look="quiet" onClick={() => actions.discard(message)}>
          {words.common.discard}
        </Button>
      </div>
    </div>
  );
}

/** Most messages leave at once, and nothing is to be said of them. */
const LONG = 5_000;

function Waiting({ at, text }: { readonly at: number; readonly text: string }) {
  const [long, setLong] = useState(() => Date.now() - at > LONG);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), Math.max(0, at + LONG - Date.now()));
    return () => clearTimeout(timer);
  }, [at]);
  return long ? <p className={styles.waiting}>{text}</p> : null;
}
