import type { Page } from '@playwright/test';

export interface Scrolling {
  /** How many different messages stood on the screen. */
  readonly lines: number;
  /** Milliseconds from each frame to the next. */
  readonly frames: readonly number[];
  readonly longTasks: readonly number[];
  /** The largest part of the history's height that had no message in it, in any frame. */
  readonly emptiest: number;
}

/** Turns the wheel back in the open conversation, and looks at each frame. */
export async function scrolledBack(page: Page, millis: number): Promise<Scrolling> {
  const log = page.getByRole('log');
  await log.hover();
  const watched = page.evaluate(async (duration) => {
    const scroller = document.querySelector('[role=log]');
    if (scroller === null) {
      throw new Error('no conversation is open');
    }
    const longTasks: number[] = [];
    const observer = new PerformanceObserver((list) =>
      longTasks.push(...list.getEntries().map((each) => each.duration)),
    );
    observer.observe({ type: 'longtask' });
    const box = scroller.getBoundingClientRect();
    const frames: number[] = [];
    const lines = new Set<string>();
    let emptiest = 0;
    const begin = performance.now();
    for (let last = begin; last - begin < duration;) {
      const now = await new Promise<number>(requestAnimationFrame);
      frames.push(now - last);
      last = now;
      let at = box.top;
      let gap = 0;
      const shown = [...scroller.querySelectorAll<HTMLElement>('[data-line]')]
        .map((each) => ({ key: each.dataset.line ?? '', rect: each.getBoundingClientRect() }))
        .filter(({ rect }) => rect.bottom > box.top && rect.top < box.bottom)
        .toSorted((one, other) => one.rect.top - other.rect.top);
      for (const { key, rect } of shown) {
        lines.add(key);
        gap = Math.max(gap, rect.top - at);
        at = Math.max(at, rect.bottom);
      }
      emptiest = Math.max(emptiest, Math.max(gap, box.bottom - at) / box.height);
    }
    observer.disconnect();
    return { lines: lines.size, frames: frames.slice(1), longTasks, emptiest };
  }, millis);
  const state = { over: false };
  void watched.finally(() => {
    state.over = true;
  });
  while (!state.over) {
    await page.mouse.wheel(0, -400);
    await page.waitForTimeout(40);
  }
  return watched;
}
