import { useId, type ComponentProps, type ReactNode } from 'react';
import { classes } from './classes';
import styles from './TextField.module.css';

interface Props extends Omit<ComponentProps<'input'>, 'className' | 'id' | 'children'> {
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with it, and what to do. */
  readonly error?: string;
  /** Something at its end: a button that shows the password. */
  readonly end?: ReactNode;
}

export function TextField({ label, hint, error, end, ...rest }: Props) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={classes(styles.box, error !== undefined && styles.wrong)}>
        <input
          dir="auto"
          {...rest}
          id={id}
          className={styles.input}
          aria-describedby={describedBy}
          aria-invalid={error !== undefined}
        />
        {end}
      </div>
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
