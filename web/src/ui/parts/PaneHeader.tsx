import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { goBack, type Route } from '../routes';
import { words } from '../words';
import { useHere } from './here';
import { IconButton } from './IconButton';
import styles from './PaneHeader.module.css';

interface Props {
  readonly title: string;
  /** Where Back leads if the user came from nowhere in the app. */
  readonly backTo: Route;
  readonly children?: ReactNode;
}

/** The head of a column: where one is, and the way back. */
export function PaneHeader({ title, backTo, children }: Props) {
  const heading = useHere();
  return (
    <header className={styles.header}>
      <IconButton icon={ArrowLeft} label={words.common.back} tip="belowStart" onClick={() => goBack(backTo)} />
      <h1 ref={heading} tabIndex={-1} className={styles.title} dir="auto">
        {title}
      </h1>
      {children}
    </header>
  );
}
