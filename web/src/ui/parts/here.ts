import { useEffect, useRef } from 'react';

/**
 * For the heading of what has just come up: takes the focus, so that screen readers say where one is and Tab goes on
 * from there, unless something beside it has it already; gives it back when it goes and nobody else has it.
 */
export function useHere() {
  const heading = useRef<HTMLHeadingElement>(null);
  const from = useRef<Element>(null);
  useEffect(() => {
    const element = heading.current;
    const before = (from.current ??= document.activeElement);
    const pane = element?.parentElement?.parentElement;
    if (element && !pane?.contains(before)) {
      element.focus({ preventScroll: true });
    }
    return () => {
      const lost = document.activeElement === document.body || document.activeElement === null;
      if (lost && before instanceof HTMLElement && before.isConnected) {
        before.focus({ preventScroll: true });
      }
    };
  }, []);
  return heading;
}
