import type { Millis } from '../protocol/frames';
import type { Database } from './database';
import { segmentOf } from './searchSegments';
import { foldedWords } from './searchText';

/** A line as search is to know it; with an empty text it is found no more. */
export interface IndexedLine {
  readonly entry: number;
  readonly conversation: number;
  readonly at: Millis;
  readonly text: string;
}

/** As many lines become a segment: few rows to read in a search, and little to read in a transaction that makes one. */
const SEGMENT = 512;

/** What a transaction that calls {@link indexLines} must include. */
export function searchTables(db: Database) {
  return [db.freshWords, db.terms, db.postings];
}

/**
 * Makes lines known to search, in the transaction that writes them. To be called with lines that are new, or whose text,
 * time or conversation is not what it was. Nothing is ever taken out: a line that is found is compared with what it is
 * by then.
 *
 * Writing costs two requests, and every now and then five: lines are first kept as they came, and turned inside out
 * when there are enough of them.
 */
export async function indexLines(db: Database, changed: readonly IndexedLine[]): Promise<void> {
  const lines = changed.map((line) => ({ ...line, words: foldedWords(line.text) })).filter((line) => line.words !== '');
  for (let from = 0; from < lines.length; from += SEGMENT) {
    await add(db, lines.slice(from, from + SEGMENT));
  }
}

async function add(db: Database, lines: readonly (IndexedLine & { readonly words: string })[]): Promise<void> {
  // One step of a cursor: to look at all of them would be a step for each, in every transaction that writes a line.
  const [before] = await db.freshWords.orderBy('size').reverse().limit(1).keys(); // oxlint-disable-line unicorn/no-array-reverse
  const size = Number(before ?? 0) + lines.length;
  await db.freshWords.add({
    size,
    entries: lines.map((line) => line.entry),
    conversations: lines.map((line) => line.conversation),
    ats: lines.map((line) => line.at),
    words: lines.map((line) => line.words),
  });
  if (size >= SEGMENT) {
    await makeSegment(db);
  }
}

async function makeSegment(db: Database): Promise<void> {
  const { terms, postings } = segmentOf(await db.freshWords.toArray());
  const key = await db.terms.add(terms);
  await db.postings.add({ ...postings, key });
  await db.freshWords.clear();
}
