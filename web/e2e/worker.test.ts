import { expect, type Page, test } from '@playwright/test';
import { Cable } from './support/cable';
import { NextVersion } from './support/next-version';
import { register, TerminalUser } from './support/people';
import { noteFirst, scriptOfFirstScreen } from './support/script';
import { Server } from './support/server';
import { WebUser } from './support/web-user';

const MOST_SCRIPT = 200_000;

/** What the service worker does: it keeps the app, sends without a page, and brings the next version. */
test.describe('the service worker', () => {
  let server: Server;

  test.beforeEach(async () => {
    server = await Server.start();
    await register(server, 'alice', 'bob');
  });

  test.afterEach(async () => {
    await server.close();
  });

  test('the first screen needs less than 200 KB of script', async () => {
    const alice = await WebUser.arrives('alice', server.origin, {}, (page) => noteFirst(page, '[role=navigation]'));
    await alice.signIn();
    const { bytes, files } = await scriptOfFirstScreen(alice.page);
    expect(bytes, files.join('\n')).toBeGreaterThan(50_000);
    expect(bytes, files.join('\n')).toBeLessThan(MOST_SCRIPT);
    await alice.close();
  });

  test('the app opens with the server dead, at every address', async () => {
    const alice = await WebUser.signedIn('alice', server.origin);
    await server.kill();
    for (const path of ['/', '/new', '/settings/about', '/nowhere/at/all']) {
      await alice.page.goto(server.origin + path);
      await expect(alice.page.getByRole('heading', { name: 'Godwit', exact: true })).toBeVisible();
    }
    await alice.closeBrowser();
    await alice.startBrowser('/settings');
    await expect(alice.page.getByRole('heading', { name: 'Settings' }).first()).toBeVisible();
    expect(alice.complaints).toEqual([]);
    await alice.close();
  });

  test('what waits when the tab is closed is sent without one, once', async () => {
    const cable = await Cable.to(server.port);
    const bob = new TerminalUser(server);
    await bob.run('login', 'bob');
    const alice = await WebUser.signedIn('alice', cable.origin);
    await alice.begin('bob');
    await alice.send('With a tab');
    await alice.expectState('With a tab', 'Sent', 'Delivered');
    await cable.cut();
    await alice.send('Without a tab, 1');
    await alice.send('Without a tab, 2');
    await alice.expectState('Without a tab, 2', 'Waiting');
    // The browser goes on without a window of the app.
    const empty = await alice.browser.newPage();
    const worker = await workerOf(cable.origin, empty);
    await alice.closeTab();
    await cable.mend();
    // The event is rejected while something still waits (the tab may just be letting go of the lock): a browser repeats it.
    await expect(async () => {
      await worker.sync();
      expect(await texts(bob)).toEqual(['With a tab', 'Without a tab, 1', 'Without a tab, 2']);
    }).toPass({ timeout: 45_000, intervals: [2_000] });
    // Again, and by a page after it: nothing is sent twice.
    await worker.sync();
    await alice.openTab();
    await empty.close();
    await alice.open('bob');
    await alice.expectState('Without a tab, 2', 'Sent', 'Delivered', 'Read');
    expect(await alice.texts()).toEqual(['With a tab', 'Without a tab, 1', 'Without a tab, 2']);
    expect(await texts(bob)).toEqual(['With a tab', 'Without a tab, 1', 'Without a tab, 2']);
    bob.close();
    await alice.close();
    await cable.cut();
  });

  test('a newer version waits, says so, and comes when it is taken', async () => {
    const next = await NextVersion.of(server);
    const alice = await WebUser.signedIn('alice', next.origin);
    await alice.begin('bob');
    await alice.composer.fill('Half a sentence');
    await expect(alice.page.getByText('A newer version is ready.')).toBeHidden();
    next.publish();
    await alice.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await expect(alice.page.getByText('A newer version is ready.')).toBeVisible();
    // It waits: this page goes on as it was.
    await expect(alice.composer).toHaveValue('Half a sentence');
    const before = await alice.page.evaluate(() => performance.timeOrigin);
    await alice.page.getByRole('button', { name: 'Reload' }).click();
    await alice.page.waitForFunction((origin) => performance.timeOrigin > origin, before);
    await expect(alice.page.getByText('A newer version is ready.')).toBeHidden();
    await expect(alice.composer).toHaveValue('Half a sentence');
    expect(alice.complaints).toEqual([]);
    await alice.close();
    await next.close();
  });
});

async function texts(bob: TerminalUser): Promise<string[]> {
  await bob.run('sync');
  const lines = (await bob.run('read', 'alice', '--json')).trim();
  return lines === '' ? [] : lines.split('\n').map((line) => (JSON.parse(line) as { text: string }).text);
}

/** The browser's own way to wake the worker, as developers' tools have it; left alone it decides itself when. */
async function workerOf(origin: string, beside: Page): Promise<{ sync(): Promise<void> }> {
  const session = await beside.context().newCDPSession(beside);
  const ids: string[] = [];
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    ids.push(...registrations.map((each) => each.registrationId));
  });
  await session.send('ServiceWorker.enable');
  await expect.poll(() => ids.length).toBeGreaterThan(0);
  const registrationId = ids.at(-1) ?? '';
  return {
    async sync() {
      await session.send('ServiceWorker.dispatchSyncEvent', {
        origin,
        registrationId,
        tag: 'outbox',
        lastChance: false,
      });
    },
  };
}
