import { Dexie } from 'dexie';
import type { Reading } from './reading';
import { WAITING } from './rows';

/** Place of the line that stands `limit` lines before this place, or of the first one; `place` if there is none. */
export async function placeBefore({ db }: Reading, key: number, place: number, limit: number): Promise<number> {
  const before = () => db.lines.where('[conversation+place]').between([key, Dexie.minKey], [key, place], true, false);
  const far = () =>
    before()
      .desc()
      .offset(limit - 1);
  return nth(place, limit, far, before);
}

/** The same in the other direction. */
export async function placeAfter({ db }: Reading, key: number, place: number, limit: number): Promise<number> {
  const after = () => db.lines.where('[conversation+place]').between([key, place], [key, Dexie.maxKey], false, true);
  const far = () => after().offset(limit - 1);
  return nth(place, limit, far, () => after().desc());
}

interface Keys {
  limit(count: number): { keys(): PromiseLike<readonly unknown[]> };
}

/** Only keys are read, and of them one: an index can be jumped over. */
async function nth(place: number, limit: number, far: () => Keys, end: () => Keys): Promise<number> {
  if (limit < 1) {
    return place;
  }
  const [found] = await far().limit(1).keys();
  const [key] = found === undefined ? await end().limit(1).keys() : [found];
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
