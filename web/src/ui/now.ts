import { useSyncExternalStore } from 'react';

const MINUTE = 60_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let minute = Math.floor(Date.now() / MINUTE);

function tick(): void {
  minute = Math.floor(Date.now() / MINUTE);
  timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE));
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    tick();
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearTimeout(timer);
    }
  };
}

/** The present, to the minute: whoever uses it is drawn again when the minute changes, all with one timer. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => minute) * MINUTE;
}
