import { useEffect } from 'react';
import { useSession } from '../session';

const AT_MOST_EVERY_MS = 5_000;
const SIGNS = ['pointerdown', 'keydown', 'focus'] as const;

/** Tells that somebody is at this screen. */
export function useActive(): void {
  const { hints } = useSession();
  useEffect(() => {
    let last = -AT_MOST_EVERY_MS;
    const onSign = () => {
      const now = performance.now();
      if (now - last >= AT_MOST_EVERY_MS) {
        last = now;
        hints.active();
      }
    };
    for (const sign of SIGNS) {
      window.addEventListener(sign, onSign, { passive: true });
    }
    return () => {
      for (const sign of SIGNS) {
        window.removeEventListener(sign, onSign);
      }
    };
  }, [hints]);
}
