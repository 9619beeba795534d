import { vi } from 'vitest';
import { MemoryLocks } from './memoryTabs';

/** What a tab has of its browser that Node has not; nothing of it shows anything. */
export function browserWindow(): void {
  const store = new Map<string, string>();
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('navigator', {
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
    locks: new MemoryLocks(),
    onLine: true,
  });
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => store.get(name) ?? null,
    setItem: (name: string, value: string) => store.set(name, value),
    removeItem: (name: string) => store.delete(name),
    key: (at: number) => [...store.keys()][at] ?? null,
    get length() {
      return store.size;
    },
  });
  // Nobody answers.
  vi.stubGlobal(
    'WebSocket',
    class extends EventTarget {
      send(): void {}
      close(): void {}
    },
  );
}
