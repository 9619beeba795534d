import { X } from 'lucide-react';
import { Button } from '../parts/Button';
import { words } from '../words';
import type { Choice } from './matching';
import styles from '../parts/Page.module.css';

/** People who were chosen; each can be taken out again. */
export function Chips({
  people,
  onRemove,
}: {
  readonly people: readonly Choice[];
  readonly onRemove: (user: string) => void;
}) {
  return (
    <ul className={styles.chips} aria-label={words.people.chosen}>
      {people.map(({ user, name }) => (
        <li key={user}>
          <Button icon={X} aria-label={words.people.takeOut(name)} onClick={() => onRemove(user)}>
            <bdi>{name}</bdi>
          </Button>
        </li>
      ))}
    </ul>
  );
}
