import { expect, test } from '@playwright/test';
import { register, TerminalUser } from './support/people';
import { Server } from './support/server';
import { WebUser } from './support/web-user';

/** Two browsers and a terminal in one group, and what one sees of the other. */
test.describe('people', () => {
  let server: Server;
  let alice: WebUser;
  let bob: WebUser;
  let carol: TerminalUser;

  test.beforeEach(async () => {
    server = await Server.start();
    await register(server, 'alice', 'bob', 'carol');
    alice = await WebUser.signedIn('alice', server.origin);
    bob = await WebUser.signedIn('bob', server.origin);
    carol = new TerminalUser(server);
    await carol.run('login', 'carol');
  });

  test.afterEach(async () => {
    await alice.close();
    await bob.close();
    carol.close();
    await server.close();
  });

  test('two browsers and a terminal in one group', async () => {
    await alice.createGroup('Trip', 'bob', 'carol');
    await alice.send('The train leaves at nine');
    await bob.open('Trip');
    await expect(bob.message('The train leaves at nine')).toBeVisible();
    await carol.run('sync');
    expect(await carol.run('read', 'Trip')).toContain('The train leaves at nine');
    await carol.run('sync');
    await alice.expectState('The train leaves at nine', 'Read');
    await carol.run('send', 'Trip', 'I bring bread', '--no-sync');
    await carol.run('sync');
    await expect(alice.message('I bring bread')).toBeVisible();
    await bob.send('And I cheese');
    await carol.run('sync');
    expect(await carol.run('read', 'Trip')).toMatch(/nine[\s\S]*bread[\s\S]*cheese/);
    await expect(alice.message('And I cheese')).toBeVisible();
    expect(await alice.texts()).toEqual(await bob.texts());
  });

  test('ticks, typing and presence between two browsers', async () => {
    await alice.begin('bob');
    await alice.send('Are you there?');
    await alice.expectState('Are you there?', 'Delivered');
    await bob.open('alice');
    await alice.expectState('Are you there?', 'Read');
    await bob.composer.pressSequentially('Yes');
    await expect(alice.page.getByText(/writing/).first()).toBeVisible();
    await bob.composer.press('Enter');
    await expect(alice.message('Yes')).toBeVisible();
    await expect(
      alice.page
        .getByRole('heading', { name: 'bob' })
        .locator('..')
        .getByText(/online/i),
    ).toBeVisible();
  });

  test('edited and taken back messages look the same in both browsers', async () => {
    await alice.begin('bob');
    await alice.send('At eight');
    await alice.send('Wrong window');
    await bob.open('alice');
    await expect(bob.message('Wrong window')).toBeVisible();
    await alice.act('At eight', 'Edit');
    await alice.composer.fill('At nine');
    await alice.composer.press('Enter');
    await expect(bob.message('At nine')).toBeVisible();
    await alice.act('Wrong window', /Delete/);
    await alice.page
      .getByRole('dialog')
      .getByRole('button', { name: /Delete/ })
      .click();
    await expect(bob.message('Wrong window')).toBeHidden();
    await expect(alice.message('Wrong window')).toBeHidden();
  });

  test('who was blocked is told that the message was not accepted, and can discard it', async () => {
    await bob.begin('alice');
    await bob.send('Hello Alice');
    await alice.open('bob');
    await expect(alice.message('Hello Alice')).toBeVisible();
    await alice.blockOpenConversation();
    await expect(alice.page.getByText(/blocked/i).first()).toBeVisible();
    await bob.send('Why do you not answer?');
    await bob.expectState('Why do you not answer?', 'Failed');
    await expect(bob.history.getByRole('button', { name: 'Retry' })).toBeVisible();
    await bob.history.getByRole('button', { name: 'Discard' }).click();
    const confirm = bob.page.getByRole('dialog').getByRole('button', { name: 'Discard' });
    if (await confirm.isVisible()) {
      await confirm.click();
    }
    await expect(bob.message('Why do you not answer?')).toBeHidden();
  });
});
