import { useState } from 'react';
import type { OutboxItem } from '../../store/model';
import { Button } from '../parts/Button';
import { Link } from '../parts/Link';
import { StateMark } from '../parts/StateMark';
import { Time } from '../parts/Time';
import { Sure } from '../parts/Sure';
import { useAttempt } from '../attempt';
import { useSession } from '../session';
import { words } from '../words';
import { explainCode } from '../words/faults';
import { reasonOf } from '../conversation/reasons';
import { EditDialog } from './EditDialog';
import { itemWords } from './itemWords';
import styles from './Outbox.module.css';

/** One thing that waits or has failed: what it is, what it waits for, and what can be done. */
export function OutboxRow({ item }: { readonly item: OutboxItem }) {
  const { account, writes } = useSession();
  const attempt = useAttempt();
  const [asking, setAsking] = useState<'edit' | 'discard'>();
  const { state, message } = item;
  const title = item.what === 'setting' ? words.outbox.account : item.title || words.sidebar.untitledGroup;
  const fault = state.type === 'failed' ? explainCode(state.code, state.reason) : undefined;
  const close = () => setAsking(undefined);
  return (
    <li className={styles.item}>
      <div className={styles.top}>
        {item.what === 'setting' ? (
          <span className={styles.title}>{title}</span>
        ) : (
          <Link className={styles.title} to={{ name: 'conversation', key: item.conversation }} dir="auto">
            {title}
          </Link>
        )}
        <Time at={item.since} as="full" className={styles.time ?? ''} />
      </div>
      <p className={styles.words} dir="auto">
        {itemWords(item, account.user)}
      </p>
      <div className={styles.state}>
        <StateMark state={state} side="start" />
        <span aria-hidden="true">{state.type === 'failed' ? reasonOf(state) : words.state.of(state)}</span>
      </div>
      {fault && (
        <details className={styles.details}>
          <summary>{words.common.details}</summary>
          <code>{fault.details}</code>
        </details>
      )}
      {message !== undefined && (
        <div className={styles.actions}>
          {state.type === 'failed' && (
            <Button look="quiet" onClick={() => attempt.run(() => writes.retry(message))}>
              {words.common.retry}
            </Button>
          )}
          {(item.what === 'message' || item.what === 'edit') && (
            <Button look="quiet" onClick={() => setAsking('edit')}>
              {words.common.edit}
            </Button>
          )}
          <Button look="quiet" onClick={() => setAsking('discard')}>
            {words.common.discard}
          </Button>
        </div>
      )}
      {message !== undefined && asking === 'edit' && (
        <EditDialog
          text={item.text}
          onClose={close}
          onSave={(text) => attempt.run(() => writes.edit(message, text), close)}
        />
      )}
      {message !== undefined && asking === 'discard' && (
        <Sure
          title={words.outbox.discardTitle}
          text={words.outbox.discardText}
          action={words.common.discard}
          onClose={close}
          onSure={() => attempt.run(() => writes.discard(message))}
        />
      )}
    </li>
  );
}
