import { expect, type Page, test } from '@playwright/test';
import { PASSWORD, register } from './support/people';
import { Server } from './support/server';
import { line, show } from './support/tour';
import { WebUser } from './support/web-user';

/** Without a pointer, with large letters, in a narrow window, and without motion. */
test.describe('keyboard and size', () => {
  let server: Server;
  let alice: WebUser;

  test.beforeEach(async () => {
    server = await Server.start();
    await register(server, 'alice', 'bob', 'carol');
    alice = await WebUser.arrives('alice', server.origin, {
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
  });

  test.afterEach(async () => {
    await alice.close();
    await server.close();
  });

  test('from signing in to a new group without a pointer', async () => {
    const { page } = alice;
    const { keyboard } = page;
    await tabTo(page, 'Name');
    await keyboard.type('alice');
    await tabTo(page, 'Password');
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    await expect(alice.list).toBeVisible();

    await keyboard.press('Alt+n');
    await expect(page.getByRole('combobox')).toBeFocused();
    await keyboard.type('bob');
    await keyboard.press('Enter');
    await expect(alice.composer).toBeFocused();
    await keyboard.type('At the lighthouse');
    await keyboard.press('Enter');
    await alice.expectState('At the lighthouse', 'Sent', 'Delivered');

    // From the list: search, down into what was found, and in.
    await keyboard.press('Alt+n');
    await expect(page.getByRole('combobox')).toBeFocused();
    await keyboard.press('Control+k');
    await keyboard.type('light');
    await expect(page.getByText('Messages', { exact: true })).toBeVisible();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(line(page, 'At the lighthouse')).toBeVisible();
    await expect(alice.composer).toBeFocused();

    // Up into the messages; the menu of one; copy.
    await keyboard.press('Shift+Tab');
    await keyboard.press('Shift+Tab');
    await expect(alice.history.getByRole('article').last()).toBeFocused();
    await keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Copy' })).toBeFocused();
    await keyboard.press('Enter');
    await expect(page.getByText('Copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('At the lighthouse');

    // The last one is edited from the composer.
    await tabTo(page, 'Message');
    await keyboard.press('ArrowUp');
    await expect(alice.composer).toHaveValue('At the lighthouse');
    await keyboard.type(', at nine');
    await keyboard.press('Enter');
    await expect(alice.message('At the lighthouse, at nine')).toBeVisible();
    await expect(alice.composer).toBeFocused();

    await keyboard.press('Control+k');
    await keyboard.press('Escape');
    await tabTo(page, /^Menu/);
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'New group' })).toBeVisible();
    await tabTo(page, 'Name of the group');
    await keyboard.type('Trip');
    await tabTo(page, 'Add people');
    for (const name of ['bob', 'carol']) {
      await keyboard.type(name);
      await keyboard.press('Enter');
    }
    await tabTo(page, 'Create the group');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Trip' })).toBeVisible();
    await expect(alice.composer).toBeFocused();
    expect(alice.complaints).toEqual([]);
  });

  test('with letters of twice the size nothing stands beside the window', async () => {
    await alice.signIn();
    await alice.begin('bob');
    await alice.send(`${'Something long that has to be broken '.repeat(8)}https://example.org/${'a'.repeat(200)}`);
    await alice.page.setViewportSize({ width: 640, height: 400 });
    const conversation = new URL(alice.page.url()).pathname;
    for (const path of [
      '/',
      conversation,
      `${conversation}/info`,
      '/new',
      '/group/new',
      '/settings',
      '/settings/keys',
    ]) {
      await show(alice.page, path);
      expect(await besideTheWindow(alice.page), path).toEqual([]);
    }
  });

  test('a phone of 320 pixels goes from the list to a conversation and back', async () => {
    await alice.signIn();
    await alice.begin('bob');
    await alice.send('Hello');
    await alice.page.setViewportSize({ width: 320, height: 568 });
    await alice.page.getByRole('button', { name: 'To the conversations' }).click();
    await expect(alice.composer).toBeHidden();
    await alice.page.locator('[data-row]').filter({ hasText: 'bob' }).click();
    await expect(alice.message('Hello')).toBeVisible();
    expect(await besideTheWindow(alice.page)).toEqual([]);
    await alice.page.goBack();
    await expect(alice.page.locator('[data-row]').filter({ hasText: 'bob' })).toBeVisible();
    await expect(alice.composer).toBeHidden();
    expect(await besideTheWindow(alice.page)).toEqual([]);
  });

  test('who wants less motion gets none', async () => {
    await alice.signIn();
    await alice.begin('bob');
    await alice.send('Hello');
    await alice.expectState('Hello', 'Sent', 'Delivered');
    await alice.act('Hello', /Delete/);
    await expect(alice.page.getByRole('dialog')).toBeVisible();
    await alice.page.keyboard.press('Escape');
    await show(alice.page, '/settings');
    const moving = await alice.page.evaluate(
      () =>
        document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 0).length,
    );
    expect(moving).toBe(0);
    const durations = await alice.page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((each) => {
        const { animationDuration, transitionDuration } = getComputedStyle(each);
        return `${animationDuration}, ${transitionDuration}`.split(', ').filter((time) => Number.parseFloat(time) > 0);
      }),
    );
    expect(durations).toEqual([]);
  });
});

/** Presses Tab until what is called like this has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page
    .getByRole('button', { name, exact: true })
    .or(page.getByLabel(name, { exact: true }))
    .first();
  for (let pressed = 0; pressed < 40; pressed++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(name)}`);
}

/** What is drawn beyond the sides of the window, or could be scrolled there. */
async function besideTheWindow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const beside = [...document.querySelectorAll('button, a, input, textarea, p, h1, h2, [role=article]')].filter(
      (each) => {
        const { left, right, width } = each.getBoundingClientRect();
        return width > 0 && (left < -0.5 || right > innerWidth + 0.5);
      },
    );
    const scrolled = [document.documentElement, document.body].filter((each) => each.scrollWidth > innerWidth);
    return [...beside, ...scrolled].map((each) => each.outerHTML.slice(0, 120));
  });
}
