import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { writeGroupChange } from '../../src/protocol/groupChanges';
import { Database } from '../../src/store/database';
import { GroupLedger } from '../../src/store/groupLedger';
import { RandomGroup, type GroupEntry, type Step } from './randomGroup';

/*
 * "State + entries = fresh state", for groups: in whatever order and batches the entries of a group come, and at
 * whatever seqs the server says how it stands, the same tables come out.
 */

const ME = `u${'a'.repeat(26)}`;
const GROUP = 1;
const databases: Database[] = [];
let opened = 0;

/** A copy of the group of its own. */
class Copy {
  private constructor(private readonly db: Database) {}

  static async of(log: RandomGroup): Promise<Copy> {
    const db = new Database(`${ME}-${opened++}`);
    databases.push(db);
    await db.conversations.add({
      key: GROUP,
      id: log.id,
      members: [],
      head: 0,
      covered: '',
      trusted: 0,
      seen: 0,
      draft: '',
    });
    return new Copy(db);
  }

  /** One transaction. */
  async write(work: (ledger: GroupLedger) => Promise<void>): Promise<void> {
    await this.db.transaction('rw', this.db.tables, async () => {
      const ledger = new GroupLedger(this.db, ME);
      await work(ledger);
      await ledger.settle();
    });
  }

  async enter(entries: readonly GroupEntry[]): Promise<void> {
    await this.write(async (ledger) => {
      for (const { seq, from, content } of entries) {
        await ledger.entered(GROUP, seq, from, content);
      }
    });
  }

  async view(log: RandomGroup, seq: number): Promise<void> {
    await this.write((ledger) => ledger.setGroup(GROUP, log.view(seq)));
  }

  async nextEpoch(): Promise<void> {
    await this.db.meta.put({ name: 'epochNo', value: 1 });
  }

  async tables(): Promise<unknown> {
    const state = await this.db.groupStates.get(GROUP);
    return {
      title: state?.title,
      titleVersion: state?.titleVersion,
      history: state?.history,
      large: state?.large,
      count: state?.count,
      role: state?.role,
      members: await this.db.members.toArray(),
      links: await this.db.links.toArray(),
      names: (await this.db.conversations.get(GROUP))?.members,
    };
  }

  async roles(): Promise<Readonly<Record<string, string>>> {
    return Object.fromEntries((await this.db.members.toArray()).map((member) => [member.user, member.role]));
  }

  async members(): Promise<readonly string[]> {
    return (await this.db.members.toArray()).map((member) => member.user);
  }
}

afterEach(async () => {
  await Promise.all(databases.splice(0).map((db) => db.delete()));
});

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.nat(9),
  one: fc.nat(11),
  other: fc.nat(11),
  flag: fc.boolean(),
});
const steps = (most: number) => fc.array(step, { minLength: 1, maxLength: most, size: 'max' });
/** How a list is cut and mixed: the order of its elements, and how many come at once. */
const arrival = fc.record({
  order: fc.infiniteStream(fc.nat(1_000_000)),
  batches: fc.infiniteStream(fc.integer({ min: 1, max: 12 })),
  views: fc.infiniteStream(fc.option(fc.nat(1_000), { freq: 1 })),
});

describe('the tables of a group', () => {
  test('are the same in whatever order and batches its entries and views come', async () => {
    await fc.assert(
      fc.asyncProperty(steps(60), arrival, async (happened, { order, batches, views }) => {
        const log = new RandomGroup(ME).grow(happened);
        const inOrder = await Copy.of(log);
        for (const entry of log.entries) {
          await inOrder.enter([entry]);
        }
        const shuffled = await Copy.of(log);
        const left = log.entries
          .map((entry) => ({ entry, place: order.next().value }))
          .toSorted((one, other) => one.place - other.place)
          .map(({ entry }) => entry);
        while (left.length > 0) {
          await shuffled.enter(left.splice(0, batches.next().value));
          const view = views.next().value;
          if (view !== null) {
            await shuffled.view(log, 1 + (view % log.head));
          }
        }
        expect(await shuffled.tables()).toEqual(await inOrder.tables());
        expect(await shuffled.members()).toEqual([...log.members(log.head).keys()].toSorted());
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('need nothing but what the server says at any seq, and the entries behind it', async () => {
    await fc.assert(
      fc.asyncProperty(steps(60), fc.nat(), async (happened, at) => {
        const log = new RandomGroup(ME).grow(happened);
        const seq = 1 + (at % log.head);
        const copy = await Copy.of(log);
        await copy.view(log, seq);
        await copy.enter(log.entries.slice(seq));
        // Of a large group the view does not say who is in it.
        if (!log.view(seq).large) {
          const members = log.members(log.head);
          expect(await copy.members()).toEqual([...members.keys()].toSorted());
          expect(await copy.tables()).toMatchObject({ count: members.size, role: members.get(ME) });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('do not mind which of the entries before a view are here', async () => {
    await fc.assert(
      fc.asyncProperty(steps(60), fc.nat(), fc.infiniteStream(fc.boolean()), async (happened, at, here) => {
        const log = new RandomGroup(ME).grow(happened);
        const seq = 1 + (at % log.head);
        fc.pre(!log.view(seq).large);
        const copy = await Copy.of(log);
        await copy.enter(log.entries.filter((entry) => entry.seq > seq || here.next().value));
        await copy.view(log, seq);
        const members = log.members(log.head);
        const { title, history, large } = log.view(log.head);
        expect(await copy.roles()).toEqual(Object.fromEntries(members));
        expect(await copy.tables()).toMatchObject({ title, history, large, count: members.size });
      }),
      { numRuns: 40 },
    );
  });

  test('count who leaves a large group without ever having been named here', async () => {
    const log = new RandomGroup(ME);
    const copy = await Copy.of(log);
    const [one, other] = [`u${'y'.repeat(26)}`, `u${'z'.repeat(26)}`];
    await copy.write((ledger) =>
      ledger.setGroup(GROUP, { ...log.view(1), seq: 9, large: true, count: 700, members: [] }),
    );
    await copy.enter([
      { seq: 10, from: one, content: writeGroupChange({ type: 'leave' }) },
      { seq: 11, from: ME, content: writeGroupChange({ type: 'setRole', user: other, role: 'admin' }) },
    ]);
    expect(await copy.tables()).toMatchObject({ count: 699, names: [] });
    expect(await copy.roles()).toEqual({ [ME]: 'owner', [other]: 'admin' });
  });

  test('are right again after the server was restored to an earlier seq', async () => {
    await fc.assert(
      fc.asyncProperty(steps(40), steps(40), fc.nat(), fc.boolean(), async (before, after, at, early) => {
        const log = new RandomGroup(ME).grow(before);
        const same = 1 + (at % log.head);
        const other = log.copy(same).grow(after);
        const restored = await Copy.of(log);
        await restored.view(log, log.head);
        await restored.enter(log.entries);
        await restored.nextEpoch();
        if (early) {
          await restored.view(other, other.head);
        }
        await restored.write(async (ledger) => {
          for (let seq = same + 1; seq <= log.head; seq++) {
            await ledger.left(GROUP, seq);
          }
          await ledger.cut(GROUP, same);
        });
        await restored.enter(other.entries.slice(same));
        await restored.view(other, other.head);
        const fresh = await Copy.of(log);
        await fresh.enter(other.entries);
        expect(await restored.tables()).toEqual(await fresh.tables());
      }),
      { numRuns: 40 },
    );
  });

  test('do not change by a content that is none', async () => {
    const log = new RandomGroup(ME);
    const copy = await Copy.of(log);
    await copy.enter(log.entries);
    const before = await copy.tables();
    const content = { kind: 'group.title', mentions: [], blobs: [], body: { type: 'text/plain', data: 'no json' } };
    await copy.enter([{ seq: 2, from: ME, content }]);
    expect(await copy.tables()).toEqual(before);
  });

  test('take ten thousand members at once', async () => {
    const log = new RandomGroup(ME);
    const copy = await Copy.of(log);
    const users = Array.from({ length: 10_000 }, (_, i) => `u${String(i).padStart(26, '0')}`);
    const members = [...users.map((user) => ({ user, role: 'member' as const })), { user: ME, role: 'owner' as const }];
    await copy.write((ledger) => ledger.setGroup(GROUP, { ...log.view(1), count: members.length, members }));
    expect((await copy.members()).length).toBe(10_001);
    await copy.write((ledger) => ledger.setGroup(GROUP, { ...log.view(1), seq: 2, count: 1 }));
    expect(await copy.members()).toEqual([ME]);
  });
});
