import type { Page } from '@playwright/test';

/**
 * Measures inside of the page, from what the user does to the frame in which its result is on the screen, so that
 * nothing of the test's own way to the browser counts.
 */
export class Stopwatch {
  private constructor(private readonly page: Page) {}

  static async in(page: Page): Promise<Stopwatch> {
    await page.evaluate(() => {
      const watch = window as unknown as Watched;
      /** Resolves with the milliseconds from the next event of this type to the frame after `there` holds. */
      watch.measure = (type, there) =>
        new Promise((done, failed) => {
          setTimeout(
            () => failed(new Error(`${there.selector} with '${there.text}' did not come after ${type}`)),
            20_000,
          );
          const begin = (event: Event) => {
            window.removeEventListener(type, begin, true);
            const look = () => {
              if (watch.isThere(there)) {
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - event.timeStamp)));
                return true;
              }
              return false;
            };
            const observer = new MutationObserver(() => look() && observer.disconnect());
            observer.observe(document.documentElement, {
              childList: true,
              subtree: true,
              characterData: true,
              attributes: true,
            });
          };
          window.addEventListener(type, begin, true);
        });
      watch.isThere = ({ selector, text }) =>
        [...document.querySelectorAll(selector)].some((element) => text === '' || element.textContent === text);
    });
    return new Stopwatch(page);
  }

  /** From an event of `type`, caused by `act`, until an element of the selector with just this text is on the screen. */
  async from(type: string, act: () => Promise<unknown>, selector: string, text = ''): Promise<number> {
    const measured = this.page.evaluate(
      ([event, where, what]) =>
        (window as unknown as Watched).measure(event ?? '', { selector: where ?? '', text: what ?? '' }),
      [type, selector, text],
    );
    // The listener stands before the act: both go over the same line, in this order.
    await act();
    return measured;
  }
}

interface There {
  readonly selector: string;
  readonly text: string;
}

interface Watched {
  measure(type: string, there: There): Promise<number>;
  isThere(there: There): boolean;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
