import { words } from '../words';
import styles from './KeyTable.module.css';

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** What the keyboard can do, with the names that the keys have on this machine. */
export function KeyTable() {
  return (
    <dl className={styles.table}>
      {words.keys.all.map(({ keys, does }) => (
        <div key={does} className={styles.row}>
          <dt>{does}</dt>
          <dd className={styles.keys}>
            {keys.map((key) => (
              <kbd key={key}>{named(key)}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function named(key: string): string {
  return APPLE ? key.replace('Ctrl', '⌘').replace('Alt', '⌥') : key;
}
