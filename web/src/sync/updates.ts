/**
 * The service worker that keeps the app itself, and newer versions of it. A new one waits until the user takes it, or
 * until all tabs are closed: so a running tab never finds that its parts are gone.
 */
export class Updates {
  private waiting: ServiceWorker | undefined;

  constructor(
    private readonly changed: () => void,
    private readonly reloadPage: () => void,
  ) {}

  async start(address: string): Promise<void> {
    if (!('serviceWorker' in navigator)) {
      return;
    }
    const workers = navigator.serviceWorker;
    // The first worker ever takes over a page that it does not change.
    let hadOne = workers.controller !== null;
    workers.addEventListener('controllerchange', () => {
      if (hadOne) {
        this.reloadPage();
      }
      hadOne = true;
    });
    try {
      const registration = await workers.register(address, { updateViaCache: 'none' });
      this.look(registration);
      const follow = (): void =>
        registration.installing?.addEventListener('statechange', () => this.look(registration));
      // Another tab may have found one just now.
      follow();
      registration.addEventListener('updatefound', follow);
    } catch (fault) {
      // Private windows of some browsers have none: the app works, but does not open without a network.
      console.info('no service worker', fault);
    }
  }

  get ready(): boolean {
    return this.waiting !== undefined;
  }

  /** All tabs load the newer version. */
  take(): void {
    if (this.waiting === undefined) {
      this.reloadPage();
    } else {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none: it is of this origin
      this.waiting.postMessage({ type: 'skipWaiting' });
    }
  }

  private look(registration: ServiceWorkerRegistration): void {
    const waiting = registration.active === null ? undefined : (registration.waiting ?? undefined);
    if (waiting !== this.waiting) {
      this.waiting = waiting;
      this.changed();
    }
  }
}
