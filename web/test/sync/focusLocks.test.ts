import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FocusLocks } from '../../src/sync/focusLocks';
import { browserWindow } from './support/browserWindow';
import { calm } from './support/testClock';

/** A tab on the screen, or behind another. */
function show(hidden: boolean): void {
  Object.assign(document, { hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

/** What one tab asks of its locks; `held` counts how often it got one. */
class Asking {
  held = 0;
  refused = 0;
  private readonly locks = new FocusLocks();

  ask(options: LockOptions = {}): AbortController {
    const queued = new AbortController();
    this.locks
      .request('engine', options.steal === true ? options : { signal: queued.signal }, () => {
        this.held++;
      })
      .catch(() => {
        this.refused++;
      });
    return queued;
  }
}

beforeEach(browserWindow);
afterEach(() => vi.unstubAllGlobals());

describe('turns of tabs in a browser without Web Locks', () => {
  test('a tab that is opened in front has its turn at once', async () => {
    const tab = new Asking();
    tab.ask();
    await calm();
    expect(tab.held).toBe(1);
  });

  test('one that is opened behind others waits until somebody looks at it', async () => {
    show(true);
    const tab = new Asking();
    tab.ask();
    window.dispatchEvent(new Event('focus'));
    await calm();
    expect(tab.held).toBe(0);
    show(false);
    await calm();
    expect(tab.held).toBe(1);
  });

  test('one that has lost its turn to another has it again when it is looked at, not before', async () => {
    const tab = new Asking();
    tab.ask();
    await calm();
    tab.ask();
    await calm();
    expect(tab.held).toBe(1);
    window.dispatchEvent(new Event('focus'));
    await calm();
    expect(tab.held).toBe(2);
    window.dispatchEvent(new Event('focus'));
    await calm();
    expect(tab.held).toBe(2);
  });

  test('who does not want to wait any more leaves the queue', async () => {
    show(true);
    const tab = new Asking();
    tab.ask().abort();
    await calm();
    expect(tab.refused).toBe(1);
    show(false);
    await calm();
    expect(tab.held).toBe(0);
  });

  test('a tab whose call nobody answered takes the turn: in two windows side by side nobody is looked at anew', async () => {
    const tab = new Asking();
    tab.ask();
    await calm();
    tab.ask({ steal: true });
    await calm();
    expect(tab.held).toBe(2);
  });
});
