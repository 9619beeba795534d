import { expect, type Page, test } from '@playwright/test';
import { Cable } from './support/cable';
import { register, TerminalUser } from './support/people';
import { Server } from './support/server';
import { WebUser } from './support/web-user';

/** One engine and one connection for all tabs of a user. */
test.describe('tabs', () => {
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
  });

  test.afterEach(async () => {
    await alice.close();
    bob.close();
    await cable.cut();
    await server.close();
  });

  test('what is written in two tabs at once goes out once, over one connection', async () => {
    await alice.begin('bob');
    await alice.send('From the first tab');
    await alice.expectState('From the first tab', 'Sent', 'Delivered');
    const first = alice.page;
    const second = await alice.openTab();
    const ofSecond = sockets(second);
    await alice.open('bob');
    await expect(alice.message('From the first tab')).toBeVisible();
    await cable.cut();
    await alice.send('Second tab, in the tunnel');
    await first.getByRole('textbox', { name: /^(Message|Write)/ }).fill('First tab, in the tunnel');
    await first.getByRole('textbox', { name: /^(Message|Write)/ }).press('Enter');
    await expect(alice.message('First tab, in the tunnel')).toBeVisible();
    await cable.mend();
    await alice.expectState('Second tab, in the tunnel', 'Sent', 'Delivered');
    await alice.expectState('First tab, in the tunnel', 'Sent', 'Delivered');
    await bob.run('sync');
    const texts = await bob.run('read', 'alice');
    for (const text of ['From the first tab', 'Second tab, in the tunnel', 'First tab, in the tunnel']) {
      expect(texts.split(text).length - 1).toBe(1);
    }
    const locks = await second.evaluate(() => navigator.locks.query());
    expect(locks.held?.filter((lock) => lock.name?.startsWith('godwit:engine:'))).toHaveLength(1);
    expect(ofSecond.open).toBeLessThanOrEqual(1);
  });

  test('the tab that has the connection is closed: the other one takes over', async () => {
    await alice.begin('bob');
    await alice.send('From the tab that has the connection');
    const first = alice.page;
    await alice.openTab();
    await alice.open('bob');
    await first.close();
    await alice.send('Still here');
    await alice.expectState('Still here', 'Sent', 'Delivered');
  });
});

function sockets(page: Page): { open: number } {
  const count = { open: 0 };
  page.on('websocket', (socket) => {
    count.open++;
    socket.on('close', () => count.open--);
  });
  return count;
}
