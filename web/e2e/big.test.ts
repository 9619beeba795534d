import { expect, test } from '@playwright/test';
import { Cable } from './support/cable';
import { fill, textOf } from './support/fill';
import { register } from './support/people';
import { Server } from './support/server';
import { WebUser } from './support/web-user';

/** 100,000 take the server two minutes: `GODWIT_BIG=100000 npm run e2e big`. */
const MESSAGES = Number(process.env.GODWIT_BIG ?? 20_000);
const PATIENCE = MESSAGES * 5;

/** A conversation of which no screen and no memory holds more than a small part. */
test.describe('a long conversation', () => {
  let server: Server;
  let cable: Cable;
  let alice: WebUser;

  test.beforeEach(async () => {
    test.setTimeout(120_000 + 4 * PATIENCE);
    server = await Server.start();
    cable = await Cable.to(server.port);
    const tokens = await register(server, 'alice', 'bob');
    await fill(server, tokens.alice ?? '', tokens.bob ?? '', MESSAGES);
    alice = await WebUser.signedIn('alice', cable.origin);
  });

  test.afterEach(async () => {
    await alice.close();
    await cable.cut();
    await server.close();
  });

  test('it opens at once on a new device, is found and read to its oldest message, and all of it is there offline', async () => {
    // The newest come first; the rest follows while one reads.
    await alice.open('bob');
    await expect(alice.message(textOf(MESSAGES - 1)).last()).toBeVisible({ timeout: 10_000 });

    const first = textOf(0);
    await expect(async () => {
      await search(alice, 'landmark0');
      await expect(found(alice)).toHaveCount(1, { timeout: 1_000 });
    }).toPass({ timeout: PATIENCE + 30_000 });
    await found(alice).click();
    await expect(alice.message(first)).toBeVisible();
    expect(alice.page.url()).toContain('at=');
    await expect(alice.page.getByText('Here the conversation begins')).toBeVisible();

    // Back and forth by the wheel: it follows the screen.
    await alice.history.hover();
    await expect(async () => {
      await alice.page.mouse.wheel(0, 3_000);
      await expect(alice.message(textOf(150)).first()).toBeVisible({ timeout: 200 });
    }).toPass({ timeout: 20_000 });
    await expect(async () => {
      await alice.page.mouse.wheel(0, -3_000);
      await expect(alice.message(first)).toBeVisible({ timeout: 200 });
    }).toPass({ timeout: 20_000 });

    await cable.cut();
    await alice.page.goto(`${cable.origin}/`);
    await alice.open('bob');
    await expect(alice.message(textOf(MESSAGES - 1)).last()).toBeVisible({ timeout: 5_000 });
    await search(alice, 'landmark7');
    await expect(found(alice).first()).toContainText('landmark7');
    await alice.page.getByRole('textbox', { name: /^Search/ }).press('Escape');
    await alice.send('Written offline below all of it');
    await alice.expectState('Written offline below all of it', 'Waiting');
    expect(alice.complaints).toEqual([]);
  });
});

async function search(alice: WebUser, query: string): Promise<void> {
  await alice.page.getByRole('textbox', { name: /^Search/ }).fill('');
  await alice.page.getByRole('textbox', { name: /^Search/ }).fill(query);
}

function found(alice: WebUser) {
  return alice.list.locator('[data-row^=m]').filter({ has: alice.page.locator('mark') });
}
