import { get } from 'node:http';
import type { Page } from '@playwright/test';

export interface FirstScreen {
  /** Compressed, as they came over the network, until the first screen was drawn. */
  readonly bytes: number;
  readonly files: readonly string[];
}

/** Notes in each page when an element of the selector first has (or, without a text, is). Before the page is opened. */
export async function noteFirst(page: Page, selector: string, text = ''): Promise<void> {
  await page.addInitScript(
    ([where, what]) => {
      const look = () => {
        const there = [...document.querySelectorAll(where ?? '')].some(
          (each) => what === '' || each.textContent === what,
        );
        if (there) {
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => Reflect.set(window, 'firstDrawn', performance.now())));
        }
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true, characterData: true });
    },
    [selector, text],
  );
}

/** Milliseconds from the beginning of the navigation to the frame after it was there. */
export async function firstDrawn(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => Reflect.get(window, 'firstDrawn') as number | undefined);
  return (await handle.jsonValue()) ?? Number.NaN;
}

/** The script that had come when the first screen was there, wherever from: by the size in which the server sends it. */
export async function scriptOfFirstScreen(page: Page): Promise<FirstScreen> {
  const drawn = await firstDrawn(page);
  const addresses = await page.evaluate(
    (until) =>
      performance
        .getEntriesByType('resource')
        .filter((each) => each instanceof PerformanceResourceTiming)
        .filter((each) => new URL(each.name).pathname.endsWith('.js') && each.responseEnd <= until)
        .map((each) => each.name),
    drawn,
  );
  const all = await Promise.all(addresses.map(async (address) => ({ address, bytes: await sent(address) })));
  return {
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    files: all.map(({ address, bytes }) => `${new URL(address).pathname} ${bytes}`),
  };
}

function sent(address: string): Promise<number> {
  return new Promise((done, failed) => {
    get(address, { headers: { 'Accept-Encoding': 'gzip' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('end', () => done(bytes));
    }).on('error', failed);
  });
}
