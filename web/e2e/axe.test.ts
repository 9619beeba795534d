import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { Server } from './support/server';
import { PLACES, SIZES, type Place } from './support/tour';
import { WebUser } from './support/web-user';
import { ME, NEWCOMER, World } from './support/world';

// Recording all that axe does takes longer than what it does.
test.use({ trace: 'off' });

/** What a machine can find of what keeps people out: names, roles, contrast, order of headings. */
test.describe('accessibility', () => {
  let server: Server;

  test.beforeEach(async () => {
    server = await Server.start('--registration', 'open');
  });

  test.afterEach(async () => {
    await server.close();
  });

  test('nothing is found on any screen, dialog or menu, light and dark, wide and narrow', async () => {
    test.setTimeout(180_000);
    const found: string[] = [];
    const newcomer = await WebUser.arrives(NEWCOMER, server.origin);
    await expect(newcomer.page.getByLabel('Setup code')).toBeVisible();
    await check(newcomer.page, { name: 'first-account', open: async () => undefined }, found);
    await World.on(server);
    await newcomer.page.reload();
    await check(newcomer.page, { name: 'sign-in', open: async () => undefined }, found);
    await newcomer.signIn();
    await check(newcomer.page, { name: 'first-run', open: async () => undefined }, found);
    await newcomer.close();

    const maren = await WebUser.signedIn(ME, server.origin);
    for (const each of PLACES) {
      await check(maren.page, each, found);
    }
    expect(found).toEqual([]);
    await maren.close();
  });
});

/** On a wide light screen and a narrow dark one; that all colours go together in both is test/ui/contrast.test.ts. */
async function check(page: Page, place: Place, found: string[]): Promise<void> {
  for (const [size, colorScheme] of [
    ['phone', 'dark'],
    ['desktop', 'light'],
  ] as const) {
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await place.open(page);
    // There are no frames within ours: without it, each look would open a page of its own.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    for (const { id, nodes } of violations) {
      found.push(`${place.name}, ${size}, ${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    }
    await place.close?.(page);
  }
}
