import { expect, test } from '@playwright/test';
import { register } from './support/people';
import { Server } from './support/server';
import { WebUser } from './support/web-user';

/** Messages are text, whatever they look like. */
test.describe('safety', () => {
  let server: Server;
  let alice: WebUser;

  test.beforeEach(async () => {
    server = await Server.start();
    await register(server, 'alice', 'bob');
    alice = await WebUser.signedIn('alice', server.origin);
    await alice.begin('bob');
  });

  test.afterEach(async () => {
    await alice.close();
    await server.close();
  });

  test('markup, scripts and addresses of scripts stay text', async () => {
    const hostile = [
      '<img src=x onerror="window.hit=1">',
      '<script>window.hit=1</script>',
      'javascript:window.hit=1',
      'data:text/html,<script>window.hit=1</script>',
      '[click](javascript:window.hit=1)',
      '\u202Egnp.exe\u202C',
    ];
    for (const text of hostile) {
      await alice.send(text);
    }
    expect(await alice.texts()).toEqual(hostile);
    expect(await alice.history.locator('img[src], script, iframe').count()).toBe(0);
    expect(await alice.history.locator('a').count()).toBe(0);
    expect(await alice.page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
    expect(alice.complaints).toEqual([]);
  });

  test('links open apart from the app and tell nothing', async () => {
    await alice.send('See https://example.org/a?b=(c) and mail me@example.org');
    const link = alice.history.getByRole('link', { name: /example\.org\/a/ });
    await expect(link).toHaveAttribute('href', 'https://example.org/a?b=(c)');
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute('rel', /noopener.*noreferrer/);
  });

  test('the policy stops scripts that stand in the page', async () => {
    const ran = await alice.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.hit = 1';
      document.body.append(script);
      await new Promise((done) => setTimeout(done, 50));
      return (window as { hit?: number }).hit === 1;
    });
    expect(ran).toBe(false);
  });
});
