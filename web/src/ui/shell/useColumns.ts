import { useSyncExternalStore } from 'react';

/** The same widths as in Shell.module.css. */
const TWO = matchMedia('(min-width: 45rem)');
const THREE = matchMedia('(min-width: 70rem)');

function subscribe(listener: () => void): () => void {
  TWO.addEventListener('change', listener);
  THREE.addEventListener('change', listener);
  return () => {
    TWO.removeEventListener('change', listener);
    THREE.removeEventListener('change', listener);
  };
}

function columns(): 1 | 2 | 3 {
  return THREE.matches ? 3 : TWO.matches ? 2 : 1;
}

/** How many columns there is room for. */
export function useColumns(): 1 | 2 | 3 {
  return useSyncExternalStore(subscribe, columns);
}
