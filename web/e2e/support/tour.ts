import { expect, type Locator, type Page } from '@playwright/test';
import { STRANGER } from './world';

/** A screen, dialog or menu of somebody who is signed in, and the way there. */
export interface Place {
  readonly name: string;
  readonly open: (page: Page) => Promise<void>;
  /** What has to be closed again before going on. */
  readonly close?: (page: Page) => Promise<void>;
}

export const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

const GROUP = 'Weekend on the Wadden Sea';

export const PLACES: readonly Place[] = [
  { name: 'list', open: (page) => show(page, '/') },
  { name: 'conversation', open: (page) => talk(page, 'Tomás') },
  { name: 'group', open: (page) => talk(page, GROUP) },
  { name: 'draft', open: (page) => talk(page, 'דנה') },
  { name: 'request', open: (page) => talk(page, STRANGER) },
  {
    name: 'search',
    open: async (page) => {
      await show(page, '/');
      await page.getByLabel('Search', { exact: true }).fill('th');
      await expect(page.getByText('Messages', { exact: true })).toBeVisible();
    },
    close: (page) => page.getByLabel('Search', { exact: true }).fill(''),
  },
  {
    name: 'nothing-found',
    open: async (page) => {
      await show(page, '/');
      await page.getByLabel('Search', { exact: true }).fill('albatross');
      await expect(page.getByText(/Nothing found/)).toBeVisible();
    },
    close: (page) => page.getByLabel('Search', { exact: true }).fill(''),
  },
  {
    name: 'find',
    open: async (page) => {
      await talk(page, 'Tomás');
      await page.getByRole('button', { name: 'Search in this conversation' }).click();
      await page.getByLabel('Words to look for').fill('water');
      await expect(page.getByText(/1 of/)).toBeVisible();
    },
    close: escape,
  },
  {
    name: 'menu',
    open: async (page) => {
      await show(page, '/');
      await page.getByRole('button', { name: /^Menu/ }).click();
    },
    close: escape,
  },
  {
    name: 'message-menu',
    open: async (page) => {
      await talk(page, 'Tomás');
      await line(page, 'So we are five').click({ button: 'right' });
    },
    close: escape,
  },
  {
    name: 'delete',
    open: async (page) => {
      await talk(page, 'Tomás');
      await line(page, 'So we are five').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Delete for everyone' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    close: escape,
  },
  {
    name: 'edit',
    open: async (page) => {
      await talk(page, 'Tomás');
      await line(page, 'So we are five').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Edit' }).click();
    },
    close: (page) => page.getByRole('button', { name: 'Leave it as it was' }).click(),
  },
  {
    name: 'emoji',
    open: async (page) => {
      await talk(page, 'Tomás');
      await page.getByRole('button', { name: 'Emoji', exact: true }).click();
      await expect(page.getByText('Smileys').first()).toBeVisible();
    },
    close: escape,
  },
  {
    name: 'message-details',
    open: async (page) => {
      await talk(page, GROUP);
      await line(page, 'Then I fetch you').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Where is my message?' }).click();
      await expect(page.getByText('On the server’s disk')).toBeVisible();
    },
  },
  {
    name: 'person-info',
    open: async (page) => {
      await talk(page, 'Tomás');
      await page.getByRole('link', { name: /, details/ }).click();
    },
  },
  {
    name: 'block',
    open: async (page) => {
      await talk(page, 'Tomás');
      await page.getByRole('link', { name: /, details/ }).click();
      await page.getByRole('button', { name: 'Block' }).click();
    },
    close: escape,
  },
  {
    name: 'group-info',
    open: async (page) => {
      await talk(page, GROUP);
      await page.getByRole('link', { name: /, details/ }).click();
      await expect(page.getByRole('heading', { name: 'Members' })).toBeVisible();
    },
  },
  {
    name: 'leave',
    open: async (page) => {
      await talk(page, GROUP);
      await page.getByRole('link', { name: /, details/ }).click();
      await page.getByRole('button', { name: 'Leave the group' }).click();
    },
    close: escape,
  },
  { name: 'new', open: (page) => show(page, '/new') },
  {
    name: 'new-group',
    open: async (page) => {
      await show(page, '/');
      await show(page, '/group/new');
      await page.getByLabel('Name of the group').fill('Counting on Borkum');
      for (const person of ['Tomás', 'Ines']) {
        await page.getByLabel('Add people').fill(person);
        await page.keyboard.press('Enter');
      }
    },
  },
  { name: 'contacts', open: (page) => show(page, '/contacts') },
  { name: 'outbox', open: (page) => show(page, '/outbox') },
  { name: 'settings', open: (page) => show(page, '/settings') },
  { name: 'appearance', open: (page) => show(page, '/settings/appearance') },
  { name: 'presence', open: (page) => show(page, '/settings/presence') },
  { name: 'devices', open: (page) => show(page, '/settings/devices') },
  { name: 'invite', open: (page) => show(page, '/settings/invite') },
  { name: 'storage', open: (page) => show(page, '/settings/storage') },
  { name: 'keys', open: (page) => show(page, '/settings/keys') },
  { name: 'about', open: (page) => show(page, '/settings/about') },
  {
    name: 'sign-out',
    open: async (page) => {
      await show(page, '/settings');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    close: escape,
  },
];

export function place(name: string): Place {
  const found = PLACES.find((each) => each.name === name);
  if (found === undefined) {
    throw new Error(`There is no place called ${name}`);
  }
  return found;
}

/** Goes to an address without loading the app anew. */
export async function show(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    if (location.pathname !== to) {
      history.pushState({ depth: 1 }, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }
  }, path);
}

/** Opens a conversation as the list names it, in any script. */
export async function talk(page: Page, title: string): Promise<void> {
  await show(page, '/');
  await page.locator('[data-row]').filter({ hasText: title }).first().click();
  await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  await expect(page.getByRole('log').getByRole('article').last()).toBeVisible();
}

export function line(page: Page, text: string): Locator {
  return page.getByRole('log').getByRole('article').filter({ hasText: text }).locator('[data-text]');
}

function escape(page: Page): Promise<void> {
  return page.keyboard.press('Escape');
}
