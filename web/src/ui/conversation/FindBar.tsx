import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Message } from '../../store/model';
import { useLive } from '../live';
import { IconButton } from '../parts/IconButton';
import { useSession } from '../session';
import { words } from '../words';
import styles from './FindBar.module.css';

interface Props {
  readonly conversation: number;
  /** Shows the line at a place. */
  readonly onFound: (place: number) => void;
  readonly onClose: () => void;
}

const LIMIT = 200;

interface Found {
  readonly query: string;
  readonly matches: readonly Message[];
}

const NOTHING: Found = { query: '', matches: [] };

/** Search within one conversation: newest match first, and from one to the next. */
export function FindBar({ conversation, onFound, onClose }: Props) {
  const { reads } = useSession();
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  const [at, setAt] = useState({ query: '', index: 0 });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const found = useLive<Found>(
    async () => (query === '' ? NOTHING : { query, matches: await reads.search(query, LIMIT, conversation) }),
    [reads, conversation, query],
    NOTHING,
  );
  // One search at a time: the next one is for what is typed by then.
  if (found.query === query && query !== typed.trim()) {
    setQuery(typed.trim());
  }

  // What comes in meanwhile changes the matches, but does not move the screen.
  if (found.query !== at.query) {
    setAt({ query: found.query, index: 0 });
  }
  const shown = useRef('');
  useEffect(() => {
    const first = found.matches[0];
    if (first && shown.current !== found.query) {
      shown.current = found.query;
      onFound(first.place);
    }
  }, [found, onFound]);

  const index = Math.min(at.index, found.matches.length - 1);
  const move = (step: number) => {
    const to = found.matches[index + step];
    if (to) {
      setAt({ query: found.query, index: index + step });
      onFound(to.place);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      move(event.shiftKey ? -1 : 1);
    }
  };
  const count = found.matches.length;
  return (
    <search className={styles.bar} aria-label={words.find.label}>
      <input
        ref={field}
        type="search"
        className={styles.field}
        dir="auto"
        value={typed}
        aria-label={words.find.field}
        placeholder={words.find.field}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <output className={styles.position}>
        {query !== '' && found.query === query
          ? count === 0
            ? words.find.none
            : words.find.position(index + 1, count, count === LIMIT)
          : ''}
      </output>
      <IconButton
        icon={ChevronUp}
        label={words.find.older}
        tip="belowEnd"
        disabled={index + 1 >= count}
        onClick={() => move(1)}
      />
      <IconButton
        icon={ChevronDown}
        label={words.find.newer}
        tip="belowEnd"
        disabled={index <= 0}
        onClick={() => move(-1)}
      />
      <IconButton icon={X} label={words.common.close} tip="belowEnd" onClick={onClose} />
    </search>
  );
}
