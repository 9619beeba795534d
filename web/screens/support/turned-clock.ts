import type { BrowserContext } from '@playwright/test';
import { AGED } from '../../e2e/support/world';

/** When the pictures are taken. */
const MOMENT = Date.UTC(2026, 8, 20, 16, 42, 10);

/**
 * Turns the clocks of a page and of its server to one moment, so that the pictures tell the same times whenever they
 * are taken; and what the world wrote a minute ago is as old as it pretends to be.
 */
export async function turnClock(browser: BrowserContext): Promise<void> {
  const shift = MOMENT - Date.now();
  await browser.addInitScript((by) => {
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...at: readonly number[]) {
        super(...((at.length === 0 ? [Real.now() + by] : at) as [number]));
      }

      static override now(): number {
        return Real.now() + by;
      }
    } as DateConstructor;
  }, shift);
  await browser.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => socket.send(turned(String(frame), shift)));
  });
}

function turned(frame: string, shift: number): string {
  return JSON.stringify(
    JSON.parse(frame, function (this: { id?: unknown }, key, value: unknown) {
      if ((key !== 'at' && key !== 'seen') || typeof value !== 'number') {
        return value;
      }
      const [, seconds] = AGED.exec(String(this.id)) ?? [];
      return value + shift - Number(seconds ?? 0) * 1_000;
    }),
  );
}
