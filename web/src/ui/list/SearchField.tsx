import { Search, X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { Icon } from '../parts/Icon';
import { IconButton } from '../parts/IconButton';
import { words } from '../words';
import styles from './SearchField.module.css';

interface Props {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** ↓: into the list. */
  readonly onDown: () => void;
  /** Enter: the first that was found. */
  readonly onEnter: () => void;
}

export function SearchField({ input, text, onChange, onDown, onEnter }: Props) {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      onChange('');
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      onDown();
    } else if (event.key === 'Enter') {
      onEnter();
    }
  };
  return (
    <search className={styles.search}>
      <div className={styles.box}>
        <Icon of={Search} size={18} />
        <input
          ref={input}
          className={styles.input}
          // Not `search`: browsers draw a second cross into it.
          type="text"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          aria-label={words.sidebar.search}
          placeholder={words.sidebar.search}
          aria-keyshortcuts="Control+K"
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {text !== '' && (
          <IconButton
            icon={X}
            label={words.sidebar.clearSearch}
            tip="belowEnd"
            onClick={() => {
              onChange('');
              input.current?.focus();
            }}
          />
        )}
      </div>
    </search>
  );
}
