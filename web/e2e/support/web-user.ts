import { type BrowserContext, chromium, expect, type Locator, type Page } from '@playwright/test';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PASSWORD } from './people';

/** As their marks say it to screen readers. */
export type State = 'Waiting' | 'Sent' | 'Delivered' | 'Read' | 'Failed';

/** Somebody with a browser: a profile on disk of their own, so that the browser can be closed and started again. */
export class WebUser {
  private readonly profile = mkdtempSync(join(tmpdir(), 'godwit-browser-'));
  private context?: BrowserContext;
  private current?: Page;
  private cookies: Awaited<ReturnType<BrowserContext['cookies']>> = [];
  /** What the page complained of; tests that expect nothing look at it. */
  readonly complaints: string[] = [];

  private constructor(
    readonly name: string,
    readonly origin: string,
    private readonly options: Parameters<typeof chromium.launchPersistentContext>[1],
  ) {}

  /** A browser that shows the app, signed in. */
  static async signedIn(
    name: string,
    origin: string,
    options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
  ): Promise<WebUser> {
    const user = await WebUser.arrives(name, origin, options);
    await user.signIn();
    return user;
  }

  /** A browser that shows the app for the first time. */
  static async arrives(
    name: string,
    origin: string,
    options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
    prepare?: (page: Page) => Promise<void>,
  ): Promise<WebUser> {
    const user = new WebUser(name, origin, options);
    await user.startBrowser('/', prepare);
    return user;
  }

  get page(): Page {
    if (this.current === undefined) {
      throw new Error(`${this.name} has closed the tab`);
    }
    return this.current;
  }

  get browser(): BrowserContext {
    if (this.context === undefined) {
      throw new Error(`${this.name} has closed the browser`);
    }
    return this.context;
  }

  /** @param prepare what is to be in each page before anything of the app is */
  async startBrowser(path = '/', prepare?: (page: Page) => Promise<void>): Promise<void> {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
      viewport: { width: 1280, height: 800 },
      ...this.options,
    });
    this.context.setDefaultTimeout(15_000);
    await this.context.addCookies(this.cookies);
    await this.openTab(path, prepare);
    for (const page of this.context.pages()) {
      if (page !== this.current) {
        await page.close();
      }
    }
  }

  async closeBrowser(): Promise<void> {
    await this.context?.close();
    this.context = undefined;
    this.current = undefined;
  }

  /** As the kernel or a power cut would end it: nothing of it gets to put anything in order. */
  async killBrowser(): Promise<void> {
    // Chromium writes cookies half a minute late: who is signed out by that is another test's.
    this.cookies = await this.browser.cookies();
    const ended = new Promise((done) => this.browser.once('close', done));
    const marked = `--user-data-dir=${this.profile}`;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (commandOf(pid).includes(marked)) {
        process.kill(Number(pid), 'SIGKILL');
      }
    }
    await ended;
    rmSync(join(this.profile, 'SingletonLock'), { force: true });
    this.context = undefined;
    this.current = undefined;
  }

  /** A new tab, which is the one that is meant from now on. */
  async openTab(path = '/', prepare?: (page: Page) => Promise<void>): Promise<Page> {
    const page = await this.browser.newPage();
    await prepare?.(page);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // A refused connection is said by the browser itself, and part of these tests.
      if (
        message.type() === 'error' &&
        !message.text().includes('net::ERR') &&
        !/WebSocket connection/.test(message.text())
      ) {
        this.complaints.push(message.text());
      }
    });
    await page.goto(this.origin + path);
    this.current = page;
    return page;
  }

  async closeTab(): Promise<void> {
    await this.page.close();
    this.current = undefined;
  }

  async signIn(): Promise<void> {
    const password = this.page.getByLabel('Password', { exact: true });
    await expect(password).toBeVisible();
    // Who was signed out from elsewhere is known by name.
    const name = this.page.getByRole('textbox', { name: 'Name', exact: true });
    if (await name.isVisible()) {
      await name.fill(this.name);
    }
    await password.fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(this.list).toBeVisible();
    // The shell is on this device from here on.
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  get list(): Locator {
    return this.page.getByRole('navigation', { name: 'Conversations' });
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^(Message|Write)/ });
  }

  get history(): Locator {
    return this.page.getByRole('log');
  }

  /** Opens a conversation from the list. */
  async open(title: string): Promise<void> {
    await this.list.getByRole('link', { name: new RegExp(`^${title}\\b`) }).click();
    await expect(this.page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  }

  /** Begins a conversation with somebody by name. */
  async begin(name: string): Promise<void> {
    await this.page.goto(`${this.origin}/new`);
    await this.page.getByRole('combobox', { name: /name/i }).or(this.page.getByLabel(/name/i)).first().fill(name);
    await this.page.keyboard.press('Enter');
    await expect(this.composer).toBeVisible();
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await expect(this.message(text)).toBeVisible();
  }

  /** Makes a group of people named by what they are called. */
  async createGroup(title: string, ...people: readonly string[]): Promise<void> {
    await this.page.goto(`${this.origin}/group/new`);
    await this.page.getByLabel(/title|name of the group|group name/i).fill(title);
    for (const person of people) {
      const field = this.page.getByLabel(/people|add/i).first();
      await field.fill(person);
      await field.press('Enter');
    }
    await this.page.getByRole('button', { name: /^Create/ }).click();
    await expect(this.composer).toBeVisible();
  }

  /** Chooses something from the menu of a message. */
  async act(text: string, action: string | RegExp): Promise<void> {
    await this.message(text).click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  async blockOpenConversation(): Promise<void> {
    await this.page
      .getByRole('link', { name: /info|details/i })
      .or(this.page.getByRole('button', { name: /info|details/i }))
      .first()
      .click();
    await this.page.getByRole('button', { name: /^Block/ }).click();
    const sure = this.page.getByRole('dialog').getByRole('button', { name: /^Block/ });
    if (await sure.isVisible()) {
      await sure.click();
    }
  }

  /** Presses "Sign out" in the settings; what is asked then is the test's. */
  async signOut(): Promise<void> {
    await this.page.goto(`${this.origin}/settings`);
    await this.page
      .getByRole('button', { name: /^Sign out/ })
      .last()
      .click();
  }

  /** Messages with just this text, in the history. */
  message(text: string): Locator {
    const exact = new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    return this.history
      .getByRole('article')
      .filter({ has: this.page.locator('[data-text]').filter({ hasText: exact }) });
  }

  async expectState(text: string, ...states: readonly State[]): Promise<void> {
    const marks = states.map((state) => `[data-state=${state.toLowerCase()}]`).join(', ');
    await expect(this.message(text).locator(marks)).toBeVisible();
  }

  /** The texts of the open conversation, in their order. */
  async texts(): Promise<string[]> {
    return this.history.locator('[data-text]').allTextContents();
  }

  async close(): Promise<void> {
    await this.closeBrowser();
    rmSync(this.profile, { recursive: true, force: true });
  }
}

/** Of a process of this machine; nothing of one that has just ended. */
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
