import { type Page, test } from '@playwright/test';
import { Cable } from '../e2e/support/cable';
import { textOf } from '../e2e/support/fill';
import { firstDrawn, noteFirst, scriptOfFirstScreen } from '../e2e/support/script';
import { Server } from '../e2e/support/server';
import { WebUser } from '../e2e/support/web-user';
import { bigWorld, GROUPS, lastIn, OTHERS } from './bigWorld';
import { scrolledBack } from './scrolling';
import { Stopwatch } from './stopwatch';
import { Table } from './table';

const MESSAGES = Number(process.env.GODWIT_BIG ?? 100_000);
const TEXT = '[role=log] [data-text]';
const LIST = 'nav, [role=navigation]';
const ROW = `[role=navigation] [data-row]`;

test('the app with one conversation of 100,000 messages and 499 others', async () => {
  const table = new Table();
  const server = await Server.start();
  const cable = await Cable.to(server.port);
  const began = Date.now();
  await bigWorld(server, MESSAGES);
  console.log(`the server was filled in ${Math.round((Date.now() - began) / 1_000)} s`);

  const alice = await WebUser.arrives('alice', cable.origin, {}, (page) => noteFirst(page, LIST));
  alice.page.setDefaultTimeout(20_000);
  await newDevice(alice, table);
  await toTop(alice);
  await alice.open('bob');
  const address = new URL(alice.page.url()).pathname;
  const settled = await alice.page.evaluate(() => navigator.storage.estimate());
  table.note('storage of all that', `${((settled.usage ?? 0) / 1e6).toFixed(0)} MB`);

  await opens(alice, table);
  await sends(alice, table);
  await searches(alice, table);
  await scrolls(alice, table);
  await cable.cut();
  await startsOffline(alice, address, table);

  table.print();
  await alice.close();
  await server.close();
});

/** Signs in where nothing is stored yet. */
async function newDevice(alice: WebUser, table: Table): Promise<void> {
  const begin = Date.now();
  await alice.signIn();
  const { bytes, files } = await scriptOfFirstScreen(alice.page);
  console.log(files.join('\n'));
  table.size('script until the list is drawn, compressed', 200_000, bytes);
  await alice.page.locator(ROW).nth(5).waitFor({ timeout: 120_000 });
  table.times('new device: sign-in pressed until conversations stand in the list', undefined, [Date.now() - begin]);
  await alice.page.getByRole('link', { name: /^bob\b/ }).waitFor({ timeout: 120_000 });
  await stored(alice.page, MESSAGES + OTHERS);
  table.times('new device: until all messages are on it', undefined, [Date.now() - begin]);
}

async function stored(page: Page, least: number): Promise<void> {
  const count = () =>
    page.evaluate(async () => {
      const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('godwit:'))?.name ?? '';
      const db = await new Promise<IDBDatabase>((done, failed) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('success', () => done(opening.result));
        opening.addEventListener('error', () => failed(opening.error ?? new Error('not opened')));
      });
      const counting = db.transaction('entries').objectStore('entries').count();
      const found = await new Promise<number>((done) => {
        counting.addEventListener('success', () => done(counting.result));
      });
      db.close();
      return found;
    });
  while ((await count()) < least) {
    await new Promise((done) => setTimeout(done, 1_000));
  }
}

async function opens(alice: WebUser, table: Table): Promise<void> {
  const watch = await Stopwatch.in(alice.page);
  const times: number[] = [];
  const big: number[] = [];
  const click = (title: string) => () => alice.list.getByRole('link', { name: new RegExp(`^${title}\\b`) }).click();
  for (let i = 0; i < 10; i++) {
    await toTop(alice);
    times.push(await watch.from('pointerdown', click(`Group ${GROUPS - 1 - i}`), TEXT, lastIn(GROUPS - 1 - i)));
    await toTop(alice);
    big.push(await watch.from('pointerdown', click('bob'), TEXT, textOf(MESSAGES - 1)));
  }
  table.times('open a conversation: press until its newest message is there', 100, times);
  table.times('open the conversation of 100,000', 100, big);
}

/** The list may stand elsewhere: rows have come in above what was looked at. */
async function toTop(alice: WebUser): Promise<void> {
  await alice.list
    .locator('[data-row]')
    .first()
    .evaluate((row) => {
      for (let element = row.parentElement; element !== null; element = element.parentElement) {
        element.scrollTop = 0;
      }
    });
}

async function sends(alice: WebUser, table: Table): Promise<void> {
  await toTop(alice);
  await alice.open('bob');
  const watch = await Stopwatch.in(alice.page);
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    await alice.composer.fill(`One more, number ${i}`);
    times.push(await watch.from('keydown', () => alice.composer.press('Enter'), TEXT, `One more, number ${i}`));
    await alice.expectState(`One more, number ${i}`, 'Sent');
  }
  table.times('Enter until the message is there', 50, times);
}

async function searches(alice: WebUser, table: Table): Promise<void> {
  const watch = await Stopwatch.in(alice.page);
  const field = alice.page.getByRole('textbox', { name: /^Search/ }).first();
  const queries = {
    'a rare word': MESSAGES > 57_000 ? 'landmark57' : 'landmark1',
    'a common word': 'godwits',
    'two words': 'harbour bridge',
    'two letters': 'go',
    'all begin with it': 't',
  };
  for (const [name, query] of Object.entries(queries)) {
    const times: number[] = [];
    for (let i = 0; i < 10; i++) {
      await field.fill(query.slice(0, -1));
      await alice.page.waitForTimeout(300);
      const last = query.split(' ').at(-1) ?? '';
      times.push(await watch.from('keydown', () => field.press(query.at(-1) ?? ''), 'mark', last));
      await field.fill('');
    }
    table.times(`search: last key of ${name} until results are there`, 100, times);
  }
}

async function scrolls(alice: WebUser, table: Table): Promise<void> {
  await toTop(alice);
  await alice.open('bob');
  const { lines, frames, longTasks, emptiest } = await scrolledBack(alice.page, 12_000);
  const late = frames.filter((millis) => millis > 50).length;
  table.note('scrolling back for 12 s', `${lines} messages passed, ${frames.length} frames`);
  table.times('… a frame', undefined, frames);
  table.note(
    '… frames of more than 50 ms',
    `${late}; tasks of more than 50 ms: ${longTasks.length}, the longest ${Math.round(Math.max(0, ...longTasks))} ms`,
  );
  table.note('… most of the screen without a message', `${Math.round(emptiest * 100)} %`);
}

/** The server is dead, and so was the browser. */
async function startsOffline(alice: WebUser, address: string, table: Table): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    await alice.closeBrowser();
    await alice.startBrowser(address, (page) => noteFirst(page, TEXT, 'One more, number 19'));
    times.push(await firstDrawn(alice.page));
  }
  table.times('offline, browser just started: address until the newest message is there', 1_000, times);
}
