import { ArrowDown } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { Conversation, Message } from '../../store/model';
import { EmptyState } from '../parts/EmptyState';
import { Icon } from '../parts/Icon';
import { words } from '../words';
import { isChangeable } from './actions';
import { Announcer } from './Announcer';
import styles from './History.module.css';
import { Line } from './Line';
import { rows, type Row } from './rows';
import type { Opening, Seen } from './span';
import { useFresh } from './useFresh';
import { useReading } from './useReading';
import { useWindow, type Shown } from './useWindow';

export interface HistoryHandle {
  /** Shows the line at a place, wherever it is. */
  readonly jump: (place: number) => void;
  readonly toEnd: () => void;
  /** The newest own message among those in memory that can be changed. */
  readonly lastOwn: () => Message | undefined;
}

interface Props {
  readonly about: Conversation;
  readonly at: number | undefined;
  readonly opened: Promise<Opening>;
  readonly onWrite: () => void;
  readonly ref: Ref<HistoryHandle>;
}

/** Pixels above the first line: what is said there never moves the lines. */
const TOP = 56;
/** Pixels from the end within which the screen stays at the end. */
const AT_END = 24;
/** How long after the user has touched the list its movements are theirs. */
const TOUCHED = 1_500;
const FLASH = 1_600;

/** What was said, drawn where the screen is. */
export function History({ about, at, opened, onWrite, ref }: Props) {
  const { shown, slide, open } = useWindow(about.key, at, opened);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const stuck = useRef(true);
  const touched = useRef(0);
  const offset = useRef(0);
  const [atEnd, setAtEnd] = useState(true);
  const [flash, setFlash] = useState<number>();
  const [current, setCurrent] = useState<number>();
  const reading = useReading(about);
  const { fresh, forget } = useFresh(about, shown, reading.looking);

  const look = useCallback(() => {
    const element = scroller.current;
    const handle = list.current;
    if (!element || !handle || !shown || element.clientHeight === 0 || shown.lines.length === 0) {
      return;
    }
    const top = element.scrollTop;
    const seen: Seen = {
      first: handle.findItemIndex(top),
      last: handle.findItemIndex(top + element.clientHeight - AT_END),
    };
    slide(seen);
    reading.see(shown.lines, seen);
    setAtEnd(shown.newest && distanceToEnd(element) < element.clientHeight / 2);
  }, [shown, slide, reading]);

  const pin = useCallback(() => {
    const element = scroller.current;
    if (stuck.current && element && element.clientHeight > 0) {
      element.scrollTop = element.scrollHeight;
    }
  }, []);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element || element.clientHeight === 0) {
      return;
    }
    const before = offset.current;
    offset.current = element.scrollTop;
    if (distanceToEnd(element) < AT_END) {
      stuck.current = shown?.newest ?? true;
    } else if (element.scrollTop < before - 1 && performance.now() - touched.current < TOUCHED) {
      stuck.current = false;
    }
    look();
  }, [look, shown?.newest]);

  const showPlace = useCallback((lines: readonly Message[], place: number, centre: boolean) => {
    const index = lines.findIndex((line) => line.place >= place);
    stuck.current = false;
    list.current?.scrollToIndex(index < 0 ? lines.length - 1 : index, {
      align: centre ? 'center' : 'start',
      offset: centre ? 0 : -TOP,
    });
    if (centre) {
      setFlash(lines[index]?.key);
    }
  }, []);

  // Another list begins where its target is.
  const positioned = useRef(0);
  useLayoutEffect(() => {
    if (shown && shown.list !== positioned.current && list.current) {
      positioned.current = shown.list;
      const { place, why } = shown.target;
      stuck.current = place === undefined;
      if (place !== undefined) {
        // Where the list begins is known once it is there.
        // oxlint-disable-next-line react/set-state-in-effect
        showPlace(shown.lines, place, why === 'asked');
      }
    }
    pin();
  }, [shown, pin, showPlace]);

  useEffect(look, [look]);

  // The pane grows and shrinks with the composer, and goes away and comes back on a phone.
  useEffect(() => {
    const element = scroller.current;
    if (!element) {
      return;
    }
    const observer = new ResizeObserver(() => {
      if (!stuck.current && element.clientHeight > 0 && element.scrollTop === 0 && offset.current > 0) {
        element.scrollTop = offset.current;
      }
      pin();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [pin]);

  useEffect(() => {
    if (flash === undefined) {
      return;
    }
    const timer = setTimeout(() => setFlash(undefined), FLASH);
    return () => clearTimeout(timer);
  }, [flash]);

  const toEnd = useCallback(() => {
    forget();
    if (shown?.newest) {
      stuck.current = true;
      pin();
    } else {
      open(undefined);
    }
  }, [shown?.newest, open, pin, forget]);

  const jump = useCallback(
    (place: number) => {
      if (shown?.lines.some((line) => line.place === place)) {
        showPlace(shown.lines, place, true);
      } else {
        open(place);
      }
    },
    [shown, open, showPlace],
  );
  useImperativeHandle(
    ref,
    () => ({ jump, toEnd, lastOwn: () => (shown?.newest ? shown.lines.findLast(isChangeable) : undefined) }),
    [jump, toEnd, shown],
  );

  const all = useMemo(() => rows(shown?.lines ?? [], fresh), [shown?.lines, fresh]);
  const next = useMemo(() => shown?.lines.find((line) => line.state.type === 'pending')?.key, [shown?.lines]);
  const currentIndex = all.findIndex((row) => row.message.key === current);
  const currentKey = currentIndex < 0 ? all.at(-1)?.message.key : current;
  const kept = useMemo(() => (currentIndex < 0 ? [] : [currentIndex]), [currentIndex]);

  const onKeyDown = (event: KeyboardEvent) => {
    touched.current = performance.now();
    const on = all.findIndex((row) => row.message.key === currentKey);
    const to = lineAfter(event, on, all.length);
    if (event.key === 'Escape' && !event.defaultPrevented) {
      onWrite();
    } else if (to !== undefined && isLine(event.target)) {
      event.preventDefault();
      list.current?.scrollToIndex(to, { align: 'nearest' });
      focusLine(scroller.current, all[to]);
    }
  };
  const touch = () => {
    touched.current = performance.now();
  };

  return (
    <div className={styles.history}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the lines inside */}
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-label={words.conversation.history}
        // Lines come and go as the screen moves; what is new is said by the announcer.
        aria-live="off"
        onKeyDown={onKeyDown}
        onWheel={touch}
        onPointerDown={touch}
        onPointerMove={touch}
        onTouchMove={touch}
      >
        <div className={styles.fill} />
        <Top about={about} shown={shown} />
        <Virtualizer
          key={shown?.list ?? 0}
          ref={list}
          data={all}
          shift={shown?.shift ?? false}
          startMargin={TOP}
          bufferSize={400}
          keepMounted={kept}
          onScroll={onScroll}
          onResize={pin}
        >
          {(row: Row) => (
            <Line
              key={row.message.key}
              message={row.message}
              day={row.day}
              fresh={row.fresh}
              head={row.head}
              tail={row.tail}
              many={about.group !== undefined}
              current={row.message.key === currentKey}
              next={row.message.key === next}
              flash={row.message.key === flash}
              onCurrent={setCurrent}
            />
          )}
        </Virtualizer>
      </div>
      {shown?.lines.length === 0 && (
        <div className={styles.empty}>
          <EmptyState title={words.conversation.empty}>{words.conversation.emptyText}</EmptyState>
        </div>
      )}
      {!atEnd && <ToEnd count={about.unread} onClick={toEnd} />}
      <Announcer shown={shown} />
    </div>
  );
}

function Top({ about, shown }: { readonly about: Conversation; readonly shown: Shown | undefined }) {
  const first = shown !== undefined && shown.lines.length > 0 && !shown.older;
  return (
    <p className={styles.top}>
      {first && (about.complete ? words.conversation.begins : words.conversation.olderLater)}
    </p>
  );
}

function ToEnd({ count, onClick }: { readonly count: number; readonly onClick: () => void }) {
  return (
    <button
      type="button"
      className={styles.toEnd}
      aria-label={count > 0 ? words.conversation.newBelow(count) : words.conversation.toEnd}
      onClick={onClick}
    >
      <Icon of={ArrowDown} size={18} />
      {count > 0 && <span>{words.conversation.newBelow(count)}</span>}
    </button>
  );
}

function distanceToEnd(element: HTMLElement): number {
  return element.scrollHeight - element.clientHeight - element.scrollTop;
}

function lineAfter(event: KeyboardEvent, on: number, count: number): number | undefined {
  switch (event.key) {
    case 'ArrowUp':
      return Math.max(0, on - 1);
    case 'ArrowDown':
      return Math.min(count - 1, on + 1);
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

function isLine(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset.line !== undefined;
}

/** The line may not be drawn before the list has scrolled to it. */
function focusLine(scroller: HTMLElement | null, row: Row | undefined): void {
  if (row === undefined) {
    return;
  }
  const focus = () => {
    const line = scroller?.querySelector<HTMLElement>(`[data-line="${row.message.key}"]`);
    line?.focus({ preventScroll: true });
    return line !== null;
  };
  if (!focus()) {
    requestAnimationFrame(() => requestAnimationFrame(focus));
  }
}
