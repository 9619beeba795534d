import type { FreshWordsRow, PostingsRow, TermsRow } from './rows';
import type { Query } from './searchText';

/** What a segment is made of, before it has a key. */
export interface Segment {
  readonly terms: Omit<TermsRow, 'key'>;
  readonly postings: Omit<PostingsRow, 'key'>;
}

interface Line {
  readonly entry: number;
  readonly conversation: number;
  readonly at: number;
  readonly words: string;
}

/** Turns what several transactions brought, in their order, inside out: from lines with words to terms with lines. */
export function segmentOf(fresh: readonly FreshWordsRow[]): Segment {
  const lines = inOrderOfTime(fresh);
  const byTerm = new Map<string, number[]>();
  lines.forEach((line, number) => {
    for (const word of new Set(line.words.slice(1).split(' '))) {
      const known = byTerm.get(word);
      if (known === undefined) {
        byTerm.set(word, [number]);
      } else {
        known.push(number);
      }
    }
  });
  const terms = [...byTerm.keys()].toSorted();
  const offsets = [0];
  const postings: number[] = [];
  for (const term of terms) {
    for (const number of byTerm.get(term) ?? []) {
      postings.push(number);
    }
    offsets.push(postings.length);
  }
  const conversations = [...new Set(lines.map((line) => line.conversation))];
  const placeOf = new Map(conversations.map((conversation, place) => [conversation, place]));
  return {
    terms: {
      age: -(lines.at(-1)?.at ?? 0),
      terms: terms.map((term) => `\n${term}`).join(''),
      conversations,
    },
    postings: {
      entries: Uint32Array.from(lines, (line) => line.entry),
      ats: Float64Array.from(lines, (line) => line.at),
      conversations: Uint16Array.from(lines, (line) => placeOf.get(line.conversation) ?? 0),
      offsets: postings.length < 2 ** 16 ? Uint16Array.from(offsets) : Uint32Array.from(offsets),
      lines: Uint16Array.from(postings),
    },
  };
}

/** Oldest first. Of an entry that came more than once the last one counts. */
function inOrderOfTime(fresh: readonly FreshWordsRow[]): readonly Line[] {
  const lines = new Map<number, Line>();
  for (const row of fresh) {
    for (const line of linesOf(row)) {
      lines.set(line.entry, line);
    }
  }
  return [...lines.values()].toSorted((one, other) => one.at - other.at || one.entry - other.entry);
}

export function linesOf(row: FreshWordsRow): readonly Line[] {
  return row.entries.map((entry, i) => ({
    entry,
    conversation: row.conversations[i] ?? 0,
    at: row.ats[i] ?? 0,
    words: row.words[i] ?? '',
  }));
}

/** For each word of a query the terms of a segment that answer it, as ranges of their numbers; the end is excluded. */
export type TermRanges = readonly (readonly [number, number])[];

/** Absent if some word of the query is not in the segment. */
export function termRanges(terms: string, query: Query): TermRanges | undefined {
  const starts: [number, string, boolean][] = [];
  for (const [words, whole] of [
    [query.whole, true],
    [query.beginnings, false],
  ] as const) {
    for (const word of words) {
      const found = whole ? indexOfWhole(terms, word) : terms.indexOf(`\n${word}`);
      if (found < 0) {
        return undefined;
      }
      starts.push([found, word, whole]);
    }
  }
  return starts.map(([start, word, whole]) => {
    const first = lineFeeds(terms, 0, start);
    return [first, whole ? first + 1 : first + count(terms, start, `\n${word}`)];
  });
}

function indexOfWhole(terms: string, word: string): number {
  return terms.endsWith(`\n${word}`) ? terms.length - word.length - 1 : terms.indexOf(`\n${word}\n`);
}

function lineFeeds(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
    number++;
  }
  return number;
}

/** How many terms from here on begin like this: they stand together, because terms are sorted. */
function count(terms: string, start: number, beginning: string): number {
  let number = 0;
  for (let at = start; at >= 0 && terms.startsWith(beginning, at); at = terms.indexOf('\n', at + 1)) {
    number++;
  }
  return number;
}

/** The numbers of the lines that have a term of each range, oldest first; of one conversation, if its place is given. */
export function linesWith(postings: PostingsRow, ranges: TermRanges, conversation?: number): readonly number[] {
  const needed = ranges.length;
  const has = new Uint16Array(postings.entries.length);
  ranges.forEach(([from, to], i) => {
    const end = postings.offsets[to] ?? 0;
    for (let at = postings.offsets[from] ?? 0; at < end; at++) {
      const line = postings.lines[at] ?? 0;
      // Only lines that had all words before go on, and each word counts once.
      if (has[line] === i) {
        has[line] = i + 1;
      }
    }
  });
  const out: number[] = [];
  for (let line = 0; line < has.length; line++) {
    if (has[line] === needed && (conversation === undefined || postings.conversations[line] === conversation)) {
      out.push(line);
    }
  }
  return out;
}
