import type { ReactNode } from 'react';
import { Avatar } from '../parts/Avatar';
import styles from './PersonRow.module.css';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly note?: ReactNode;
  /** What can be done, at its end. */
  readonly end?: ReactNode;
}

/** Somebody in a list. */
export function PersonRow({ id, name, note, end }: Props) {
  return (
    <div className={styles.row}>
      <Avatar id={id} name={name} size="small" />
      <div className={styles.words}>
        <span className={styles.name}>
          <bdi>{name}</bdi>
        </span>
        {note && <span className={styles.note}>{note}</span>}
      </div>
      {end}
    </div>
  );
}
