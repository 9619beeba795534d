import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Updates } from '../../src/sync/updates';
import { calm } from './support/testClock';

/** One version of the service worker, as the browser shows it to a page. */
class FakeWorker extends EventTarget {
  readonly told: unknown[] = [];

  postMessage(message: unknown): void {
    this.told.push(message);
  }
}

class FakeRegistration extends EventTarget {
  active: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;

  /** The browser has found a newer version and gets its parts. */
  find(): FakeWorker {
    const worker = new FakeWorker();
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
    return worker;
  }

  /** All its parts are there. */
  install(worker: FakeWorker): void {
    this.installing = null;
    this.waiting = worker;
    worker.dispatchEvent(new Event('statechange'));
  }
}

class FakeWorkers extends EventTarget {
  controller: FakeWorker | null = null;
  readonly registration = new FakeRegistration();
  forbidden = false;

  async register(): Promise<FakeRegistration> {
    if (this.forbidden) {
      throw new DOMException('not here', 'SecurityError');
    }
    return this.registration;
  }

  take(worker: FakeWorker): void {
    this.registration.waiting = null;
    this.registration.active = worker;
    this.controller = worker;
    this.dispatchEvent(new Event('controllerchange'));
  }
}

let workers: FakeWorkers;
let changes: number;
let reloads: number;

beforeEach(() => {
  workers = new FakeWorkers();
  changes = 0;
  reloads = 0;
  vi.stubGlobal('navigator', { serviceWorker: workers });
});

afterEach(() => vi.unstubAllGlobals());

async function started(): Promise<Updates> {
  const updates = new Updates(
    () => changes++,
    () => reloads++,
  );
  await updates.start('/service-worker.js');
  return updates;
}

/** A page that was opened by a version that is kept on the device. */
function kept(): FakeWorker {
  const worker = new FakeWorker();
  workers.controller = worker;
  workers.registration.active = worker;
  return worker;
}

describe('newer versions of the app', () => {
  test('the first one ever is no newer one: nothing is offered, nothing is reloaded', async () => {
    const updates = await started();
    const first = workers.registration.find();
    workers.registration.install(first);
    workers.take(first);
    expect([updates.ready, changes, reloads]).toEqual([false, 0, 0]);
  });

  test('one is offered when all its parts are there, and taken when the user says so', async () => {
    kept();
    const updates = await started();
    const newer = workers.registration.find();
    expect(updates.ready).toBe(false);
    workers.registration.install(newer);
    expect([updates.ready, changes]).toEqual([true, 1]);
    expect(newer.told).toEqual([]);
    updates.take();
    expect(newer.told).toEqual([{ type: 'skipWaiting' }]);
    expect(reloads).toBe(0);
    workers.take(newer);
    expect(reloads).toBe(1);
  });

  test('one that waits since the last visit is offered at once', async () => {
    kept();
    workers.registration.waiting = new FakeWorker();
    expect((await started()).ready).toBe(true);
  });

  test('one whose parts are just being fetched when the page is opened is offered, too', async () => {
    kept();
    const newer = new FakeWorker();
    workers.registration.installing = newer;
    const updates = await started();
    workers.registration.install(newer);
    expect(updates.ready).toBe(true);
  });

  test('one that fails to install is not offered', async () => {
    kept();
    const updates = await started();
    const broken = workers.registration.find();
    workers.registration.installing = null;
    broken.dispatchEvent(new Event('statechange'));
    expect([updates.ready, changes]).toEqual([false, 0]);
  });

  test('all tabs load it, whichever has taken it', async () => {
    kept();
    await started();
    const newer = new FakeWorker();
    workers.take(newer);
    expect(reloads).toBe(1);
  });

  test('a page that the worker took over later is reloaded for the second version, not for the first', async () => {
    await started();
    workers.take(new FakeWorker());
    expect(reloads).toBe(0);
    workers.take(new FakeWorker());
    expect(reloads).toBe(1);
  });

  test('a browser that allows no worker, or has none, runs the app all the same', async () => {
    vi.spyOn(console, 'info').mockImplementation(() => undefined);
    workers.forbidden = true;
    expect((await started()).ready).toBe(false);
    vi.stubGlobal('navigator', {});
    const updates = await started();
    await calm();
    updates.take();
    expect([updates.ready, reloads]).toEqual([false, 1]);
  });
});
