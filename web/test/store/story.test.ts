import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/protocol/frames';
import { Refusal } from '../../src/store/model';
import { drawnOf, shown } from './drawnLog';
import { LossyServer } from './lossyServer';
import { BOB, ME, Profile, WITH_BOB } from './profile';
import { kept, rederived } from './rederived';

/*
 * Whatever the user does, whatever arrives and whatever a server loses: after each step an own entry is in the outbox or
 * in the log, what is drawn is what the entries say, and in the end the device shows what the server has.
 */

const step = fc.record({
  what: fc.oneof(
    ...(
      [
        ['send', 3],
        ['edit', 5],
        ['discard', 1],
        ['retry', 1],
        ['read', 1],
        ['deliver', 6],
        ['lose answer', 1],
        ['refuse', 1],
        ['bob', 3],
        ['page', 2],
        ['restore', 1],
      ] as const
    ).map(([name, weight]) => ({ arbitrary: fc.constant(name), weight })),
  ),
  one: fc.nat(1000),
  other: fc.nat(1000),
});

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function take(profile: Profile, server: LossyServer, { what, one, other }: Step): Promise<void> {
  const conversation = await profile.key(WITH_BOB);
  const lines = await profile.lines(conversation);
  const line = lines[one % Math.max(1, lines.length)];
  const own = lines.filter((each) => each.sender === ME);
  const mine = own[one % Math.max(1, own.length)];
  switch (what) {
    case 'send':
      await profile.writes.send(conversation, `mine ${one}`);
      return;
    case 'edit':
      return mine && willing(profile.writes.edit(mine.entry, `edit ${other} of ${mine.entry}`));
    case 'discard':
      return mine && willing(profile.writes.discard(mine.entry));
    case 'retry':
      return mine && willing(profile.writes.retry(mine.entry));
    case 'read':
      return line && profile.writes.markRead(line.entry);
    case 'deliver':
      return server.deliver(true);
    case 'lose answer':
      return server.deliver(false);
    case 'refuse':
      return server.refuse(other % 2 === 0 ? 'id_reused' : 'bad_content');
    case 'bob':
      return server.bobWrites(one);
    case 'page':
      return server.page(one, other);
    case 'restore':
      return server.restore(one);
    default:
      return what satisfies never;
  }
}

/** What cannot be done is refused, and nothing else goes wrong. */
async function willing(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (cause) {
    if (!(cause instanceof Refusal)) {
      throw cause;
    }
  }
}

/** Everything goes out and comes in; what was refused is given up. */
async function settle(profile: Profile, server: LossyServer): Promise<void> {
  for (let turn = 0; turn < 400; turn++) {
    const waiting = await profile.db.outbox.toArray();
    const failed = waiting.find((row) => row.failed);
    if (waiting.length === 0) {
      break;
    }
    if (failed?.entry !== undefined) {
      await profile.writes.discard(failed.entry);
    } else {
      await server.deliver(true);
    }
  }
  expect(await profile.db.outbox.toArray()).toEqual([]);
  await profile.apply({ type: 'putEntries', conversation: WITH_BOB, entries: await missing(profile, server) });
}

/** What of the log is not here. */
async function missing(profile: Profile, { log, head }: LossyServer): Promise<readonly Entry[]> {
  const here = new Map((await profile.store.localEntries(WITH_BOB, 1, head)).map(({ seq, id }) => [seq, id]));
  return log.filter(({ seq, id }) => here.get(seq) !== id);
}

/** Edits that stand in the log about other entries than the user meant. */
async function misdirected(profile: Profile, { log }: LossyServer): Promise<readonly Entry[]> {
  const seqs = new Map((await profile.db.entries.toArray()).map((row) => [row.key, row.seq]));
  return log.filter(({ content, from }) => {
    const meant = Number(content.body.data.split(' of ')[1]);
    return content.kind === 'edit' && from === ME && seqs.get(meant) !== content.target;
  });
}

test('an own entry is in the outbox or in the log after any steps, and drawn as the entries say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 45 }), async (steps) => {
      const profile = await Profile.open();
      try {
        await profile.writes.open(BOB);
        const server = new LossyServer(profile);
        for (const each of steps) {
          await take(profile, server, each);
          await profile.rules();
        }
        const asItWasKept = await kept(profile.db);
        expect(await rederived(profile.db)).toEqual(asItWasKept);
        await settle(profile, server);
        const seen = (await profile.db.conversations.get(await profile.key(WITH_BOB)))?.seen ?? 0;
        expect(await shown(profile)).toEqual(drawnOf(server.log, seen));
        expect(await misdirected(profile, server)).toEqual([]);
        const again = await kept(profile.db);
        expect(await rederived(profile.db)).toEqual(again);
      } finally {
        await profile.remove();
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 20) },
  );
}, 600_000);
