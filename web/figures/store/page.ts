import { Database } from '../../src/store/database';
import { EngineStore } from '../../src/store/engineStore';
import { observe } from '../../src/store/live';
import { LocalWrites } from '../../src/store/localWrites';
import { NowStore } from '../../src/store/now';
import { indexLines, searchTables } from '../../src/store/searchIndex';
import { Views } from '../../src/store/views';
import { base32 } from '../../src/protocol/ids';
import { fill, messageAt, type Size, textOf, Dice, wordOf } from '../../test/store/fill';

const ME = `u${base32(Uint8Array.from({ length: 16 }, (_, i) => i))}`;
const clock = { now: () => Date.now(), randomBytes: (n: number) => crypto.getRandomValues(new Uint8Array(n)) };

const db = new Database(ME);
const store = new EngineStore(db, clock);
const writes = new LocalWrites(db, clock);
const views = new Views(db, new NowStore(ME), clock.now);
const words = { common: wordOf(0), prefix: 'go', middle: wordOf(300), rare: wordOf(19_000), none: 'zebra' };

/** Milliseconds of each run; `first` is the one that found everything cold; `least` what others on the machine let through. */
export interface Times {
  readonly least: number;
  readonly first: number;
  readonly median: number;
  readonly max: number;
}

async function times(work: () => Promise<unknown>, runs = 15): Promise<Times> {
  const all: number[] = [];
  for (let i = 0; i < runs; i++) {
    const begin = performance.now();
    await work();
    all.push(performance.now() - begin);
  }
  const sorted = all.toSorted((one, other) => one - other);
  return {
    least: sorted[0] ?? 0,
    first: all[0] ?? 0,
    median: sorted[Math.floor(runs / 2)] ?? 0,
    max: sorted.at(-1) ?? 0,
  };
}

async function filled(size: Size) {
  const fence = await store.begin();
  const begin = performance.now();
  const conversations = await fill((...ops) => store.apply(fence, ops), ME, size);
  const seconds = (performance.now() - begin) / 1000;
  const pages = Math.ceil(size.each / 200) * conversations.length;
  return { seconds, 'pages of 200 per second': pages / seconds, messages: size.each * conversations.length };
}

async function reads() {
  const list = await views.conversations();
  const key = list[Math.floor(list.length / 2)]?.key ?? 0;
  const group = list.find((each) => each.group)?.key ?? key;
  const open = async (conversation: number) => {
    await views.conversation(conversation);
    const from = await views.placeBefore(conversation, Number.MAX_SAFE_INTEGER, 60);
    return views.window(conversation, from, Number.MAX_SAFE_INTEGER);
  };
  const hits = async (query: string, conversation?: number) => (await views.search(query, 50, conversation)).length;
  const out: Record<string, Times & { readonly hits?: number }> = {
    'conversation list': await times(() => views.conversations()),
    'one conversation': await times(() => views.conversation(key)),
    'window of 60': await times(() => open(key)),
    'window of 60 in a group': await times(() => open(group)),
    'first unread': await times(() => views.firstUnread(key)),
    outbox: await times(() => views.outbox()),
    people: await times(() => views.people()),
  };
  for (const [name, query] of Object.entries({
    'rare word': words.rare,
    'word that is nowhere': words.none,
    'common word': words.common,
    'two letters': words.prefix,
    'two common words': `${words.common} ${wordOf(1)}`,
    'common and rare word': `${words.common} ${words.rare}`,
    'word in the middle': words.middle,
  })) {
    out[`search: ${name}`] = { ...(await times(() => views.search(query, 50))), hits: await hits(query) };
    out[`search in one: ${name}`] = {
      ...(await times(() => views.search(query, 50, key))),
      hits: await hits(query, key),
    };
  }
  return out;
}

/** From the call to the commit, and to the live query that draws it. */
async function sends() {
  const key = (await views.conversations()).at(0)?.key ?? 0;
  const committed = await times(() => writes.send(key, 'One more, about the harbour'));
  let drawn: (() => void) | undefined;
  const stop = observe(async () => {
    const from = await views.placeBefore(key, Number.MAX_SAFE_INTEGER, 60);
    return views.window(key, from, Number.MAX_SAFE_INTEGER);
  }).subscribe({ next: () => drawn?.(), error: (cause) => console.error(cause) });
  await new Promise<void>((done) => (drawn = done));
  const drawnAfter = await times(async () => {
    const next = new Promise<void>((done) => (drawn = done));
    await writes.send(key, 'And another one');
    await next;
  });
  stop();
  return { 'send to commit': committed, 'send to live window': drawnAfter };
}

/** A live message, as the engine writes it. */
async function receives() {
  const fence = await store.begin();
  const conversation = (await views.conversations()).find((each) => each.peer !== undefined);
  const id = conversation?.id ?? '';
  let seq = (await db.conversations.get(conversation?.key ?? 0))?.head ?? 0;
  const from = conversation?.members.find((user) => user !== ME) ?? ME;
  const dice = new Dice(7);
  const one = () => {
    seq++;
    return store.apply(fence, [
      { type: 'putEntries', conversation: id, entries: [messageAt(seq, from, textOf(dice), 9_999)] },
      { type: 'setCoverage', conversation: id, head: seq, covered: `1-${seq}` },
    ]);
  };
  return {
    'receive to commit': await times(one),
    'receive and list again': await times(async () => {
      await one();
      await views.conversations();
    }),
  };
}

/** What search costs a transaction that writes a page: the same one with and without it. */
async function indexing() {
  const dice = new Dice(11);
  let entry = 1_000_000_000;
  const run = (lines: number) =>
    times(() =>
      db.transaction('rw', searchTables(db), async () => {
        await db.postings.delete(-1);
        await indexLines(
          db,
          Array.from({ length: lines }, () => ({ entry: entry++, conversation: 1, at: 1, text: textOf(dice) })),
        );
      }),
    );
  return { 'transaction of nothing': await run(0), 'indexing 1': await run(1), 'indexing 200': await run(200) };
}

async function usage() {
  const estimate = await navigator.storage.estimate();
  return { megabytes: (estimate.usage ?? 0) / 1e6, segments: await db.terms.count() };
}

export const figures = { filled, reads, sends, receives, indexing, usage };

declare global {
  interface Window {
    figures: typeof figures;
  }
}

window.figures = figures;
