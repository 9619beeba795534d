import { EllipsisVertical } from 'lucide-react';
import { memo, useRef, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import type { Message } from '../../store/model';
import { useMinute } from '../now';
import { Avatar } from '../parts/Avatar';
import { classes } from '../parts/classes';
import { Icon } from '../parts/Icon';
import { when, words } from '../words';
import { changeOf } from '../words/changes';
import { useSession } from '../session';
import { useActions } from './actions';
import { Bubble } from './Bubble';
import styles from './Line.module.css';
import { Trouble } from './Trouble';

interface Props {
  readonly message: Message;
  readonly day: boolean;
  readonly fresh: boolean;
  readonly head: boolean;
  readonly tail: boolean;
  /** Whether several people write here, so that each line says who. */
  readonly many: boolean;
  /** Whether the keyboard stands on it. */
  readonly current: boolean;
  /** The first of what waits: it says what for. */
  readonly next: boolean;
  readonly flash: boolean;
  readonly onCurrent: (key: number) => void;
}

/** One line of a conversation, with what stands above and below it. */
export const Line = memo(function Line(props: Props) {
  const { message, day, fresh, head, tail, many, current, next, flash, onCurrent } = props;
  const { account } = useSession();
  const change = changeOf(message, account.user);
  const line = useRef<HTMLDivElement>(null);
  const menu = useMenu(message, line);
  return (
    <div className={classes(styles.line, head && styles.head)}>
      {day && <Day at={message.at} />}
      {fresh && (
        <p className={styles.fresh}>
          <span>{words.conversation.fresh}</span>
        </p>
      )}
      {/* The keyboard goes from line to line. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={line}
        role="article"
        aria-label={change ?? saidOf(message)}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={current ? 0 : -1}
        data-line={message.key}
        className={classes(
          styles.row,
          change !== undefined ? styles.change : message.mine ? styles.mine : styles.others,
          flash && styles.flash,
        )}
        onFocus={() => onCurrent(message.key)}
        {...menu.handlers}
      >
        {change !== undefined ? (
          <span className={styles.changeText}>{change}</span>
        ) : (
          <>
            {many && !message.mine && (
              <span className={styles.avatar}>
                {tail && <Avatar id={message.sender} name={nameOf(message)} size="small" />}
              </span>
            )}
            <Bubble
              message={message}
              head={head}
              tail={tail}
              name={many && !message.mine ? nameOf(message) : undefined}
            />
            <button
              type="button"
              className={styles.kebab}
              tabIndex={-1}
              aria-label={words.conversation.actions}
              aria-haspopup="menu"
              onClick={(event) => menu.open(event.currentTarget.getBoundingClientRect())}
            >
              <Icon of={EllipsisVertical} size={18} />
            </button>
          </>
        )}
      </div>
      <Trouble message={message} next={next} />
    </div>
  );
});

function Day({ at }: { readonly at: number }) {
  const now = useMinute();
  return (
    <p className={styles.day}>
      <span>{when.day(at, now)}</span>
    </p>
  );
}

export function nameOf(message: Message): string {
  return message.mine ? words.common.you : (message.senderName ?? words.common.somebody);
}

/** What a screen reader says of a line. */
export function saidOf(message: Message): string {
  const { conversation } = words;
  const text = message.deleted
    ? conversation.takenBack
    : message.understood
      ? message.text
      : conversation.notUnderstood;
  const state = [
    message.edited && !message.deleted ? conversation.edited : '',
    message.changing ? conversation.changing : '',
    words.state.of(message.state),
  ];
  const said = state.filter((part) => part !== '').join(', ');
  return conversation.said(nameOf(message), text, when.clock(message.at), said);
}

const LONG_PRESS = 500;

/** Right click, long touch, the menu key and Enter. */
function useMenu(message: Message, line: { readonly current: HTMLElement | null }) {
  const actions = useActions();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const open = (place: DOMRect | { left: number; right: number; top: number; bottom: number }) =>
    actions.menu(message, place);
  const at = (x: number, y: number) => open({ left: x, right: x, top: y, bottom: y });
  const letGo = () => clearTimeout(timer.current);
  return {
    open,
    handlers: {
      onContextMenu: (event: MouseEvent) => {
        // The browser's own menu is better for a link and for what is selected.
        const selected = getSelection()?.toString() ?? '';
        if (event.target instanceof Element && (event.target.closest('a') || selected !== '')) {
          return;
        }
        event.preventDefault();
        letGo();
        at(event.clientX, event.clientY);
      },
      onPointerDown: (event: PointerEvent) => {
        if (event.pointerType === 'touch') {
          const { clientX, clientY } = event;
          letGo();
          timer.current = setTimeout(() => at(clientX, clientY), LONG_PRESS);
        }
      },
      onPointerUp: letGo,
      onPointerCancel: letGo,
      onPointerMove: letGo,
      onKeyDown: (event: KeyboardEvent) => {
        const own = event.target === line.current;
        if (own && (event.key === 'Enter' || event.key === ' ' || event.key === 'ContextMenu')) {
          event.preventDefault();
          open((line.current ?? document.body).getBoundingClientRect());
        }
      },
    },
  };
}
