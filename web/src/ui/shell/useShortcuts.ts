import { useEffect, useEffectEvent } from 'react';
import { isWriting, shortcutOf, type Shortcut } from './shortcuts';

/** Does what the keys say that work everywhere, unless something nearer has taken them or asks a question. */
export function useShortcuts(run: (shortcut: Shortcut) => boolean): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open], :popover-open') !== null) {
      return;
    }
    const shortcut = shortcutOf(event, isWriting(event.target));
    if (shortcut !== undefined && run(shortcut)) {
      event.preventDefault();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
