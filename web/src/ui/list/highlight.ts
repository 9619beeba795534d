import { foldedWords, parseQuery } from '../../store/searchText';

/** Part of a text, and whether it is what was looked for. */
export interface Part {
  readonly text: string;
  readonly found: boolean;
}

const RUN = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * A text with the beginnings of its words marked that were looked for, from shortly before the first of them: the rest
 * of a long text would hide it.
 */
export function markFound(text: string, query: string, lead = 40): readonly Part[] {
  const wanted = parseQuery(query)?.phrases.map((phrase) => phrase.slice(1)) ?? [];
  const runs = [...text.matchAll(RUN)].flatMap((match) => foundIn(match[0], match.index, wanted));
  const first = runs[0]?.from ?? 0;
  const start = first > lead ? wordStart(text, first - lead / 2) : 0;
  const parts: Part[] = start > 0 ? [{ text: '… ', found: false }] : [];
  let at = start;
  for (const { from, to } of runs) {
    if (from > at) {
      parts.push({ text: text.slice(at, from), found: false });
    }
    parts.push({ text: text.slice(from, to), found: true });
    at = to;
  }
  return at < text.length ? [...parts, { text: text.slice(at), found: false }] : parts;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function foundIn(run: string, at: number, wanted: readonly string[]): readonly Range[] {
  const folded = foldedWords(run).slice(1);
  // Scripts without blanks: what is looked for may stand anywhere in a run.
  const inside = wanted.find((word) => /[^\0-\x7f]/.test(word) && folded.includes(word));
  const plain = inside?.replaceAll(' ', '') ?? '';
  const within = inside === undefined ? -1 : run.indexOf(plain);
  if (within >= 0) {
    return [{ from: at + within, to: at + within + plain.length }];
  }
  const begins = wanted.map((word) => word.split(' ')[0] ?? '').find((word) => word !== '' && folded.startsWith(word));
  return begins === undefined ? [] : [{ from: at, to: at + shortest(run, begins) }];
}

/** How much of a word has in it what was typed: `é` is one letter here and none that must be typed. */
function shortest(run: string, wanted: string): number {
  for (let end = 1; end < run.length; end++) {
    if (foldedWords(run.slice(0, end)).slice(1).startsWith(wanted)) {
      return end;
    }
  }
  return run.length;
}

function wordStart(text: string, near: number): number {
  const blank = text.indexOf(' ', near);
  return blank < 0 ? near : blank + 1;
}

/** Whether every word that was typed begins a word of the name. */
export function nameMatches(name: string, query: string): boolean {
  const folded = foldedWords(name);
  const wanted = parseQuery(query);
  return wanted !== undefined && wanted.phrases.every((phrase) => folded.includes(phrase));
}
