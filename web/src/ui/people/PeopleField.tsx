import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useLive } from '../live';
import { TextField } from '../parts/TextField';
import { useSession } from '../session';
import { words } from '../words';
import { matching, stranger, type Choice } from './matching';
import styles from './PeopleField.module.css';
import { PersonRow } from './PersonRow';

interface Props {
  readonly label: string;
  readonly hint?: string;
  /** Who is not to be offered. */
  readonly without?: ReadonlySet<string>;
  /** What is done with somebody whom this device does not know, as words on their row. */
  readonly unknownNote: string;
  /** `user` is the name where the person is not known yet. */
  readonly onChoose: (person: Choice) => void;
  /** Whether the list is there before anything is typed. */
  readonly open?: boolean;
}

const NOBODY: ReadonlySet<string> = new Set();
const SHOWN = 50;

/** Finds somebody by name: those whom this device knows as one types, and whoever else, by their whole name. */
export function PeopleField({ label, hint, without = NOBODY, unknownNote, onChoose, open = false }: Props) {
  const { reads } = useSession();
  const people = useLive(() => reads.people(), [reads], []);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const field = useRef<HTMLDivElement>(null);
  const offers = useMemo<readonly (Choice & { readonly unknown?: boolean })[]>(() => {
    const name = stranger(people, typed);
    const known = open || typed.trim() !== '' ? matching(people, typed, without).slice(0, SHOWN) : [];
    return name === undefined || without.has(name) ? known : [...known, { user: name, name, unknown: true }];
  }, [people, typed, without, open]);
  useEffect(() => {
    // A phone's keyboard would cover the list that one has come for.
    if (open && matchMedia('(pointer: fine)').matches) {
      field.current?.querySelector('input')?.focus();
    }
  }, [open]);
  const current = Math.min(at, offers.length - 1);

  const choose = (choice: Choice | undefined) => {
    if (choice) {
      setTyped('');
      setAt(0);
      onChoose({ user: choice.user, name: choice.name });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((current + step + offers.length) % Math.max(1, offers.length));
    } else if (event.key === 'Enter' && typed.trim() !== '') {
      event.preventDefault();
      choose(offers.find((offer) => offer.name === typed.trim()) ?? offers[current]);
    }
  };

  return (
    <div ref={field} className={styles.field}>
      <TextField
        label={label}
        {...(hint === undefined ? {} : { hint })}
        value={typed}
        role="combobox"
        aria-expanded={offers.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={offers.length > 0 ? `${id}-${current}` : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} role="listbox" aria-label={words.people.found} className={styles.list}>
        {offers.map((offer, index) => (
          <div
            key={offer.user}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className={styles.option}
            onClick={() => choose(offer)}
            onKeyDown={(event) => event.key === 'Enter' && choose(offer)}
          >
            <PersonRow id={offer.user} name={offer.name} note={offer.unknown ? unknownNote : undefined} />
          </div>
        ))}
      </div>
    </div>
  );
}
