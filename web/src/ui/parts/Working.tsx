import styles from './Working.module.css';

/** Something runs whose end is not known; the words say what. */
export function Working({ children }: { readonly children: string }) {
  return (
    <output className={styles.working}>
      <span className={styles.ring} aria-hidden="true" />
      {children}
    </output>
  );
}
