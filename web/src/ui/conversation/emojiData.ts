import type { EmojiData } from 'frimousse';
import { words } from '../words';

/** Newer emoji are boxes on many systems for a year or two. */
const KNOWN = 15;
/** Parts of emoji, not emoji. */
const COMPONENTS = 2;

/** All emoji and their names, from the app itself: nothing is fetched from anywhere else. */
export async function emojiData(locale: string): Promise<EmojiData> {
  const { default: all } = await import('emojibase-data/en/data.json');
  const groups = words.composer.emojiGroups;
  const emojis = all.flatMap(({ emoji, label, group, version, tags, skins }) =>
    group === undefined || group === COMPONENTS || version > KNOWN
      ? []
      : [{ emoji, label, category: group, version, tags: tags ?? [], ...skinsOf(skins) }],
  );
  return {
    locale,
    emojis,
    categories: groups.map((label, index) => ({ index, label })).filter(({ index }) => index !== COMPONENTS),
    skinTones: {
      light: 'light',
      'medium-light': 'medium-light',
      medium: 'medium',
      'medium-dark': 'medium-dark',
      dark: 'dark',
    },
  };
}

const TONES = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const;

function skinsOf(skins: readonly { readonly emoji: string; readonly tone?: unknown }[] | undefined) {
  const plain = skins?.filter((skin) => typeof skin.tone === 'number').slice(0, TONES.length);
  if (plain?.length !== TONES.length) {
    return {};
  }
  const [light, mediumLight, medium, mediumDark, dark] = plain.map((skin) => skin.emoji);
  return light !== undefined && mediumLight !== undefined && medium !== undefined && mediumDark !== undefined && dark
    ? { skins: { light, 'medium-light': mediumLight, medium, 'medium-dark': mediumDark, dark } }
    : {};
}
