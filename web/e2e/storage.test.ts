import { expect, test } from '@playwright/test';
import { register } from './support/people';
import { Server } from './support/server';
import { WebUser } from './support/web-user';

/** A browser whose storage is full, or that gives none. */
test.describe('storage', () => {
  let server: Server;

  test.beforeEach(async () => {
    server = await Server.start();
    await register(server, 'alice', 'bob');
  });

  test.afterEach(async () => {
    await server.close();
  });

  test('full: says so, keeps what was typed, and sends it when there is room again', async () => {
    test.setTimeout(120_000);
    const alice = await WebUser.signedIn('alice', server.origin);
    await alice.begin('bob');
    await alice.send('There is room');
    await alice.expectState('There is room', 'Sent');
    const devtools = await alice.browser.newCDPSession(alice.page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 1 });
    // Chromium looks anew at how much room there is when half a minute has passed.
    const said = alice.page.getByText(/storage is full/i).first();
    let text = '';
    await expect(async () => {
      text = `Sent at ${new Date().toISOString()}`;
      await alice.composer.fill(text);
      await alice.composer.press('Enter');
      await expect(said).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
    await expect(alice.composer).toHaveValue(text);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.origin });
    await alice.composer.press('Enter');
    await expect(alice.composer).toHaveValue('');
    await alice.expectState(text, 'Sent');
    await alice.close();
  });

  test('blocked: says what to do instead of showing an empty app', async () => {
    const alice = await WebUser.arrives('alice', server.origin);
    await alice.page.addInitScript(() => {
      Object.defineProperty(IDBFactory.prototype, 'open', {
        value: () => {
          throw new DOMException('The user denied permission to access the database.', 'SecurityError');
        },
      });
    });
    await alice.page.reload();
    await expect(alice.page.getByRole('heading')).toContainText('no place for your messages');
    await alice.close();
  });
});
