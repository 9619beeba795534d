import { CircleAlert } from 'lucide-react';
import { words } from '../words';
import type { Explained } from '../words/faults';
import { Icon } from './Icon';
import styles from './Notice.module.css';

/** What went wrong with what was just tried: said at once by screen readers. */
export function Notice({ fault }: { readonly fault: Explained }) {
  return (
    <div className={styles.notice} role="alert">
      <Icon of={CircleAlert} />
      <div className={styles.words}>
        <p className={styles.what}>{fault.what}</p>
        <p>{fault.next}</p>
        <details className={styles.details}>
          <summary>{words.common.details}</summary>
          <code>{fault.details}</code>
        </details>
      </div>
    </div>
  );
}
