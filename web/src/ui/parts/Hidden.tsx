import type { ReactNode } from 'react';
import styles from './Hidden.module.css';

/** Said by screen readers, not drawn. */
export function Hidden({ children }: { readonly children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}
