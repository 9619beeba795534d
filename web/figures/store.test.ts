import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page, test } from '@playwright/test';
import { build } from 'vite';
import type { Size } from '../test/store/fill';
import type { Times } from './store/page';

const ORIGIN = 'http://localhost:1';

/** The store alone, as it is built for production, in a Chromium with its database on disk. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL('store/page.ts', import.meta.url)), formats: ['es'] },
      target: 'es2022',
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const output of outputs) {
    const chunk = 'output' in output ? output.output.find((each) => each.type === 'chunk') : undefined;
    if (chunk?.type === 'chunk') {
      return chunk.code;
    }
  }
  throw new Error('nothing was built');
}

async function open(profile: string, script: string): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  await context.route(`${ORIGIN}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><script type="module">${script}</script>` }),
  );
  const page = await context.newPage();
  page.on('console', (message) => console.log(message.text()));
  page.on('pageerror', (error) => console.log(error.message));
  await page.goto(ORIGIN);
  return { page, close: () => context.close() };
}

function print(title: string, figures: Readonly<Record<string, Times & { readonly hits?: number }>>): void {
  console.log(`\n${title}`.padEnd(45), '   median     least     first       max');
  for (const [name, { median, least, first, max, hits }] of Object.entries(figures)) {
    const columns = [median, least, first, max].map((value) => value.toFixed(1).padStart(9)).join(' ');
    console.log(`  ${name.padEnd(40)} ${columns} ms${hits === undefined ? '' : `  ${hits} found`}`);
  }
}

const SIZES: Readonly<Record<string, Size>> = {
  '500 conversations of 200 messages': { pairs: 400, groups: 100, members: 40, each: 200 },
  'one conversation of 100,000 messages': { pairs: 1, groups: 0, members: 0, each: 100_000 },
};

for (const [name, size] of Object.entries(SIZES)) {
  test(name, async () => {
    const profile = await mkdtemp(join(tmpdir(), 'godwit-figures-'));
    try {
      const script = await bundle();
      const first = await open(profile, script);
      console.log(`\n${name}`, await first.page.evaluate((given) => window.figures.filled(given), size));
      await first.close();
      const { page, close } = await open(profile, script);
      print(name, await page.evaluate(() => window.figures.reads()));
      print('writes', {
        ...(await page.evaluate(() => window.figures.sends())),
        ...(await page.evaluate(() => window.figures.receives())),
        ...(await page.evaluate(() => window.figures.indexing())),
      });
      console.log(await page.evaluate(() => window.figures.usage()));
      await close();
    } finally {
      await rm(profile, { recursive: true, force: true });
    }
  });
}
