import { type Collection, Dexie } from 'dexie';
import type { Reading } from './reading';
import { type LineRow, WAITING } from './rows';

/** Place of the line that stands `limit` lines before this place, or of the first one; `place` if there is none. */
export async function placeBefore({ db }: Reading, key: number, place: number, limit: number): Promise<number> {
  const before = () => db.lines.where('[conversation+place]').between([key, Dexie.minKey], [key, place], true, false);
  return nth(place, limit, backwards(before()), before());
}

/** The same in the other direction. */
export async function placeAfter({ db }: Reading, key: number, place: number, limit: number): Promise<number> {
  const after = () => db.lines.where('[conversation+place]').between([key, place], [key, Dexie.maxKey], false, true);
  return nth(place, limit, after(), backwards(after()));
}

function backwards(lines: Collection<LineRow, number>): Collection<LineRow, number> {
  return lines.reverse(); // oxlint-disable-line unicorn/no-array-reverse -- it is no array
}

/** Only keys are read, and of them one: an index can be jumped over. */
async function nth(
  place: number,
  limit: number,
  far: Collection<LineRow, number>,
  end: Collection<LineRow, number>,
): Promise<number> {
  if (limit < 1) {
    return place;
  }
  const [found] = await far
    .offset(limit - 1)
    .limit(1)
    .keys();
  const [key] = found === undefined ? await end.limit(1).keys() : [found];
  return Array.isArray(key) && typeof key[1] === 'number' ? key[1] : place;
}

/** Of the first line that counts as unread and was not seen. */
export async function firstUnread({ db }: Reading, key: number): Promise<number | undefined> {
  const seen = (await db.conversations.get(key))?.seen ?? 0;
  const line = await db.lines
    .where('[conversation+counts+place]')
    .between([key, 1, seen], [key, 1, WAITING], false, false)
    .first();
  return line?.place;
}
