import { expect, test, type Route } from '@playwright/test';
import { Cable } from './support/cable';
import { PASSWORD, register, TerminalUser } from './support/people';
import { Server } from './support/server';
import { WebUser } from './support/web-user';

/** Signing up, in and out; and being signed out from elsewhere. */
test.describe('sessions', () => {
  let server: Server;
  let cable: Cable;

  test.beforeEach(async () => {
    server = await Server.start();
    cable = await Cable.to(server.port);
  });

  test.afterEach(async () => {
    await cable.cut();
    await server.close();
  });

  test('the first person on an empty server signs up with the setup code', async () => {
    const alice = await WebUser.arrives('alice', server.origin);
    await alice.page.getByLabel('Name', { exact: true }).fill('alice');
    await alice.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await alice.page.getByLabel(/code/i).fill(server.code);
    await alice.page.getByRole('button', { name: /Create|Sign up/ }).click();
    await expect(alice.list).toBeVisible();
    // No token is within a script's reach.
    const reach = await alice.page.evaluate(
      () => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }),
    );
    expect(reach).not.toMatch(/godwit=|token/i);
    expect(alice.complaints).toEqual([]);
    await alice.close();
  });

  test('what is typed before the server has answered stays when the form changes', async () => {
    const held: Route[] = [];
    const alice = await WebUser.arrives('alice', server.origin, {}, async (page) => {
      await page.route('**/v1/server', (route) => void held.push(route));
    });
    await alice.page.getByLabel('Name', { exact: true }).pressSequentially('ali');
    await expect.poll(() => held.length).toBe(1);
    await held[0]?.continue();
    await expect(alice.page.getByLabel(/code/i)).toBeVisible();
    await expect(alice.page.getByLabel('Name', { exact: true })).toBeFocused();
    await alice.page.keyboard.type('ce');
    await expect(alice.page.getByLabel('Name', { exact: true })).toHaveValue('alice');
    await alice.close();
  });

  test('a wrong password is said in words, and nothing typed is lost', async () => {
    await register(server, 'alice');
    const alice = await WebUser.arrives('alice', server.origin);
    await alice.page.getByLabel('Name', { exact: true }).fill('alice');
    await alice.page.getByLabel('Password', { exact: true }).fill('not the password');
    await alice.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(alice.page.getByRole('alert')).toContainText(/password/i);
    await expect(alice.page.getByLabel('Name', { exact: true })).toHaveValue('alice');
    await alice.close();
  });

  test('signing out with unsent messages asks, and removes the database', async () => {
    await register(server, 'alice', 'bob');
    const alice = await WebUser.signedIn('alice', cable.origin);
    await alice.begin('bob');
    await cable.cut();
    await alice.send('Not sent yet');
    await alice.signOut();
    const dialog = alice.page.getByRole('dialog');
    await expect(dialog).toContainText('1 thing was not sent yet');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await cable.mend();
    await alice.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await alice.page.goto(`${cable.origin}/`);
    await alice.open('bob');
    await alice.expectState('Not sent yet', 'Sent');
    await alice.signOut();
    await alice.page.getByRole('button', { name: 'Sign out', exact: true }).last().click();
    await expect(alice.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    expect(await databases(alice)).toEqual([]);
    await alice.close();
  });

  test('signed out from elsewhere: it locks, keeps what waits, and sends it after the next sign-in', async () => {
    await register(server, 'alice', 'bob');
    const alice = await WebUser.signedIn('alice', cable.origin);
    await alice.begin('bob');
    await alice.send('Before');
    await alice.expectState('Before', 'Sent');
    await cable.cut();
    await alice.send('Written while signed out');
    const other = new TerminalUser(server);
    await other.run('login', 'alice');
    const devices = (await other.run('devices', '--json'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const device of devices.filter((each: { current: boolean }) => !each.current)) {
      await other.run('devices', 'sign-out', device.session ?? device.id);
    }
    await cable.mend();
    await alice.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(alice.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await expect(alice.page.getByText('Written while signed out')).toBeHidden();
    await alice.page.reload();
    await expect(alice.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await alice.signIn();
    await alice.open('bob');
    await alice.expectState('Written while signed out', 'Sent');
    expect((await alice.texts()).filter((text) => text === 'Written while signed out')).toHaveLength(1);
    other.close();
    await alice.close();
  });
});

async function databases(user: WebUser): Promise<string[]> {
  const all = await user.page.evaluate(() => indexedDB.databases());
  return all.map((database) => database.name ?? '').filter((name) => /^godwit(-now)?:/.test(name));
}
