import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import type { Content, Entry, Seq } from '../../src/protocol/frames';
import { drawnOf, shown } from './drawnLog';
import { BOB, entry, ME, Profile, WITH_BOB } from './profile';
import { kept, rederived } from './rederived';

/*
 * "State + entries = fresh state": in whatever order the pages of a log come, however they are cut, and if some come
 * twice, the same lines, summaries and unread messages come out.
 */

interface Written {
  readonly mine: boolean;
  readonly what: 'message' | 'edit' | 'delete';
  /** Which of the entries before it is meant. */
  readonly about: number;
}

const written: fc.Arbitrary<Written> = fc.record({
  mine: fc.boolean(),
  what: fc.constantFrom('message', 'message', 'message', 'edit', 'edit', 'delete'),
  about: fc.nat(),
});

const story = fc.record({
  log: fc.array(written, { minLength: 1, maxLength: 30 }),
  cuts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 10 }),
  order: fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
  twice: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
  seen: fc.nat({ max: 31 }),
  seenAfter: fc.nat({ max: 31 }),
});

function entriesOf(log: readonly Written[]): readonly Entry[] {
  return log.map(({ mine, what, about }, index) => {
    const seq = index + 1;
    const from = mine ? ME : BOB;
    return entry(seq, from, `${mine ? 'm' : 'b'}${seq}`, contentOf(what, seq, 1 + (about % seq)));
  });
}

function contentOf(what: Written['what'], seq: Seq, about: Seq): Content {
  switch (what) {
    case 'message':
      return content.message(`message ${seq}`);
    case 'edit':
      return content.edit(about, `edit ${seq}`);
    case 'delete':
      return content.delete(about);
    default:
      return what satisfies never;
  }
}

function pagesOf(entries: readonly Entry[], cuts: readonly number[]): readonly (readonly Entry[])[] {
  const pages: (readonly Entry[])[] = [];
  for (let from = 0, cut = 0; from < entries.length; cut++) {
    const length = cuts[cut % cuts.length] ?? 1;
    pages.push(entries.slice(from, from + length));
    from += length;
  }
  return pages;
}

test('pages of a log may come in any order, and twice', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ log, cuts, order, twice, seen, seenAfter }) => {
      const entries = entriesOf(log);
      const pages = pagesOf(entries, cuts)
        .map((page, index) => ({ page, at: order[index] ?? 0, twice: twice[index] === true }))
        .toSorted((one, other) => one.at - other.at);
      const profile = await Profile.open();
      try {
        await profile.apply({ type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] });
        for (const [index, { page }] of [...pages, ...pages.filter((each) => each.twice)].entries()) {
          await profile.apply(
            { type: 'putEntries', conversation: WITH_BOB, entries: page },
            ...(index === seenAfter % pages.length
              ? [{ type: 'setSeen', conversation: WITH_BOB, seq: seen } as const]
              : []),
          );
        }
        expect(await shown(profile)).toEqual(drawnOf(entries, seen));
        const asItWasKept = await kept(profile.db);
        expect(await rederived(profile.db)).toEqual(asItWasKept);
      } finally {
        await profile.remove();
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 40) },
  );
}, 600_000);
