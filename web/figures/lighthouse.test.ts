import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test } from '@playwright/test';
import { register } from '../e2e/support/people';
import { freePort, Server } from '../e2e/support/server';
import { WebUser } from '../e2e/support/web-user';
import { Table } from './table';

/** No part of the project: fetched by npx for this measurement. */
const LIGHTHOUSE = 'lighthouse@13.5.0';

interface Report {
  readonly categories: Readonly<
    Record<string, { readonly title: string; readonly score: number; readonly auditRefs: readonly { id: string }[] }>
  >;
  readonly audits: Readonly<Record<string, { readonly title: string; readonly score: number | null }>>;
}

/** What Lighthouse says of an address in a browser that runs already, with whoever is signed in there. */
async function audit(address: string, port: number): Promise<Report> {
  const directory = await mkdtemp(join(tmpdir(), 'godwit-lighthouse-'));
  const report = join(directory, 'report.json');
  console.log(`npx --yes ${LIGHTHOUSE} (fetched for this, not a dependency)`);
  try {
    await promisify(execFile)(
      'npx',
      [
        '--yes',
        LIGHTHOUSE,
        address,
        `--port=${port}`,
        '--disable-storage-reset',
        '--only-categories=accessibility,best-practices',
        '--preset=desktop',
        '--quiet',
        '--output=json',
        `--output-path=${report}`,
      ],
      { env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' }, timeout: 240_000 },
    );
    return JSON.parse(await readFile(report, 'utf8')) as Report;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function print(table: Table, screen: string, report: Report): void {
  for (const { title, score, auditRefs } of Object.values(report.categories)) {
    table.score(`Lighthouse, ${screen}: ${title}`, 95, score * 100);
    for (const { id } of auditRefs) {
      const found = report.audits[id];
      if (found?.score !== null && found !== undefined && found.score < 1) {
        console.log(`    ${id}: ${found.title}`);
      }
    }
  }
}

test('Lighthouse', async () => {
  const table = new Table();
  const server = await Server.start();
  await register(server, 'alice', 'bob');
  const port = await freePort();
  const alice = await WebUser.arrives('alice', server.origin, {
    args: ['--no-sandbox', '--disable-dev-shm-usage', `--remote-debugging-port=${port}`],
  });
  print(table, 'sign-in', await audit(`${server.origin}/`, port));
  await alice.page.goto(`${server.origin}/`);
  await alice.signIn();
  await alice.begin('bob');
  for (let i = 0; i < 12; i++) {
    await alice.send(`Message ${i}, see https://example.org/${i}`);
  }
  await alice.expectState('Message 11, see https://example.org/11', 'Sent');
  print(table, 'a conversation', await audit(alice.page.url(), port));
  table.print();
  await alice.close();
  await server.close();
});
