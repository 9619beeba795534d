import { useEffect, useState } from 'react';
import { Hidden } from '../parts/Hidden';
import { Working } from '../parts/Working';
import { words } from '../words';
import styles from './Loading.module.css';

const QUIET_MS = 300;

/** Usually over before anybody could read a word, so it says nothing at first. */
export function Loading() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className={styles.page}>
      <h1>
        <Hidden>{words.common.app}</Hidden>
      </h1>
      {slow && <Working>{words.loading}</Working>}
    </main>
  );
}
