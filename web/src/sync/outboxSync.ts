import { OUTBOX_TAG } from './outboxTag';

/** As much of Background Sync as is used; only some browsers have it, and TypeScript knows none of it. */
interface SyncManager {
  register(tag: string): Promise<void>;
}

/**
 * Has the browser wake the service worker when there is a network again, although this page may be gone by then. Nothing
 * depends on it: where it does not exist, or is forbidden, what waits goes out when the app is opened.
 */
export async function askForOutboxSync(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration !== undefined && 'sync' in registration) {
      await syncOf(registration)?.register(OUTBOX_TAG);
    }
  } catch {
    // Not allowed here.
  }
}

function syncOf(registration: object): SyncManager | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the platform's own, missing in the types
  return 'sync' in registration ? (registration.sync as SyncManager) : undefined;
}
