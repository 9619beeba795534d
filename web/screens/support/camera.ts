import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

const KEPT = fileURLToPath(new URL('../../../docs/web/', import.meta.url));
const LOOKED_AT = fileURLToPath(new URL('../../target/screens/', import.meta.url));

/** Those that docs/web.md shows. */
const SHOWN = new Set([
  'first-account-phone-light',
  'conversation-desktop-light',
  'conversation-desktop-dark',
  'first-run-phone-light',
  'list-phone-light',
  'group-phone-light',
  'group-info-phone-dark',
  'message-details-desktop-light',
  'failed-phone-light',
  'offline-desktop-dark',
  'search-phone-light',
  'new-phone-light',
  'new-group-phone-dark',
  'outbox-waiting-phone-light',
  'sign-out-unsent-phone-dark',
  'signed-out-phone-light',
  'storage-blocked-phone-dark',
  'settings-phone-light',
  'conversation-narrow-light',
  'conversation-rtl-phone-light',
]);

/** Takes a picture in both themes. */
export async function shoot(page: Page, name: string, size: string): Promise<void> {
  mkdirSync(KEPT, { recursive: true });
  mkdirSync(LOOKED_AT, { recursive: true });
  // Nothing is rested on, so that nothing says what it is for.
  await page.mouse.move(0, 0);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const file = `${name}-${size}-${scheme}`;
    await page.screenshot({
      path: `${SHOWN.has(file) ? KEPT : LOOKED_AT}${file}.png`,
      animations: 'disabled',
      caret: 'hide',
    });
  }
}
