import type { ReactNode } from 'react';
import { words } from '../words';
import { Bird } from './Bird';
import styles from './FullPage.module.css';

interface Props {
  readonly title: string;
  readonly text?: string;
  /** What whoever has to report it needs; folded away. */
  readonly details?: string;
  readonly children?: ReactNode;
}

/** A whole window about one thing: signing in, or what stops everything. */
export function FullPage({ title, text, details, children }: Props) {
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <Bird size={56} />
        <h1 className={styles.title}>{title}</h1>
        {text && <p className={styles.text}>{text}</p>}
        {children}
        {details && (
          <details className={styles.details}>
            <summary>{words.common.details}</summary>
            <code>{details}</code>
          </details>
        )}
      </div>
    </main>
  );
}
