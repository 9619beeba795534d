import { expect, test } from '@playwright/test';
import { Cable } from './support/cable';
import { register, TerminalUser } from './support/people';
import { Server } from './support/server';
import { WebUser } from './support/web-user';

/** What is written without a network waits with its clock, whatever happens to tab, browser and server, and arrives once. */
test.describe('the tunnel', () => {
  let server: Server;
  let cable: Cable;
  let alice: WebUser;
  let bob: TerminalUser;

  test.beforeEach(async () => {
    server = await Server.start();
    cable = await Cable.to(server.port);
    await register(server, 'alice', 'bob');
    bob = new TerminalUser(server);
    await bob.run('login', 'bob');
    alice = await WebUser.signedIn('alice', cable.origin);
    await alice.begin('bob');
    await alice.send('Before the tunnel');
    await alice.expectState('Before the tunnel', 'Sent', 'Delivered');
  });

  test.afterEach(async () => {
    await alice.close();
    bob.close();
    await cable.cut();
    await server.close();
  });

  const written = ['One', 'Two', 'Three'];

  async function writeInTheTunnel(): Promise<void> {
    for (const text of written) {
      await alice.send(text);
      await alice.expectState(text, 'Waiting');
    }
  }

  async function expectArrivedOnceAndInOrder(): Promise<void> {
    for (const text of written) {
      await alice.expectState(text, 'Sent', 'Delivered', 'Read');
    }
    expect(await alice.texts()).toEqual(['Before the tunnel', ...written]);
    await bob.run('sync');
    const read = JSON.parse(`[${(await bob.run('read', 'alice', '--json')).trim().split('\n').join(',')}]`);
    expect(read.map((message: { text: string }) => message.text)).toEqual(['Before the tunnel', ...written]);
  }

  test('written without a network, reloaded without a network, sent when it is back', async () => {
    await cable.cut();
    await writeInTheTunnel();
    await alice.page.reload();
    for (const text of written) {
      await alice.expectState(text, 'Waiting');
    }
    await cable.mend();
    await expectArrivedOnceAndInOrder();
  });

  test('the browser says that it is offline', async () => {
    await alice.browser.setOffline(true);
    await cable.cut();
    await writeInTheTunnel();
    await expect(alice.page.getByText(/No network/)).toBeVisible();
    await alice.page.reload();
    await alice.expectState('Three', 'Waiting');
    await cable.mend();
    await alice.browser.setOffline(false);
    await expectArrivedOnceAndInOrder();
  });

  test('the server is killed and started again', async () => {
    await server.kill();
    await writeInTheTunnel();
    await alice.page.reload();
    await alice.expectState('One', 'Waiting');
    await server.startAgain();
    await expectArrivedOnceAndInOrder();
  });

  test('the tab is closed and opened again', async () => {
    await cable.cut();
    await writeInTheTunnel();
    await alice.closeTab();
    await alice.openTab();
    await alice.open('bob');
    await alice.expectState('Two', 'Waiting');
    await cable.mend();
    await expectArrivedOnceAndInOrder();
  });

  test('the browser is closed and started again, still without a network', async () => {
    await cable.cut();
    await writeInTheTunnel();
    await alice.closeBrowser();
    await alice.startBrowser();
    await alice.open('bob');
    await alice.expectState('Three', 'Waiting');
    expect(await alice.texts()).toEqual(['Before the tunnel', ...written]);
    await cable.mend();
    await expectArrivedOnceAndInOrder();
  });

  test('the connection dies again and again while it sends', async () => {
    await cable.cut();
    await writeInTheTunnel();
    for (let round = 0; round < 8; round++) {
      await cable.mend();
      await alice.page.evaluate(() => window.dispatchEvent(new Event('online')));
      // Each time a little later: before hello, after it, after some were sent …
      await alice.page.waitForTimeout(15 * round);
      await cable.cut();
    }
    await cable.mend();
    await expectArrivedOnceAndInOrder();
  });
});
