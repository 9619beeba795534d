import { createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { BROWSER_CLOCK } from '../sync/clock';
import { flush } from '../sync/flush';
import { OUTBOX_TAG } from '../sync/outboxTag';

/*
 * Keeps the app itself, so that it opens without a network, and sends what waits when no page is there to do it. A new
 * version waits until the user takes it or all tabs are closed: what it replaces is removed only then, so no running tab
 * loses a part.
 */

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (PrecacheEntry | string)[] };

/** As the platform has it; missing in TypeScript's types. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

const PATIENCE_MILLIS = 25_000;

// oxlint-disable-next-line no-underscore-dangle -- the name by which the build puts the list of files in
precacheAndRoute(self.__WB_MANIFEST);

// Every address is a screen of the one page, but for what the server answers itself.
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/v1(\/|$)/] }));

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const data: unknown = event.data;
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'skipWaiting') {
    void self.skipWaiting();
  }
});

self.addEventListener('activate', (event: ExtendableEvent) => event.waitUntil(self.clients.claim()));

self.addEventListener('sync', (event: Event) => {
  if (isSync(event) && event.tag === OUTBOX_TAG) {
    event.waitUntil(sendWhatWaits());
  }
});

/** A rejection has the browser try again later. */
async function sendWhatWaits(): Promise<void> {
  const outcome = await flush({
    fetch: (path, init) => fetch(path, init),
    clock: BROWSER_CLOCK,
    locks: navigator.locks,
    agent: `godwit-web-worker/${GODWIT_VERSION}`,
    patience: PATIENCE_MILLIS,
  });
  if (outcome === 'waits') {
    throw new Error('something still waits for the server');
  }
}

function isSync(event: Event): event is SyncEvent {
  return 'tag' in event && 'waitUntil' in event;
}
