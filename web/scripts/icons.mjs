/*
 * Renders the icons that platforms want as PNG from public/icons/godwit.svg, with Chromium; run it after changing the
 * drawing: `node scripts/icons.mjs`.
 */
import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';

const FOLDER = new URL('../public/icons/', import.meta.url);
const SAND = '#f3e6d6';

/** Platforms cut a maskable icon to a shape of theirs: what matters stays within the middle 80%, sand fills the rest. */
const ICONS = [
  { name: 'godwit-192.png', size: 192, scale: 1, ground: 'transparent' },
  { name: 'godwit-512.png', size: 512, scale: 1, ground: 'transparent' },
  { name: 'godwit-maskable-512.png', size: 512, scale: 0.8, ground: SAND },
];

const drawing = await readFile(new URL('godwit.svg', FOLDER), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const { name, size, scale, ground } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>html,body{margin:0;height:100%;background:${ground};display:grid;place-items:center}` +
      `svg{width:${size * scale}px;height:${size * scale}px}</style>${drawing}`,
  );
  await page.screenshot({ path: new URL(name, FOLDER).pathname, omitBackground: true });
  await page.close();
}
await browser.close();
