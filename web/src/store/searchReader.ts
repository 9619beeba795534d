import type { Reading } from './reading';
import type { FreshWordsRow, LineRow, PostingsRow, TermsRow } from './rows';
import { linesOf, linesWith, termRanges } from './searchSegments';
import { foldedWords, matches, parseQuery, type Query } from './searchText';

/** Segments that are read at once: few to begin with, because what is common stands in the newest. */
const FIRST = 4;
const MOST = 64;

/** What the index says of lines, oldest first. It may be out of date: the line itself is what counts. */
interface Hits {
  /** How many are left: they are taken from the end. */
  left: number;
  readonly at: (number: number) => number;
  readonly entry: (number: number) => number;
}

/**
 * Newest first: lines in which every word of this begins a word.
 *
 * Segments are read from the newest on until there is enough that is newer than all that was not read. Of a segment
 * only its terms are read, unless they have what is looked for.
 */
export async function findLines(
  reading: Reading,
  typed: string,
  limit: number,
  conversation?: number,
): Promise<readonly LineRow[]> {
  const query = parseQuery(typed);
  if (query === undefined || limit < 1) {
    return [];
  }
  const { db } = reading;
  const found = new Found(reading, query, limit, conversation);
  found.add(freshHits(await db.freshWords.toArray(), query, conversation));
  for (let after: [number, number] = [-Infinity, 0], size = FIRST; ; size = Math.min(2 * size, MOST)) {
    const segments = await db.terms.where('[age+key]').above(after).limit(size).toArray();
    await readHits(reading, segments, found);
    const oldest = segments.at(-1);
    const atTheEnd = oldest === undefined || segments.length < size;
    if (await found.take(atTheEnd ? -Infinity : -oldest.age)) {
      return found.lines();
    }
    if (atTheEnd) {
      return found.lines();
    }
    after = [oldest.age, oldest.key];
  }
}

/** What is in no segment yet. */
function freshHits(fresh: readonly FreshWordsRow[], query: Query, conversation: number | undefined): Hits {
  const lines = fresh
    .flatMap(linesOf)
    .filter((line) => conversation === undefined || line.conversation === conversation)
    .filter((line) => matches(query, line.words))
    .toSorted((one, other) => one.at - other.at);
  return { left: lines.length, at: (i) => lines[i]?.at ?? 0, entry: (i) => lines[i]?.entry ?? 0 };
}

async function readHits({ db }: Reading, segments: readonly TermsRow[], found: Found): Promise<void> {
  const wanted = segments.flatMap(({ key, terms, conversations }) => {
    const place = found.conversation === undefined ? undefined : conversations.indexOf(found.conversation);
    const ranges = place === -1 ? undefined : termRanges(terms, found.query);
    return ranges === undefined ? [] : [{ key, ranges, place }];
  });
  const postings = await db.postings.bulkGet(wanted.map(({ key }) => key));
  wanted.forEach(({ ranges, place }, i) => {
    const row = postings[i];
    if (row !== undefined) {
      found.add(segmentHits(row, linesWith(row, ranges, place)));
    }
  });
}

function segmentHits(row: PostingsRow, lines: readonly number[]): Hits {
  return {
    left: lines.length,
    at: (i) => row.ats[lines[i] ?? 0] ?? 0,
    entry: (i) => row.entries[lines[i] ?? 0] ?? 0,
  };
}

/** Merges what segments say, from the newest on, and looks whether it is true. */
class Found {
  private readonly seen = new Set<number>();
  private readonly found: LineRow[] = [];
  private hits: Hits[] = [];

  constructor(
    private readonly reading: Reading,
    readonly query: Query,
    private readonly limit: number,
    readonly conversation: number | undefined,
  ) {}

  add(hits: Hits): void {
    if (hits.left > 0) {
      this.hits.push(hits);
    }
  }

  /** Takes what is at least as new as this; answers whether that is as much as is wanted. */
  async take(horizon: number): Promise<boolean> {
    while (this.found.length < this.limit) {
      const entries: number[] = [];
      while (entries.length < this.limit - this.found.length) {
        const entry = this.newest(horizon);
        if (entry === undefined) {
          break;
        }
        if (!this.seen.has(entry)) {
          this.seen.add(entry);
          entries.push(entry);
        }
      }
      if (entries.length === 0) {
        return false;
      }
      await this.look(entries);
    }
    return true;
  }

  private newest(horizon: number): number | undefined {
    let best: Hits | undefined;
    let bestAt = horizon;
    for (const hits of this.hits) {
      const at = hits.at(hits.left - 1);
      if (at >= bestAt) {
        best = hits;
        bestAt = at;
      }
    }
    if (best === undefined) {
      return undefined;
    }
    best.left--;
    const entry = best.entry(best.left);
    if (best.left === 0) {
      this.hits = this.hits.filter((hits) => hits !== best);
    }
    return entry;
  }

  /** Keeps those that are what the index says. */
  private async look(entries: number[]): Promise<void> {
    for (const line of await this.reading.db.lines.bulkGet(entries)) {
      if (
        line !== undefined &&
        (this.conversation === undefined || line.conversation === this.conversation) &&
        matches(this.query, foldedWords(line.text))
      ) {
        this.found.push(line);
      }
    }
  }

  lines(): readonly LineRow[] {
    return this.found.toSorted((one, other) => other.at - one.at || other.place - one.place);
  }
}
