import type { ReactNode } from 'react';
import { PaneHeader } from './PaneHeader';
import type { Route } from '../routes';
import styles from './Page.module.css';

interface Props {
  readonly title: string;
  readonly backTo: Route;
  readonly end?: ReactNode;
  readonly children: ReactNode;
}

/** One column of things to read and to do, below its title. */
export function Page({ title, backTo, end, children }: Props) {
  return (
    <div className={styles.pane}>
      <PaneHeader title={title} backTo={backTo}>
        {end}
      </PaneHeader>
      <div className={styles.body}>
        <div className={styles.column}>{children}</div>
      </div>
    </div>
  );
}

export function Section({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section}>
      {title && <h2 className={styles.heading}>{title}</h2>}
      {children}
    </section>
  );
}
