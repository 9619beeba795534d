import type { Clock } from './clock';

const LOOK_MILLIS = 10_000;
/** Timers of hidden tabs come up to a minute late; what is later than that has slept. */
const SLEPT_MILLIS = 90_000;
/** Coming back to the front is no news if one was there just now. */
const AWAY_MILLIS = 15_000;

/**
 * Notices that the network may be back, or that the device has slept, so that what waits goes out at once and not after
 * the rest of a back-off. Answers with how to stop.
 */
export function watchNetwork(clock: Clock, back: () => void): () => void {
  const end = new AbortController();
  let hiddenSince: number | undefined = document.hidden ? clock.wall() : undefined;
  window.addEventListener('online', back, { signal: end.signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden) {
        hiddenSince = clock.wall();
      } else {
        const away = clock.wall() - (hiddenSince ?? clock.wall());
        hiddenSince = undefined;
        if (away > AWAY_MILLIS) {
          back();
        }
      }
    },
    { signal: end.signal },
  );
  let lookedAt = clock.wall();
  const timer = setInterval(() => {
    const now = clock.wall();
    const slept = now - lookedAt > SLEPT_MILLIS;
    lookedAt = now;
    if (slept) {
      back();
    }
  }, LOOK_MILLIS);
  return () => {
    end.abort();
    clearInterval(timer);
  };
}
