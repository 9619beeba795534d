import { expect, type Locator, type Page, test } from '@playwright/test';
import { Cable } from './support/cable';
import { check, type Written } from './support/chaosCheck';
import { type Draw, seeded } from './support/draw';
import { register, TerminalUser } from './support/people';
import { Server } from './support/server';
import { WebUser } from './support/web-user';

const SEED = Number(process.env.GODWIT_SEED ?? 7);
const ROUNDS = Number(process.env.GODWIT_ROUNDS ?? 12);
const PLACES = ['bob', 'The three'] as const;
type Place = (typeof PLACES)[number];
/** Within which everything is to be at rest once everything is whole again. */
const SETTLE_MILLIS = 60_000;

/**
 * Two people in browsers, one of them with two tabs, and one in a terminal write to each other while everything around
 * them breaks. What anybody has ever seen as a message of theirs must be with everybody, once and in one order.
 */
test('nothing is lost, doubled or out of order, whatever breaks', async () => {
  test.setTimeout(120_000 + ROUNDS * 8_000);
  console.log(`GODWIT_SEED=${SEED} GODWIT_ROUNDS=${ROUNDS}`);
  const story = await Story.begin(seeded(SEED));
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await story.step();
    }
    await story.settle();
    await story.check();
  } catch (fault) {
    console.log(story.told.join('\n'));
    throw fault;
  } finally {
    await story.end();
  }
});

/** What was written just before everything ended. */
interface Typed {
  readonly text: string;
  /** Whether it was a message on the screen already. */
  readonly seen: boolean;
}

/** One tab, with one conversation open. */
interface Tab {
  readonly name: string;
  readonly owner: WebUser;
  page: Page | undefined;
  place: Place;
}

class Story {
  readonly told: string[] = [];
  private readonly written: Written[] = [];
  private readonly tabs: Tab[];
  private whole = true;
  private count = 0;

  private constructor(
    private readonly draw: Draw,
    private readonly server: Server,
    private readonly cable: Cable,
    private readonly alice: WebUser,
    private readonly bob: WebUser,
    private readonly carol: TerminalUser,
  ) {
    this.tabs = [
      { name: 'alice 1', owner: alice, page: alice.page, place: 'bob' },
      { name: 'alice 2', owner: alice, page: undefined, place: 'bob' },
      { name: 'bob 1', owner: bob, page: bob.page, place: 'bob' },
    ];
  }

  static async begin(draw: Draw): Promise<Story> {
    const server = await Server.start();
    const cable = await Cable.to(server.port);
    await register(server, 'alice', 'bob', 'carol');
    const carol = new TerminalUser(server);
    await carol.run('login', 'carol');
    const alice = await WebUser.signedIn('alice', cable.origin);
    const bob = await WebUser.signedIn('bob', cable.origin);
    await alice.begin('bob');
    await alice.send('Hello');
    await alice.createGroup('The three', 'bob', 'carol');
    await expect(bob.list.getByRole('link', { name: /^The three\b/ })).toBeVisible();
    // Before she knows of the group, its title would be somebody's name.
    await carol.run('sync');
    const story = new Story(draw, server, cable, alice, bob, carol);
    for (const tab of story.tabs) {
      await story.openTab(tab);
    }
    return story;
  }

  async step(): Promise<void> {
    const tab = this.draw.oneOf(this.tabs);
    const steps: readonly (readonly [number, string, () => Promise<void>])[] = [
      [10, 'writes', () => this.write(tab, this.draw.below(3) + 1)],
      [2, 'edits', () => this.edit(tab)],
      [2, 'takes back', () => this.discard(tab)],
      [2, 'goes elsewhere', () => this.go(tab)],
      [this.whole ? 2 : 0, 'cuts the cable', () => this.cut()],
      [this.whole ? 0 : 4, 'mends the cable', () => this.mend()],
      [1, 'kills the server', () => this.killServer()],
      [2, 'reloads', () => this.reload(tab)],
      [2, 'closes the tab', () => this.closeTab(tab)],
      [1, 'restarts the browser', () => this.restart(tab.owner, false)],
      [1, 'kills the browser while it writes', () => this.killWhileWriting(tab)],
      [1, 'crashes while it writes', () => this.crashWhileWriting(tab)],
      [1, 'is offline for a while', () => this.offline(tab.owner)],
      [2, 'carol writes', () => this.carolWrites()],
    ];
    const [, name, work] = this.draw.weighted(steps);
    const began = Date.now();
    this.told.push(`${tab.name} ${name}${this.whole ? '' : ' (cut)'}`);
    await work();
    if (process.env.GODWIT_TELL !== undefined) {
      console.log(`${this.told.at(-1)}: ${Date.now() - began} ms`);
    }
  }

  async settle(): Promise<void> {
    await this.mend();
    for (const tab of this.tabs) {
      await this.openTab(tab);
    }
    await this.carol.run('sync');
    for (const tab of this.tabs) {
      for (const place of PLACES) {
        await this.goTo(tab, place);
        const marks = (state: string): Locator => this.history(tab).locator(`[data-state=${state}]`);
        await expect(marks('waiting'), `${tab.name} in ${place} has something left to send`).toHaveCount(0, {
          timeout: SETTLE_MILLIS,
        });
        await expect(marks('failed'), `${tab.name} in ${place}`).toHaveCount(0);
      }
    }
  }

  /** Everybody's word against everybody's, and against what was written. */
  async check(): Promise<void> {
    for (const tab of this.tabs) {
      // Lines that are not on the screen are not drawn.
      await this.page(tab).setViewportSize({ width: 1280, height: 600 + 80 * this.count });
    }
    for (const place of PLACES) {
      const written = this.written.filter((each) => each.place === place);
      await expect(async () => {
        const seen: Record<string, readonly string[]> = {};
        for (const tab of this.tabs) {
          await this.goTo(tab, place);
          seen[tab.name] = (await this.history(tab).locator('[data-text]').allTextContents()).filter(isOurs);
        }
        if (place === 'The three') {
          await this.carol.run('sync');
          const lines = (await this.carol.run('read', place, '-n', '0', '--json')).trim().split('\n');
          seen.carol = lines.map((line) => String((JSON.parse(line) as { text?: unknown }).text)).filter(isOurs);
        }
        expect(check(written, seen), JSON.stringify(seen, undefined, 1)).toEqual([]);
      }).toPass({ timeout: SETTLE_MILLIS });
    }
    expect([...this.alice.complaints, ...this.bob.complaints]).toEqual([]);
  }

  async end(): Promise<void> {
    await this.alice.close();
    await this.bob.close();
    this.carol.close();
    await this.cable.cut();
    await this.server.close();
  }

  private async write(tab: Tab, messages: number): Promise<void> {
    for (let i = 0; i < messages; i++) {
      const text = this.newText(tab.name);
      await this.type(tab, text);
      await expect(this.message(tab, text)).toHaveCount(1);
      this.written.push({ text, by: tab.name, place: tab.place });
    }
  }

  private async carolWrites(): Promise<void> {
    const text = this.newText('carol');
    await this.carol.run('send', 'The three', text);
    this.written.push({ text, by: 'carol', place: 'The three' });
  }

  private async edit(tab: Tab): Promise<void> {
    const before = this.ownOf(tab);
    if (before !== undefined) {
      const text = this.newText(`${tab.name} instead of ${before.text}`);
      await this.act(tab, before.text, /^Edit/);
      await this.type(tab, text);
      await expect(this.message(tab, text)).toHaveCount(1);
      this.replace(before, { ...before, text });
    }
  }

  private async discard(tab: Tab): Promise<void> {
    const before = this.ownOf(tab);
    if (before !== undefined) {
      await this.act(tab, before.text, /^(Take back|Discard|Delete)/);
      const page = this.page(tab);
      await page.getByRole('dialog').getByRole('button').last().click();
      await expect(this.message(tab, before.text)).toHaveCount(0);
      this.replace(before, undefined);
    }
  }

  private async go(tab: Tab): Promise<void> {
    await this.goTo(tab, this.draw.oneOf(PLACES));
  }

  private async cut(): Promise<void> {
    await this.cable.cut();
    this.whole = false;
  }

  private async mend(): Promise<void> {
    if (!this.whole) {
      await this.cable.mend();
      this.whole = true;
      await this.retryAll();
    }
  }

  private async killServer(): Promise<void> {
    const [tab] = this.tabs;
    if (tab !== undefined && tab.page !== undefined && this.draw.below(2) === 0) {
      const text = this.newText(tab.name);
      await this.type(tab, text);
      await this.server.kill();
      await expect(this.message(tab, text)).toHaveCount(1);
      this.written.push({ text, by: tab.name, place: tab.place });
    } else {
      await this.server.kill();
    }
    await this.server.startAgain();
    await this.retryAll();
  }

  /** As a user presses "Try now", so that a run does not consist of waiting. */
  private async retryAll(): Promise<void> {
    for (const { page } of this.tabs) {
      await page?.evaluate(() => window.dispatchEvent(new Event('online')));
    }
  }

  private async reload(tab: Tab): Promise<void> {
    await this.page(tab).reload();
    await this.ready(tab);
  }

  private async closeTab(tab: Tab): Promise<void> {
    const others = this.tabs.filter((each) => each.owner === tab.owner && each !== tab && each.page !== undefined);
    if (others.length > 0) {
      await this.page(tab).close();
      tab.page = undefined;
      if (this.draw.below(2) === 0) {
        await this.write(this.draw.oneOf(others), 1);
      }
    }
    await this.openTab(tab);
  }

  private async restart(owner: WebUser, killed: boolean): Promise<void> {
    if (killed) {
      await owner.killBrowser();
    } else {
      await owner.closeBrowser();
    }
    const own = this.tabs.filter((each) => each.owner === owner);
    for (const tab of own) {
      tab.page = undefined;
    }
    await owner.startBrowser();
    const [first] = own;
    if (first !== undefined) {
      first.page = owner.page;
    }
    for (const tab of own) {
      await this.openTab(tab);
    }
  }

  /** What was on the screen must be there again; what was just about to be may be, and then once. */
  private async killWhileWriting(tab: Tab): Promise<void> {
    const texts = await this.typeAndDoNotLook(tab);
    await this.restart(tab.owner, true);
    await this.findOut(tab, texts, false);
  }

  private async crashWhileWriting(tab: Tab): Promise<void> {
    const texts = await this.typeAndDoNotLook(tab);
    const page = this.page(tab);
    const devtools = await page.context().newCDPSession(page);
    // Nobody is left who could answer.
    devtools.send('Page.crash').catch(() => undefined);
    await page.waitForEvent('crash').catch(() => undefined);
    await page.close();
    tab.page = undefined;
    await this.openTab(tab);
    await this.findOut(tab, texts, true);
  }

  private async offline(owner: WebUser): Promise<void> {
    await owner.browser.setOffline(true);
    const tab = this.tabs.find((each) => each.owner === owner);
    if (tab !== undefined) {
      await this.write(tab, 1);
    }
    await owner.browser.setOffline(false);
  }

  /** Enter is pressed again and again as fast as a script can, and nobody waits for what comes of it. */
  private async typeAndDoNotLook(tab: Tab): Promise<readonly Typed[]> {
    const texts = [0, 1, 2].map(() => this.newText(tab.name));
    for (const text of texts) {
      await this.type(tab, text);
    }
    await this.page(tab).waitForTimeout(this.draw.below(30));
    const onScreen = await this.history(tab).locator('[data-text]').allTextContents();
    return texts.map((text) => ({ text, seen: onScreen.includes(text) }));
  }

  /**
   * What was not committed stands in the composer, and never what was. The end of the whole browser may take the last
   * key presses along, as a power cut does; that of a page must not.
   */
  private async findOut(tab: Tab, texts: readonly Typed[], allOfThem: boolean): Promise<void> {
    const where = async (text: string): Promise<'shown' | 'kept' | 'gone'> => {
      const kept = (await this.composer(tab).inputValue()).split('\n').includes(text);
      const shown = (await this.message(tab, text).count()) > 0;
      expect(kept && shown, `${text} stands in the composer although it was sent`).toBe(false);
      return shown ? 'shown' : kept ? 'kept' : 'gone';
    };
    // The history is there as soon as any line of it is.
    await expect(this.history(tab).locator('[data-text]').first()).toBeVisible();
    for (const { text, seen } of texts) {
      if (seen) {
        await expect.poll(() => where(text), { message: `${text} was on the screen` }).toBe('shown');
      } else if (allOfThem) {
        await expect.poll(() => where(text), { message: text }).not.toBe('gone');
      }
      const found = await where(text);
      this.told.push(`  ${text}: ${seen ? 'seen before, ' : ''}${found}`);
      if (found === 'shown') {
        this.written.push({ text, by: tab.name, place: tab.place });
      }
    }
    await this.composer(tab).fill('');
  }

  private async openTab(tab: Tab): Promise<void> {
    if (tab.page === undefined || tab.page.isClosed()) {
      tab.page = await tab.owner.openTab();
    }
    await this.ready(tab);
  }

  private async ready(tab: Tab): Promise<void> {
    await this.goTo(tab, tab.place);
  }

  private async goTo(tab: Tab, place: Place): Promise<void> {
    const page = this.page(tab);
    const title = tab.owner === this.bob && place === 'bob' ? 'alice' : place;
    await page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('link', { name: new RegExp(`^${title}\\b`) })
      .click();
    await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
    tab.place = place;
  }

  private async type(tab: Tab, text: string): Promise<void> {
    await this.composer(tab).fill(text);
    await this.composer(tab).press('Enter');
  }

  private async act(tab: Tab, text: string, action: RegExp): Promise<void> {
    await this.message(tab, text).click({ button: 'right' });
    await this.page(tab).getByRole('menuitem', { name: action }).click();
  }

  private ownOf(tab: Tab): Written | undefined {
    const own = this.written.filter((each) => each.by === tab.name && each.place === tab.place);
    return own.length === 0 ? undefined : this.draw.oneOf(own.slice(-4));
  }

  private replace(before: Written, after: Written | undefined): void {
    this.written.splice(this.written.indexOf(before), 1, ...(after === undefined ? [] : [after]));
  }

  private newText(by: string): string {
    return `(${++this.count}) ${by}`;
  }

  private page(tab: Tab): Page {
    if (tab.page === undefined) {
      throw new Error(`${tab.name} is closed`);
    }
    return tab.page;
  }

  private composer(tab: Tab): Locator {
    return this.page(tab).getByRole('textbox', { name: /^(Message|Write)/ });
  }

  private history(tab: Tab): Locator {
    return this.page(tab).getByRole('log');
  }

  private message(tab: Tab, text: string): Locator {
    const exact = new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    return this.history(tab).locator('[data-text]').filter({ hasText: exact });
  }
}

function isOurs(text: string): boolean {
  return /^\(\d+\) /.test(text);
}
