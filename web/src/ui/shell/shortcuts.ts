/** What the keys do that work everywhere. */
export type Shortcut = 'search' | 'previous' | 'next' | 'keys' | 'newChat' | 'back';

interface Press {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** `writing`: the focus is where text is typed, so that letters and signs are text. */
export function shortcutOf(press: Press, writing: boolean): Shortcut | undefined {
  const command = press.ctrlKey !== press.metaKey && !press.altKey;
  if (command && !press.shiftKey && press.key.toLowerCase() === 'k') {
    return 'search';
  }
  if (press.altKey && !press.ctrlKey && !press.metaKey) {
    switch (press.key) {
      case 'ArrowUp':
        return 'previous';
      case 'ArrowDown':
        return 'next';
      case 'n':
      case 'N':
        return 'newChat';
      default:
        return undefined;
    }
  }
  if (press.ctrlKey || press.metaKey) {
    return undefined;
  }
  if (press.key === 'Escape') {
    return 'back';
  }
  return press.key === '?' && !writing ? 'keys' : undefined;
}

export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
