import { en, type Words } from './en';
import { When } from './when';

export type { Words } from './en';

const LANGUAGES: Readonly<Record<string, Words>> = { en };

/** The first of the person's languages that there are words for; English where there is none. */
export function wordsFor(languages: readonly string[]): Words {
  for (const language of languages) {
    const words = LANGUAGES[language.toLowerCase()] ?? LANGUAGES[language.toLowerCase().split('-')[0] ?? ''];
    if (words) {
      return words;
    }
  }
  return en;
}

/** Nobody speaks where there is no browser. */
const spoken = typeof navigator === 'undefined' ? [] : navigator.languages;

export const words: Words = wordsFor(spoken);
export const when = new When(words.language);
