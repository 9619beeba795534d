import { expect, type Page, test } from '@playwright/test';
import { Cable } from '../e2e/support/cable';
import { PASSWORD } from '../e2e/support/people';
import { Server } from '../e2e/support/server';
import { PLACES, place, show, SIZES, talk, type Place } from '../e2e/support/tour';
import { WebUser } from '../e2e/support/web-user';
import { ME, NEWCOMER, World } from '../e2e/support/world';
import { shoot } from './support/camera';
import { turnClock } from './support/turned-clock';

const PLACE_AND_TIME = { locale: 'en-GB', timezoneId: 'Europe/Berlin' };

/** The app as people see it, against a real server. */
test.describe('pictures', () => {
  let server: Server;
  let cable: Cable;
  let world: World | undefined;
  let maren: WebUser;

  test.beforeAll(async () => {
    server = await Server.start('--registration', 'open');
    cable = await Cable.to(server.port);
  });

  test.afterAll(async () => {
    world?.end();
    await maren?.close();
    await cable.cut();
    await server.close();
  });

  test('accounts and the first run', async () => {
    const vera = await WebUser.arrives(NEWCOMER, cable.origin, PLACE_AND_TIME);
    await expect(vera.page.getByLabel('Setup code')).toBeVisible();
    await inSizes(vera.page, 'first-account');
    world = await World.on(server);
    await vera.page.reload();
    await expect(vera.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await inSizes(vera.page, 'sign-in');
    await vera.page.getByLabel('Name', { exact: true }).fill(NEWCOMER);
    await vera.page.getByLabel('Password', { exact: true }).fill('wrong');
    await vera.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(vera.page.getByRole('alert')).toBeVisible();
    await inSizes(vera.page, 'wrong-password');
    await vera.page.getByRole('button', { name: /Create one/ }).click();
    await inSizes(vera.page, 'sign-up');
    await vera.page.reload();
    await vera.signIn();
    await expect(vera.page.getByText('Nobody here yet')).toBeVisible();
    await inSizes(vera.page, 'first-run');
    await vera.page.addInitScript(() => {
      Object.defineProperty(IDBFactory.prototype, 'open', {
        value: () => {
          throw new DOMException('The user denied permission to access the database.', 'SecurityError');
        },
      });
    });
    await vera.page.reload();
    await expect(vera.page.getByRole('heading')).toContainText(/no place/);
    await inSizes(vera.page, 'storage-blocked');
    await vera.close();
  });

  test('all places', async () => {
    await Promise.all([world?.appears('Tomás'), world?.appears('نور'), world?.appears('Ines', 'away')]);
    maren = await WebUser.arrives(ME, cable.origin, PLACE_AND_TIME);
    await turnClock(maren.browser);
    await maren.page.reload();
    await maren.signIn();
    await expect(maren.page.locator('[data-row]').filter({ hasText: 'Tomás' })).toBeVisible();
    await talk(maren.page, 'Jannes');
    await maren.send('There is a place free again, if you like');
    await maren.expectState('There is a place free again, if you like', 'Failed');
    await inSizes(maren.page, 'failed');
    const missed: unknown[] = [];
    for (const each of PLACES) {
      try {
        await inSizes(maren.page, each.name, each);
      } catch (cause) {
        missed.push(`${each.name}: ${String(cause)}`);
        await maren.page.reload();
      }
    }
    expect.soft(missed).toEqual([]);
  });

  test('from right to left, and on a narrow phone', async () => {
    for (const name of ['list', 'conversation', 'group', 'group-info', 'settings', 'new']) {
      await maren.page.setViewportSize({ width: 320, height: 568 });
      await at(maren.page, place(name), () => shoot(maren.page, name, 'narrow'));
      for (const size of ['desktop', 'phone'] as const) {
        await maren.page.setViewportSize(SIZES[size]);
        await maren.page.evaluate(() => (document.documentElement.dir = 'rtl'));
        await at(maren.page, place(name), () => shoot(maren.page, name, `rtl-${size}`));
        await maren.page.evaluate(() => (document.documentElement.dir = 'ltr'));
      }
    }
  });

  test('without a network, and signed out elsewhere', async () => {
    const { page } = maren;
    await page.setViewportSize(SIZES.desktop);
    await cable.cut();
    await maren.browser.setOffline(true);
    await talk(page, 'Tomás');
    await maren.send('The ferry is late, I am still in the tunnel');
    await maren.send('Start without me if the water turns');
    await expect(page.getByText(/wait here/)).toBeVisible();
    await inSizes(page, 'offline', { name: 'offline', open: (each) => talk(each, 'Tomás') });
    await inSizes(page, 'outbox-waiting', place('outbox'));
    await inSizes(page, 'sign-out-unsent', place('sign-out'));
    await inSizes(page, 'devices-offline', place('devices'));
    await inSizes(page, 'list-offline', place('list'));
    await world?.signsOutElsewhere(ME);
    await cable.mend();
    await maren.browser.setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await inSizes(page, 'signed-out');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await show(page, '/');
  });
});

async function inSizes(page: Page, name: string, at_?: Place): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await at(page, at_, () => shoot(page, name, size));
  }
  await page.setViewportSize(SIZES.desktop);
}

async function at(page: Page, where: Place | undefined, look: () => Promise<void>): Promise<void> {
  await where?.open(page);
  await look();
  await where?.close?.(page);
}
