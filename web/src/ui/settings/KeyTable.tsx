import { words } from '../words';
import { keyName } from '../words/keyName';
import styles from './KeyTable.module.css';

/** What the keyboard can do, with the names that the keys have on this machine. */
export function KeyTable() {
  return (
    <dl className={styles.table}>
      {words.keys.all.map(({ keys, does }) => (
        <div key={does} className={styles.row}>
          <dt>{does}</dt>
          <dd className={styles.keys}>
            {keys.map((key) => (
              <kbd key={key}>{keyName(key)}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
