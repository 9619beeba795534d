import { EmojiPicker as Picker, type EmojiPickerListComponents } from 'frimousse';
import { useEffect, useRef, useState } from 'react';
import { words } from '../words';
import { emojiData } from './emojiData';
import styles from './EmojiPicker.module.css';
import { recentEmoji, rememberEmoji } from './recentEmoji';

interface Props {
  readonly onChoose: (emoji: string) => void;
  readonly onClose: () => void;
}

const LIST: EmojiPickerListComponents = {
  CategoryHeader: ({ category, ...rest }) => (
    <div {...rest} className={styles.category}>
      {category.label}
    </div>
  ),
  // Rows and columns are counted from 0 by the picker, from 1 by screen readers.
  Row: ({ children, 'aria-rowindex': row = 0, ...rest }) => (
    <div {...rest} role="row" aria-rowindex={row + 1} className={styles.row}>
      {children}
    </div>
  ),
  Emoji: ({ emoji, 'aria-colindex': column = 0, ...rest }) => (
    <button
      {...rest}
      type="button"
      role="gridcell"
      aria-colindex={column + 1}
      className={styles.emoji}
      data-active={emoji.isActive || undefined}
    >
      {emoji.emoji}
    </button>
  ),
};

/** Comes with its data only when it is opened. */
export default function EmojiPicker({ onChoose, onClose }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [recent] = useState(recentEmoji);
  useEffect(() => {
    place.current?.querySelector('input')?.focus();
    const onPointerDown = (event: PointerEvent) => {
      const composer = place.current?.parentElement;
      if (event.target instanceof Node && composer && !composer.contains(event.target)) {
        onClose();
      }
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [onClose]);
  const choose = (emoji: string) => {
    rememberEmoji(emoji);
    onChoose(emoji);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of everything inside
    <div
      ref={place}
      className={styles.place}
      role="dialog"
      tabIndex={-1}
      aria-label={words.composer.emoji}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <Picker.Root
        className={styles.root}
        columns={8}
        resolveEmojiData={emojiData}
        onEmojiSelect={({ emoji }) => choose(emoji)}
      >
        <Picker.Search
          className={styles.search}
          placeholder={words.composer.emojiSearch}
          aria-label={words.composer.emojiSearch}
        />
        {recent.length > 0 && (
          <div className={styles.recent} role="group" aria-label={words.composer.emojiRecent}>
            {recent.slice(0, 8).map((emoji) => (
              <button key={emoji} type="button" className={styles.emoji} onClick={() => choose(emoji)}>
                {emoji}
              </button>
            ))}
          </div>
        )}
        <Picker.Viewport className={styles.viewport} tabIndex={0}>
          <Picker.Loading className={styles.note}>{words.composer.emojiLoading}</Picker.Loading>
          <Picker.Empty className={styles.note}>{words.composer.emojiNone}</Picker.Empty>
          <Picker.List components={LIST} />
        </Picker.Viewport>
      </Picker.Root>
    </div>
  );
}
