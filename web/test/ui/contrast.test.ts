import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { avatarHue, HUES } from '../../src/ui/parts/avatarColour';

const read = (file: string) => readFileSync(new URL(`../../src/ui/${file}`, import.meta.url), 'utf8');

type Theme = 'light' | 'dark';
const THEMES: readonly Theme[] = ['light', 'dark'];

/** Both colours of each token. */
const tokens = new Map(
  [...read('styles/tokens.css').matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);

function token(name: string, theme: Theme): string {
  const both = tokens.get(name);
  if (!both) {
    throw new Error(`no token --${name}`);
  }
  return both[theme];
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Text that people read, on all that it stands on. */
const TEXT: readonly (readonly [ink: string, grounds: readonly string[]])[] = [
  ['ink', ['surface', 'raised', 'sunken', 'selected', 'hover', 'found', 'notice']],
  ['soft', ['surface', 'raised', 'sunken', 'selected', 'hover', 'mine']],
  ['on-mine', ['mine']],
  ['action', ['surface', 'raised', 'selected', 'hover']],
  ['on-action', ['action', 'action-strong']],
  ['live', ['surface', 'raised', 'hover', 'notice']],
  ['failed', ['surface', 'raised', 'mine']],
];

/** Marks, rings and the borders of what can be used. */
const MARKS: readonly (readonly [mark: string, grounds: readonly string[]])[] = [
  ['live', ['surface', 'raised', 'sunken', 'selected', 'mine']],
  ['waiting', ['surface', 'raised', 'selected', 'mine', 'notice']],
  ['failed', ['surface', 'raised', 'selected', 'mine']],
  ['edge', ['surface', 'raised', 'sunken']],
];

describe.each(THEMES)('in the %s theme', (theme) => {
  test.each(TEXT.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const)))(
    'text in --%s can be read on --%s',
    (ink, ground) => expect(contrast(token(ink, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5),
  );

  test.each(MARKS.flatMap(([mark, grounds]) => grounds.map((ground) => [mark, ground] as const)))(
    'marks in --%s are seen on --%s',
    (mark, ground) => expect(contrast(token(mark, theme), token(ground, theme))).toBeGreaterThanOrEqual(3),
  );

  test('initials can be read on every colour of an avatar', () => {
    const pairs = [
      ...read('parts/Avatar.module.css').matchAll(
        /\.hue\d \{\s*background: light-dark\((#\w+), (#\w+)\);\s*color: light-dark\((#\w+), (#\w+)\);/g,
      ),
    ];
    expect(pairs).toHaveLength(HUES);
    for (const [rule, lightGround = '', darkGround = '', lightInk = '', darkInk = ''] of pairs) {
      const ratio = theme === 'light' ? contrast(lightGround, lightInk) : contrast(darkGround, darkInk);
      expect(ratio, rule).toBeGreaterThanOrEqual(4.5);
    }
  });
});

test('the colour of an avatar is one of those that there are, the same each time, and not the same for all', () => {
  const hues = Array.from({ length: 200 }, (_, i) => avatarHue(`u${String(i).padStart(26, '0')}`));
  expect(new Set(hues).size).toBe(HUES);
  expect(hues.every((hue) => hue >= 0 && hue < HUES)).toBe(true);
  expect(avatarHue('u1')).toBe(avatarHue('u1'));
});
