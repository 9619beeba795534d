import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Content, Entry } from '../../src/protocol/frames';
import { conversationId } from '../../src/protocol/ids';
import { KIND } from '../../src/protocol/kinds';
import type { QueuedRow } from '../../src/sync/core/events';
import { BOB, entry, ME, Profile, WITH_BOB } from './profile';

/*
 * An own entry is in the outbox or in the log, never in neither and never twice, whatever the user does between the
 * things that happen to what they did before.
 */

/** The log of the conversation with Bob, as a server keeps it. */
class Log {
  private readonly entries: Entry[] = [];
  private readonly burnt = new Set<string>();

  /** What it answers to what may have come over the wire: a seq, or nothing where the id is burnt. */
  receive(row: QueuedRow): number | undefined {
    const known = this.entries.find((each) => each.id === row.id);
    if (known !== undefined) {
      return known.seq;
    }
    if (row.type === 'cancel' || this.burnt.has(row.id)) {
      this.burnt.add(row.id);
      return undefined;
    }
    return this.append(ME, row.id, row.content);
  }

  append(from: string, id: string, content: Content): number {
    const seq = this.entries.length + 2;
    this.entries.push(entry(seq, from, id, content));
    return seq;
  }

  /** Entries as they are pushed to a device. */
  from(seq: number): readonly Entry[] {
    return this.entries.filter((each) => each.seq >= seq);
  }

  /** Loses what stands behind this seq, as a backup does. */
  restore(upTo: number): readonly number[] {
    return this.entries.splice(Math.max(0, upTo - 1)).map((each) => each.seq);
  }

  get head(): number {
    return this.entries.length + 1;
  }

  /** The texts of own messages that stand, with their edits. */
  texts(): readonly string[] {
    const changes = (seq: number, kind: string) =>
      this.entries.filter((each) => each.content.kind === kind && each.content.target === seq);
    return this.entries
      .filter(({ seq, from, content }) => {
        return from === ME && content.kind === KIND.message && changes(seq, KIND.delete).length === 0;
      })
      .map((each) => (changes(each.seq, KIND.edit).at(-1) ?? each).content.body.data);
  }
}

/** What the user believes they have said, beside what happens to it. */
class Story {
  private readonly said = new Map<number, string>();
  private readonly log = new Log();
  private words = 0;

  private constructor(
    readonly profile: Profile,
    private readonly conversation: number,
  ) {}

  static async begin(byName: boolean): Promise<Story> {
    const profile = await Profile.open();
    return new Story(profile, await profile.writes.open(byName ? 'bob' : BOB));
  }

  /** One thing that the user does, or that happens to the first row of the queue. */
  async happen({ what, which }: Step): Promise<void> {
    const { writes } = this.profile;
    const message = [...this.said.keys()].at(which % Math.max(1, this.said.size));
    switch (what) {
      case 'send': {
        const text = `text ${++this.words}`;
        this.said.set(await writes.send(this.conversation, text), text);
        break;
      }
      case 'edit':
        if (message !== undefined) {
          const text = `text ${++this.words}`;
          await writes.edit(message, text);
          this.said.set(message, text);
        }
        break;
      case 'discard':
        if (message !== undefined) {
          await writes.discard(message);
          this.said.delete(message);
        }
        break;
      case 'draft':
        await writes.saveDraft(this.conversation, which % 2 === 0 ? '' : `draft ${++this.words}`);
        break;
      case 'hear':
        this.log.append(BOB, `b${this.log.head}`, { kind: 'message', mentions: [], blobs: [], body: TEXT });
        await this.push();
        break;
      case 'lookUp':
        await this.lookUp();
        break;
      case 'restore':
        await this.restore(1 + (which % this.log.head));
        break;
      case 'retry':
        await this.retry();
        break;
      default:
        await this.first(what);
    }
    await this.profile.rules();
  }

  private async push(): Promise<void> {
    const { profile, log } = this;
    await profile.apply(
      { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
      { type: 'putEntries', conversation: WITH_BOB, entries: log.from(0) },
      { type: 'setCoverage', conversation: WITH_BOB, head: log.head, covered: `1-${log.head}` },
    );
  }

  /** The server comes back from a backup; the device compares, and queues again what was its own and is gone. */
  private async restore(upTo: number): Promise<void> {
    const lost = this.log.restore(upTo);
    await this.profile.apply(
      { type: 'beginEpoch', epoch: `e${++this.words}` },
      { type: 'displace', conversation: WITH_BOB, seqs: lost },
      { type: 'setCoverage', conversation: WITH_BOB, head: this.log.head, covered: `1-${this.log.head}` },
      { type: 'verified', conversation: WITH_BOB, upTo: this.log.head },
    );
  }

  private async lookUp(): Promise<boolean> {
    const lookup = (await this.profile.rows()).find((row) => row.type === 'lookup');
    if (lookup !== undefined) {
      await this.profile.apply({ type: 'resolve', row: lookup.key, person: { id: BOB, name: 'bob' } });
    }
    return lookup !== undefined;
  }

  /** From the oldest on: of two edits that failed the later one is to count. */
  private async retry(): Promise<boolean> {
    const [failed] = (await this.profile.db.outbox.orderBy('[conversation+pos]').toArray()).filter((row) => row.failed);
    if (failed?.entry !== undefined) {
      await this.profile.writes.retry(failed.entry);
    }
    return failed !== undefined;
  }

  /** Something happens to the row that must leave first. */
  private async first(what: Fate): Promise<boolean> {
    const { profile, log } = this;
    const row = (await profile.rows()).find((each) => each.type !== 'lookup' && each.conversation === WITH_BOB);
    if (row === undefined || row.type === 'lookup') {
      return false;
    }
    if (row.type === 'send') {
      await profile.markSent(row);
    }
    switch (what) {
      case 'lostOnTheWay':
        break;
      case 'answerLost':
        log.receive(row);
        break;
      case 'answered': {
        const seq = log.receive(row);
        await (seq === undefined
          ? profile.apply({ type: 'burnt', conversation: WITH_BOB, id: row.id })
          : profile.confirm(row, seq));
        break;
      }
      case 'pushed':
        if (log.receive(row) !== undefined) {
          await this.push();
        }
        break;
      case 'refused':
        if (row.type === 'send' && row.content.kind === KIND.message && log.from(0).every(({ id }) => id !== row.id)) {
          const code = row.key % 2 === 0 ? 'id_reused' : 'not_accepted';
          await profile.apply({ type: 'fail', row: row.key, rev: row.rev, code, reason: 'No.' });
        }
        break;
    }
    return true;
  }

  /** Everything goes out; then log, screen and the user's belief are the same. */
  async end(): Promise<void> {
    await this.lookUp();
    for (let i = 0; (await this.retry()) || (await this.first('answered')); i++) {
      await this.profile.rules();
      expect(i).toBeLessThan(1_000);
    }
    await this.profile.confirmAll(conversationId.account(ME), 0);
    await this.push();
    await this.profile.rules();
    expect(await this.profile.db.outbox.count()).toBe(0);
    const said = [...this.said.values()].toSorted();
    expect(this.log.texts().toSorted()).toEqual(said);
    const lines = await this.profile.lines(await this.profile.key(WITH_BOB));
    const own = lines.filter((line) => line.sender === ME && !line.deleted);
    expect(own.map((line) => line.text)).toEqual(this.log.texts());
  }
}

const TEXT = { type: 'text/plain', data: 'Hi' };

type Fate = 'lostOnTheWay' | 'answerLost' | 'answered' | 'pushed' | 'refused';

interface Step {
  readonly what: Fate | 'send' | 'edit' | 'discard' | 'draft' | 'hear' | 'lookUp' | 'retry' | 'restore';
  readonly which: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(
    { arbitrary: fc.constant('send' as const), weight: 3 },
    { arbitrary: fc.constantFrom('edit' as const, 'discard' as const), weight: 4 },
    { arbitrary: fc.constantFrom('draft' as const, 'hear' as const, 'lookUp' as const, 'retry' as const), weight: 3 },
    { arbitrary: fc.constant('restore' as const), weight: 1 },
    {
      arbitrary: fc.constantFrom<Fate>('lostOnTheWay', 'answerLost', 'answered', 'pushed', 'refused'),
      weight: 6,
    },
  ),
  which: fc.nat(20),
});

const story = (...all: readonly Step['what'][]): Step[] => all.map((what) => ({ what, which: 0 }));

/** An edit waits for its message to be back in the log, and must not stand before it. */
const FOUND: [boolean, Step[]][] = [
  [false, story('send', 'pushed', 'edit', 'restore', 'refused')],
  [false, story('send', 'answered', 'restore', 'answerLost', 'edit', 'hear', 'restore')],
];

describe('outbox or log', () => {
  test('whatever the user does between sending and answer, every message is said once, as they want it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(step, { maxLength: 30, size: 'max' }), async (byName, steps) => {
        const told = await Story.begin(byName);
        try {
          for (const each of steps) {
            await told.happen(each);
          }
          await told.end();
        } finally {
          await told.profile.remove();
        }
      }),
      { numRuns: Number(process.env.GODWIT_RUNS ?? 25), examples: FOUND },
    );
  }, 120_000);
});
