import type { LucideIcon } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { classes } from './classes';
import { Icon } from './Icon';
import styles from './Menu.module.css';

export interface MenuItem {
  readonly label: string;
  readonly icon?: LucideIcon;
  /** It loses something. */
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Begins a new part of the menu. */
  readonly apart?: boolean;
  readonly onSelect: () => void;
}

/** What the menu belongs to: a button's rectangle, or where the pointer was. */
export interface MenuPlace {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Props {
  readonly label: string;
  readonly place: MenuPlace;
  readonly items: readonly MenuItem[];
  /** Escape, a touch beside it, Tab, or a choice. */
  readonly onClose: () => void;
}

const MARGIN = 8;

/** A menu that is open: arrows, Home, End, first letters, Enter, Escape. Mount it to open it. */
export function MenuSheet({ label, place, items, onClose }: Props) {
  const sheet = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });

  useLayoutEffect(() => {
    const element = sheet.current;
    if (!element) {
      return;
    }
    const before = document.activeElement;
    element.showPopover();
    const { width, height } = element.getBoundingClientRect();
    const rightToLeft = getComputedStyle(element).direction === 'rtl';
    const wanted = rightToLeft === place.left < innerWidth / 2 ? place.right - width : place.left;
    const left = Math.max(MARGIN, Math.min(wanted, innerWidth - width - MARGIN));
    const below = place.bottom + height + MARGIN <= innerHeight;
    const top = below ? place.bottom : Math.max(MARGIN, place.top - height);
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    choices(element)[0]?.focus();
    const onToggle = (event: ToggleEvent) => {
      if (event.newState === 'closed') {
        close.current();
      }
    };
    const onResize = () => close.current();
    element.addEventListener('toggle', onToggle);
    window.addEventListener('resize', onResize);
    return () => {
      element.removeEventListener('toggle', onToggle);
      window.removeEventListener('resize', onResize);
      const inside = element.contains(document.activeElement) || document.activeElement === document.body;
      if (inside && before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, [place]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const all = choices(event.currentTarget);
    const now = all.findIndex((choice) => choice === document.activeElement);
    const next = nextChoice(event, all, now);
    if (event.key === 'Tab') {
      onClose();
    } else if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      all[next]?.focus();
    }
  };

  return (
    <div
      ref={sheet}
      popover="auto"
      role="menu"
      aria-label={label}
      className={styles.sheet}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          disabled={item.disabled}
          className={classes(styles.item, item.danger && styles.danger, item.apart && styles.apart)}
          onClick={() => {
            onClose();
            item.onSelect();
          }}
        >
          {item.icon && <Icon of={item.icon} size={18} />}
          <span>{item.label}</span>
        </button>
      ))}
    </div>
  );
}

function choices(sheet: HTMLElement): readonly HTMLButtonElement[] {
  return [...sheet.querySelectorAll<HTMLButtonElement>('[role=menuitem]:not(:disabled)')];
}

function nextChoice(event: KeyboardEvent, all: readonly HTMLButtonElement[], now: number): number | undefined {
  switch (event.key) {
    case 'ArrowDown':
      return (now + 1) % all.length;
    case 'ArrowUp':
      return (now - 1 + all.length) % all.length;
    case 'Home':
      return 0;
    case 'End':
      return all.length - 1;
    default: {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.key === ' ') {
        return undefined;
      }
      const letter = event.key.toLocaleLowerCase();
      const turned = all.map((_, i) => (now + 1 + i) % all.length);
      return turned.find((i) => all[i]?.textContent?.toLocaleLowerCase().startsWith(letter));
    }
  }
}
