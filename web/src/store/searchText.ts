/*
 * What of a text can be searched for. Words are runs of letters, digits and their marks, without case and accents. Where
 * a script has no blanks between words, each of its characters is a word, and what is typed in a row must stand in a
 * row.
 */

const PLAIN = /^[\0-\x7f]*$/;
const PLAIN_WORD = /[a-z0-9]+/g;
const NO_BLANKS = String.raw`ー\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const WORD = new RegExp(String.raw`[${NO_BLANKS}]|(?:(?![${NO_BLANKS}])[\p{L}\p{N}\p{M}])+`, 'gu');
/** Accents and points that people leave out; a vowel sign of an Indian script or a voiced kana is not one of them. */
const ACCENTS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g;

/** The words of a text in their order, each with a blank before it; empty if there are none. */
export function foldedWords(text: string): string {
  const lower = text.toLowerCase();
  const words = PLAIN.test(lower)
    ? lower.match(PLAIN_WORD)
    : lower.normalize('NFKD').replace(ACCENTS, '').normalize('NFC').toLowerCase().match(WORD);
  return words === null ? '' : ` ${words.join(' ')}`;
}

/** What somebody looks for. */
export interface Query {
  /** Each in the form of {@link foldedWords}: stands in a line as it is, whatever the last of its words goes on with. */
  readonly phrases: readonly string[];
  /** Words that a line must have. */
  readonly whole: readonly string[];
  /** How words must begin that a line must have. */
  readonly beginnings: readonly string[];
}

/** Absent if there is nothing to look for. */
export function parseQuery(typed: string): Query | undefined {
  const phrases = typed
    .split(/\s+/)
    .map(foldedWords)
    .filter((phrase) => phrase !== '');
  if (phrases.length === 0) {
    return undefined;
  }
  const words = phrases.map((phrase) => phrase.slice(1).split(' '));
  return {
    phrases,
    whole: unique(words.flatMap((phrase) => phrase.slice(0, -1))),
    beginnings: unique(words.flatMap((phrase) => phrase.slice(-1))),
  };
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}

/** Whether these words ({@link foldedWords}) have in them what is looked for. */
export function matches(query: Query, words: string): boolean {
  return query.phrases.every((phrase) => words.includes(phrase));
}
