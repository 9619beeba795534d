import { Check, SendHorizontal, Smile, X } from 'lucide-react';
import {
  lazy,
  Suspense,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type Ref,
} from 'react';
import { MAX_BODY } from '../../protocol/limits';
import { utf8Size } from '../../protocol/text';
import { StorageFault } from '../../store/faults';
import type { Conversation, Message } from '../../store/model';
import { IconButton } from '../parts/IconButton';
import { useSession } from '../session';
import { words } from '../words';
import { faultWords } from '../words/faults';
import styles from './Composer.module.css';
import type { Draft } from './draft';

const EmojiPicker = lazy(() => import('./EmojiPicker'));

export interface ComposerHandle {
  readonly focus: () => void;
}

interface Props {
  readonly about: Conversation;
  readonly draft: Draft;
  readonly onSent: () => void;
  readonly lastOwn: () => Message | undefined;
  readonly ref: Ref<ComposerHandle>;
}

/** Where the user writes. Enter sends; on a touch screen it begins a new line, and the button sends. */
export function Composer({ about, draft, onSent, lastOwn, ref }: Props) {
  const { writes, hints } = useSession();
  const { text: waiting, editing, fault } = useSyncExternalStore(draft.subscribe, draft.view);
  const text = editing?.text ?? waiting;
  const field = useRef<HTMLTextAreaElement>(null);
  const [picking, setPicking] = useState(false);
  const [saving, setSaving] = useState(false);
  const trouble = useId();

  useImperativeHandle(ref, () => ({ focus: () => focusEnd(field.current) }), []);
  useEffect(() => {
    // Where there is a keyboard one writes at once; on a phone it would hide what is to be read.
    if (!isTouch()) {
      focusEnd(field.current);
    }
  }, []);
  useLayoutEffect(() => fitHeight(field.current, text), [text]);

  const over = text.length * 3 > MAX_BODY ? utf8Size(text) - MAX_BODY : 0;
  const ready = text.trim() !== '' && over <= 0 && !saving;

  const typed = (now: string) => {
    draft.typed(now);
    hints.active();
    if (now !== '' && editing === undefined) {
      hints.typing(about.key);
    }
  };
  const saveEdit = async (message: number, now: string) => {
    setSaving(true);
    try {
      await writes.edit(message, now.trimEnd());
      draft.endEdit();
    } catch (refused) {
      draft.failed(refused);
    }
    setSaving(false);
    field.current?.focus();
  };
  const send = () => {
    if (!ready) {
      return;
    }
    hints.active();
    if (editing) {
      void saveEdit(editing.message, editing.text);
    } else {
      draft.send();
      onSent();
    }
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey && (!isTouch() || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && editing) {
      event.preventDefault();
      draft.endEdit();
    } else if (event.key === 'ArrowUp' && text === '' && !editing) {
      const message = lastOwn();
      if (message) {
        event.preventDefault();
        draft.edit(message.key, message.text);
      }
    }
  };
  const insert = (emoji: string) => {
    const element = field.current;
    if (element) {
      element.setRangeText(emoji, element.selectionStart, element.selectionEnd, 'end');
      typed(element.value);
    }
  };
  const closePicker = () => {
    setPicking(false);
    field.current?.focus();
  };

  const said = over > 0 ? words.composer.tooLong(over) : fault === undefined ? '' : troubleWords(fault);
  return (
    <div className={styles.composer}>
      {picking && (
        <Suspense fallback={<p className={styles.note}>{words.composer.emojiLoading}</p>}>
          <EmojiPicker onChoose={insert} onClose={closePicker} />
        </Suspense>
      )}
      {editing && (
        <div className={styles.editing}>
          <span>{words.composer.editing}</span>
          <IconButton icon={X} label={words.composer.endEdit} tip="aboveEnd" onClick={() => draft.endEdit()} />
        </div>
      )}
      <p id={trouble} className={styles.trouble} role="alert" hidden={said === ''}>
        {said}
      </p>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <span className={styles.emoji}>
          <IconButton
            icon={Smile}
            label={words.composer.emoji}
            tip="aboveStart"
            aria-expanded={picking}
            onClick={() => setPicking((now) => !now)}
          />
        </span>
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          dir="auto"
          value={text}
          aria-label={words.composer.label}
          aria-describedby={said === '' ? undefined : trouble}
          aria-invalid={over > 0}
          placeholder={words.composer.placeholder}
          enterKeyHint={isTouch() ? 'enter' : 'send'}
          onChange={(event) => typed(event.target.value)}
          onBlur={() => void draft.save()}
          onKeyDown={onKeyDown}
        />
        <IconButton
          type="submit"
          look="main"
          icon={editing ? Check : SendHorizontal}
          label={editing ? words.composer.saveEdit : words.composer.send}
          tip="aboveEnd"
          disabled={!ready}
          // The keyboard of a phone stays where it is.
          onPointerDown={(event) => event.preventDefault()}
        />
      </form>
    </div>
  );
}

function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

function troubleWords(fault: unknown): string {
  return fault instanceof StorageFault ? words.composer.storage[fault.kind] : faultWords(fault);
}

function focusEnd(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

/** Browsers that cannot fit a field to its text by themselves are told how high it is. */
function fitHeight(field: HTMLTextAreaElement | null, text: string): void {
  if (field && field.value === text && !CSS.supports('field-sizing', 'content')) {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
  }
}
