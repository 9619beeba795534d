import { linesOf, linesWith, termRanges } from './searchSegments';
import { foldedWords, matches, parseQuery, type Query } from './searchText';
import type { Reading } from './reading';
import type { LineRow, TermsRow } from './rows';

/** What an index says of a line. It may be out of date: the line itself is what counts. */
interface Candidate {
  readonly entry: number;
  readonly conversation: number;
  readonly at: number;
}

/** Segments that are read at once: few to begin with, because what is common stands in the newest. */
const FIRST = 4;
const MOST = 64;

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
  const search = new Search(reading, query, limit, conversation);
  await search.fresh();
  for (let after: [number, number] = [-Infinity, 0], size = FIRST; ; size = Math.min(2 * size, MOST)) {
    const segments = await reading.db.terms.where('[age+key]').above(after).limit(size).toArray();
    await search.segments(segments);
    const oldest = segments.at(-1);
    if (oldest === undefined || segments.length < size) {
      await search.enough(-Infinity);
      return search.found();
    }
    if (await search.enough(-oldest.age)) {
      return search.found();
    }
    after = [oldest.age, oldest.key];
  }
}

class Search {
  private readonly seen = new Set<number>();
  private readonly lines: LineRow[] = [];
  private candidates: Candidate[] = [];

  constructor(
    private readonly reading: Reading,
    private readonly query: Query,
    private readonly limit: number,
    private readonly conversation: number | undefined,
  ) {}

  /** What is in no segment yet. */
  async fresh(): Promise<void> {
    for (const row of await this.reading.db.freshWords.toArray()) {
      this.consider(linesOf(row).filter((line) => matches(this.query, line.words)));
    }
  }

  async segments(segments: readonly TermsRow[]): Promise<void> {
    const hits = segments.flatMap(({ key, terms, conversations }) => {
      const mayHave = this.conversation === undefined || conversations.includes(this.conversation);
      const ranges = mayHave ? termRanges(terms, this.query) : undefined;
      return ranges === undefined ? [] : [{ key, ranges }];
    });
    const postings = await this.reading.db.postings.bulkGet(hits.map(({ key }) => key));
    hits.forEach(({ ranges }, i) => {
      const row = postings[i];
      if (row !== undefined) {
        this.consider(
          linesWith(row, ranges).map((line) => ({
            entry: row.entries[line] ?? 0,
            conversation: row.conversations[line] ?? 0,
            at: row.ats[line] ?? 0,
          })),
        );
      }
    });
  }

  private consider(candidates: readonly Candidate[]): void {
    for (const candidate of candidates) {
      if (this.conversation === undefined || candidate.conversation === this.conversation) {
        this.candidates.push(candidate);
      }
    }
  }

  /** Whether there are as many as are wanted among those that are at least as new as this. */
  async enough(horizon: number): Promise<boolean> {
    const newestFirst = this.candidates.toSorted((one, other) => other.at - one.at || other.entry - one.entry);
    const ready = newestFirst.filter(({ at }) => at >= horizon);
    for (let from = 0; from < ready.length && this.lines.length < this.limit;) {
      const some = ready.slice(from, from + this.limit - this.lines.length);
      await this.look(some.map(({ entry }) => entry));
      from += some.length;
    }
    this.candidates = newestFirst.slice(ready.length);
    return this.lines.length >= this.limit;
  }

  /** Keeps those that are what the index says. */
  private async look(entries: readonly number[]): Promise<void> {
    const unseen = entries.filter((entry) => !this.seen.has(entry));
    for (const line of await this.reading.db.lines.bulkGet([...new Set(unseen)])) {
      if (line !== undefined && this.answers(line)) {
        this.lines.push(line);
      }
    }
    unseen.forEach((entry) => this.seen.add(entry));
  }

  private answers(line: LineRow): boolean {
    return (
      (this.conversation === undefined || line.conversation === this.conversation) &&
      matches(this.query, foldedWords(line.text))
    );
  }

  found(): readonly LineRow[] {
    return this.lines.toSorted((one, other) => other.at - one.at || other.place - one.place);
  }
}
