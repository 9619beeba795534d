import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

interface Props {
  readonly picture?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** The one thing that can be done here. */
  readonly action?: ReactNode;
}

/** Where there is nothing yet: says so, and invites to one action. */
export function EmptyState({ picture, title, children, action }: Props) {
  return (
    <div className={styles.empty}>
      {picture && (
        <div className={styles.picture} aria-hidden="true">
          {picture}
        </div>
      )}
      <p className={styles.title}>{title}</p>
      {children && <p className={styles.text}>{children}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
