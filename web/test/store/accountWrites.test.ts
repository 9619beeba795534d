import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import type { Entry } from '../../src/protocol/frames';
import { type AccountSetting, SETTING } from '../../src/protocol/groups';
import { conversationId } from '../../src/protocol/ids';
import { writeSetting } from '../../src/protocol/settings';
import { Settings, settingOf } from '../../src/store/settings';
import { BOB, CAROL, DAVE, entry, ME, NOW, Profile, refusal, WITH_BOB } from './profile';

const ACCOUNT = conversationId.account(ME);

let profile: Profile;

beforeEach(async () => {
  profile = await Profile.open();
  await profile.named(BOB, 'bob');
  await profile.named(CAROL, 'carol');
});

afterEach(async () => {
  await profile.rules();
  await profile.remove();
});

/** A conversation that Bob began. */
async function withBob(): Promise<number> {
  await profile.apply(
    { type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] },
    { type: 'putEntries', conversation: WITH_BOB, entries: [entry(2, BOB, 'b1', content.message('Hello'))] },
    { type: 'setCoverage', conversation: WITH_BOB, head: 2, covered: '2' },
  );
  return profile.key(WITH_BOB);
}

async function value(name: string): Promise<string | undefined> {
  return (await new Settings(profile.db, ME).get(name)).value;
}

function setting(seq: number, name: string, text: string | undefined): Entry {
  return entry(seq, ME, `s${seq}`, writeSetting(text === undefined ? { name } : { name, value: text }));
}

async function elsewhere(...entries: readonly Entry[]): Promise<void> {
  await profile.apply({ type: 'putEntries', conversation: ACCOUNT, entries });
}

async function leaving(): Promise<readonly AccountSetting[]> {
  const rows = await profile.rows();
  return rows
    .flatMap((row) => (row.type === 'send' ? [settingOf(row.content)] : []))
    .filter((each) => each !== undefined);
}

describe('contacts and blocks', () => {
  test('hold at once, and stay once they are stored', async () => {
    await profile.writes.addContact('bob', ' Bobby ');
    await profile.writes.block(CAROL);
    const held = new Map([
      [SETTING.contact + BOB, 'Bobby'],
      [SETTING.block + CAROL, ''],
    ]);
    for (const [name, text] of held) {
      expect(await new Settings(profile.db, ME).get(name)).toEqual({ value: text, waiting: true });
    }
    await profile.confirmAll(ACCOUNT, 1);
    for (const [name, text] of held) {
      expect(await new Settings(profile.db, ME).get(name)).toEqual({ value: text, waiting: false });
    }
    await profile.writes.unblock('carol');
    expect(await new Settings(profile.db, ME).get(SETTING.block + CAROL)).toEqual({ waiting: true });
  });

  test('are about somebody else, who can be called that', async () => {
    expect(await refusal(profile.writes.block(ME))).toBe('not_allowed');
    expect(await refusal(profile.writes.addContact('bob', 'x'.repeat(101)))).toBe('bad_name');
    expect(await refusal(profile.writes.addContact('', 'x'))).toBe('bad_name');
  });

  test('wait for the lookup of a name that is not known', async () => {
    await profile.writes.addContact('dave', '');
    expect(await leaving()).toEqual([]);
    await profile.resolve(DAVE, 'dave');
    expect(await leaving()).toEqual([{ name: SETTING.contact + DAVE, value: '' }]);
    // The person has taken the place of the made-up one for what comes later, too.
    await profile.writes.removeContact('dave');
    expect(await leaving()).toEqual([]);
    expect(await profile.db.outbox.count()).toBe(0);
  });

  test('that were taken back need no lookup any more', async () => {
    await profile.writes.addContact('dave', '');
    await profile.writes.removeContact('dave');
    expect(await profile.db.outbox.count()).toBe(0);
    expect(await profile.db.needs.count()).toBe(0);
  });
});

describe('drafts', () => {
  test('of a day without a network are one entry', async () => {
    const key = await withBob();
    for (const text of ['H', 'Hel', 'Hello']) {
      await profile.writes.saveDraft(key, text);
    }
    expect(await leaving()).toEqual([{ name: SETTING.draft + WITH_BOB, value: 'Hello' }]);
    // One that may have left stays, and one behind it is replaced.
    await profile.markSent(await profile.queued());
    await profile.writes.saveDraft(key, 'Hello B');
    await profile.writes.saveDraft(key, 'Hello Bob');
    expect((await leaving()).map((each) => each.value)).toEqual(['Hello', 'Hello Bob']);
    expect(await value(SETTING.draft + WITH_BOB)).toBe('Hello Bob');
    await profile.confirmAll(ACCOUNT, 1);
    await profile.writes.saveDraft(key, 'Hello Bob');
    expect(await leaving()).toEqual([]);
    expect(await value(SETTING.draft + WITH_BOB)).toBe('Hello Bob');
  });

  test('that were taken back before they left leave nothing', async () => {
    const key = await withBob();
    await profile.writes.saveDraft(key, 'Hello');
    await profile.writes.saveDraft(key, '  ');
    expect(await profile.db.outbox.count()).toBe(0);
    expect(await refusal(profile.writes.saveDraft(key, 'x'.repeat(16 * 1024 + 1)))).toBe('too_large');
  });

  test('are finished everywhere by the message', async () => {
    const key = await withBob();
    await elsewhere(setting(1, SETTING.draft + WITH_BOB, 'from the other device'));
    expect(await value(SETTING.draft + WITH_BOB)).toBe('from the other device');
    await profile.writes.send(key, 'Hello');
    expect(await value(SETTING.draft + WITH_BOB)).toBeUndefined();
    expect(await leaving()).toEqual([{ name: SETTING.draft + WITH_BOB }]);
    await profile.writes.send(key, 'Again');
    expect((await leaving()).length).toBe(1);
  });

  test('to a name stay here until it is looked up', async () => {
    const key = await profile.writes.open('dave');
    await profile.writes.send(key, 'Hi');
    await profile.writes.saveDraft(key, 'and more');
    expect((await profile.db.conversations.get(key))?.draft).toBe('and more');
    expect(await leaving()).toEqual([]);
    await profile.resolve(DAVE, 'dave');
    const id = conversationId.direct(ME, DAVE);
    expect(await leaving()).toEqual([{ name: SETTING.draft + id, value: 'and more' }]);
    expect((await profile.db.conversations.get(key))?.draft).toBe('');
    await profile.writes.send(key, 'and more');
    expect(await leaving()).toEqual([]);
  });

  test('to a name are not put over the one that the conversation has', async () => {
    const byName = await profile.writes.open('dave');
    await profile.writes.send(byName, 'Hi');
    await profile.writes.saveDraft(byName, 'mine');
    const byId = await profile.writes.open(DAVE);
    await profile.writes.saveDraft(byId, 'older');
    await profile.resolve(DAVE, 'dave');
    expect((await leaving()).map((each) => each.value)).toEqual(['older']);
  });

  test('to a name are gone when it is sent', async () => {
    const key = await profile.writes.open('dave');
    await profile.writes.saveDraft(key, 'Hi');
    await profile.writes.send(key, 'Hi');
    expect((await profile.db.conversations.get(key))?.draft).toBe('');
  });
});

describe('muting', () => {
  test('is a setting of the conversation, and needs its id', async () => {
    const key = await withBob();
    await profile.writes.mute(key, NOW);
    expect(await value(SETTING.mute + WITH_BOB)).toBe(String(NOW));
    await profile.writes.unmute(key);
    expect(await leaving()).toEqual([]);
    expect(await refusal(profile.writes.mute(await profile.writes.open('dave'), 0))).toBe('no_conversation');
  });
});

describe('accepting', () => {
  test('is one entry that is no line, and none where the user has written', async () => {
    const key = await withBob();
    await profile.writes.accept(key);
    await profile.writes.accept(key);
    expect((await profile.rows()).length).toBe(1);
    expect((await profile.lines(key)).length).toBe(1);
    const group = await profile.writes.createGroup('Walk', []);
    expect(await refusal(profile.writes.accept(group))).toBe('not_allowed');
  });
});

describe('settings', () => {
  test('in any order end as the last in the log', async () => {
    const log = fc.array(fc.record({ name: fc.nat(5), value: fc.option(fc.string(), { nil: undefined }) }), {
      maxLength: 40,
    });
    const mixed = fc.record({
      log,
      order: fc.infiniteStream(fc.nat()),
      batches: fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(mixed, async (given) => {
        const prefix = `x${++run}.`;
        const written = given.log.map((each, i) => setting(1_000 * run + i, prefix + each.name, each.value));
        const left = written
          .map((each) => ({ each, place: given.order.next().value }))
          .toSorted((one, other) => one.place - other.place)
          .map(({ each }) => each);
        while (left.length > 0) {
          await elsewhere(...left.splice(0, given.batches.next().value));
        }
        const last = new Map(
          written.map((each) => [settingOf(each.content)?.name ?? '', settingOf(each.content)?.value]),
        );
        for (const [name, text] of last) {
          expect(await value(name)).toBe(text);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('that were overwritten by an entry that is gone count again', async () => {
    await elsewhere(setting(2, SETTING.audience, 'contacts'));
    await elsewhere(setting(3, SETTING.audience, 'nobody'), setting(4, 'other', 'x'));
    expect(await value(SETTING.audience)).toBe('nobody');
    await profile.apply({ type: 'beginEpoch', epoch: 'e2' }, { type: 'displace', conversation: ACCOUNT, seqs: [3, 4] });
    // The user's own is queued again.
    expect(await value(SETTING.audience)).toBe('nobody');
    const { key, rev } = await profile.queued();
    await profile.apply({ type: 'withdrawn', row: key, rev });
    expect(await value(SETTING.audience)).toBe('contacts');
  });

  test('that failed make room for a later one', async () => {
    await profile.writes.set('colour', 'red');
    await profile.fail(0, 'not_allowed');
    expect(await value('colour')).toBeUndefined();
    await profile.writes.set('colour', 'blue');
    expect(await profile.db.outbox.count()).toBe(1);
    expect(await value('colour')).toBe('blue');
    expect(await refusal(profile.writes.set('x'.repeat(65), ''))).toBe('bad_name');
  });

  test('tell the engine that the user is busy', async () => {
    await profile.writes.set(SETTING.status, 'busy');
    expect((await profile.store.localChanges()).busy).toBe(true);
    await profile.writes.set(SETTING.status, undefined);
    expect((await profile.store.localChanges()).busy).toBe(false);
  });
});
