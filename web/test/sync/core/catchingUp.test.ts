import { expect, test } from 'vitest';
import type { Change, FrameOf, Item, Seq, ServerFrame } from '../../../src/protocol/frames';
import type { LocalEntry } from '../../../src/sync/core/events';
import { Bench, BOB, complete, entries, entry, known, ME, only, rows, WITH_BOB } from './bench';

function changes(head: Seq, items: readonly Item[] = [], more: Partial<Change> = {}): ServerFrame {
  const change = { conversation: WITH_BOB, members: [ME, BOB], head, cursors: [], items, ...more };
  return { t: 'changes', conversations: [change] };
}

function sync(bench: Bench) {
  return only(bench.frames('sync'));
}

/** The answer to what was just asked for: the newest first, as the server says it. */
function page(bench: Bench, items: readonly Item[], head: Seq, more = false): FrameOf<ServerFrame, 'page'> {
  return { t: 'page', rid: sync(bench).rid, conversation: WITH_BOB, items, head, more };
}

function fromBob(from: Seq, to: Seq): Item[] {
  return entries(from, to).toReversed();
}

function local(seq: Seq, id: string, at: number): LocalEntry {
  return { seq, at, sender: BOB, id, epoch: 1 };
}

function compared(bench: Bench, locals: readonly LocalEntry[]): Bench {
  return bench.on({ type: 'localEntries', now: bench.now, conversation: WITH_BOB, entries: locals });
}

/** Connected to a server that was restored from a backup. */
function restored(head: Seq): Bench {
  return new Bench([complete(head)]).start().open().welcome({ epoch: 'e2' });
}

test('the newest page comes first and the rest in the background', () => {
  const bench = new Bench().start().open().welcome().got(changes(500));
  expect(sync(bench)).toMatchObject({ direction: 'before', seq: 501, limit: 200 });
  bench.got(page(bench, fromBob(301, 500), 500, true));
  expect(only(bench.wrote('setCoverage')).covered).toBe('301-500');
  expect(sync(bench).seq).toBe(301);
  bench.got(page(bench, fromBob(101, 300), 500, true));
  expect(sync(bench).limit).toBe(100);
  bench.got(page(bench, fromBob(1, 100), 500));
  expect(only(bench.wrote('setCoverage')).covered).toBe('1-500');
  expect(bench.frames('sync')).toEqual([]);
});

test('a new device fetches a screenful of each conversation before the rest of any', () => {
  const bench = new Bench().start().open().welcome();
  const all = [1, 2, 3, 4, 5, 6].map((number) => `d${String(number).padStart(32, '0')}`);
  bench.got({
    t: 'changes',
    conversations: all.map((conversation) => ({ conversation, members: [], head: 300, cursors: [], items: [] })),
  });
  expect(bench.frames('sync').map(({ conversation, limit }) => [conversation, limit])).toEqual(
    all.slice(0, 4).map((conversation) => [conversation, 50]),
  );
  const [first] = bench.frames('sync');
  bench.got({
    t: 'page',
    rid: first?.rid ?? 0,
    conversation: all[0] ?? '',
    items: fromBob(251, 300),
    head: 300,
    more: true,
  });
  expect(sync(bench).conversation).toBe(all[4]);
});

test('a gap before a push is fetched', () => {
  expect(sync(new Bench([complete(5)]).online().pushed(8))).toMatchObject({ seq: 8, limit: 2 });
});

test('pushes that come twice or in the wrong order are written once', () => {
  const bench = new Bench([complete(5)]).online().pushed(7).pushed(6);
  expect(only(bench.wrote('setCoverage')).covered).toBe('1-7');
  expect(bench.pushed(6).ops).toEqual([]);
});

test('a skip counts as having', () => {
  const skip = { skip: { from: 1, to: 3, reason: 'retention' } };
  const bench = new Bench().start().open().welcome();
  bench.got(changes(4, [skip, entry(4, BOB, 'b4')]));
  expect(only(bench.wrote('setCoverage')).covered).toBe('1-4');
  expect(bench.frames('sync')).toEqual([]);
});

test('an empty page is not asked for again before the next check', () => {
  const bench = new Bench([complete(1)]).online().pushed(3);
  expect(bench.got(page(bench, [], 3)).frames('sync')).toEqual([]);
  expect(bench.after(61_000).tick().current().frames('sync')).toHaveLength(1);
});

test('a refused page is not asked for in a loop', () => {
  const bench = new Bench([complete(5)]).online().pushed(8);
  bench.got({ t: 'error', code: 'no_conversation', message: 'No.', hint: 'No.', rid: sync(bench).rid });
  expect(bench.frames('sync')).toEqual([]);
});

test('a page that the server cannot give now is asked for a second later', () => {
  const bench = new Bench([complete(5)]).online().pushed(8);
  bench.got({ t: 'error', code: 'retry', message: 'No.', hint: 'No.', rid: sync(bench).rid });
  expect(bench.frames('sync')).toEqual([]);
  expect(bench.after(999).tick().frames('sync')).toEqual([]);
  expect(bench.after(1).tick().frames('sync')).toHaveLength(1);
});

test('receipts are gathered for a moment and never pass a hole', () => {
  const bench = new Bench([complete(5)]).online().pushed(6).pushed(7).pushed(9);
  expect(bench.frames('receipts')).toEqual([]);
  bench.after(200).tick();
  expect(only(bench.frames('receipts')).receipts).toEqual([
    { conversation: WITH_BOB, cursor: { delivered: 7, read: 0 } },
  ]);
  expect(bench.after(1_000).tick().frames('receipts')).toEqual([]);
});

test('what was read waits for the hole below it', () => {
  const bench = new Bench([complete(5)])
    .online()
    .pushed(7)
    .changed([], { seen: [[WITH_BOB, 7]] });
  expect(only(bench.wrote('setCursor')).cursor).toEqual({ delivered: 5, read: 5 });
  expect(only(bench.pushed(6).wrote('setCursor')).cursor).toEqual({ delivered: 7, read: 7 });
});

test('unconfirmed receipts are repeated in hello until a check is answered', () => {
  const cursor = { delivered: 5, read: 3 };
  const bench = new Bench([known(5, '1-5', cursor, { delivered: 4, read: 3 })]).start().open();
  expect(only(bench.frames('hello')).receipts).toEqual([{ conversation: WITH_BOB, cursor }]);
  bench.welcome().current();
  expect(bench.wrote('confirmCursor'), 'that answered hello, not a check').toEqual([]);
  expect(bench.after(61_000).tick().frames('check')).toHaveLength(1);
  expect(bench.current().wrote('confirmCursor')).toEqual([{ type: 'confirmCursor', conversation: WITH_BOB, cursor }]);
});

test('a check comes every minute with the mark of the last one', () => {
  const bench = new Bench().online();
  for (let minute = 0; minute < 3; minute += 1) {
    const due = (bench.wakeAt ?? 0) - bench.now;
    expect(due).toBeGreaterThan(50_000);
    expect(due).toBeLessThanOrEqual(60_000);
    expect(bench.after(due).tick().frames('check')).toEqual([{ t: 'check', mark: 'm2' }]);
    bench.current();
  }
});

test('being behind is answered by a check at once', () => {
  expect(new Bench().online().got({ t: 'behind' }).frames('check')).toHaveLength(1);
});

test('a different digest makes an exact comparison, at most once a minute', () => {
  const different = { t: 'current', mark: 'm2', digest: '0123456789abcdef' } as const;
  const bench = new Bench([complete(5)]).start().open().welcome().got(different);
  expect(bench.frames('check')).toEqual([{ t: 'check' }]);
  bench.got(changes(5)).got(different).got({ t: 'behind' });
  expect(bench.frames('check')).toEqual([{ t: 'check', mark: 'm2' }]);
  expect(bench.got(different).frames('check')).toEqual([]);
});

test('what an exact answer does not mention is compared with the server', () => {
  const different = { t: 'current', mark: 'm2', digest: '0123456789abcdef' } as const;
  const bench = new Bench([complete(5)]).start().open().welcome().got(different).got(different);
  expect(sync(bench).seq).toBe(6);
});

test('a restored store is compared backwards and own lost entries are queued again', () => {
  const bench = restored(4);
  expect(bench.wrote('beginEpoch')).toEqual([{ type: 'beginEpoch', epoch: 'e2' }]);
  expect(sync(bench).seq).toBe(5);
  bench.got(page(bench, [entry(3, BOB, 'other'), entry(2, BOB, 'b2'), entry(1, BOB, 'b1')], 3));
  expect(bench.done('readLocal')).toHaveLength(1);
  compared(bench, [local(1, 'b1', 1_001), local(2, 'b2', 1_002), local(3, 'b3', 1_003), local(4, 'b4', 1_004)]);
  expect(bench.wrote('displace')).toEqual([{ type: 'displace', conversation: WITH_BOB, seqs: [3, 4] }]);
  expect(bench.wrote('verified')).toEqual([{ type: 'verified', conversation: WITH_BOB, upTo: 2 }]);
  expect(only(bench.wrote('setCoverage')).covered).toBe('1-3');
});

test('an entry that got its old seq again does not vouch for what is below it', () => {
  const bench = restored(2);
  bench.got(page(bench, [entry(2, BOB, 'b2'), entry(1, BOB, 'new')], 2));
  compared(bench, [local(1, 'b1', 1_001), local(2, 'b2', 999)]);
  expect(bench.wrote('displace')).toEqual([{ type: 'displace', conversation: WITH_BOB, seqs: [1] }]);
  expect(bench.wrote('verified')).toEqual([{ type: 'verified', conversation: WITH_BOB, upTo: 0 }]);
});

test('an answer for a seq where something else stands here means that the server went back', () => {
  const bench = new Bench([complete(4)]).online().changed(rows(1, 1)).sent(1, 3);
  expect(sync(bench).seq, 'compared backwards, from everything that is here').toBe(5);
});

test('nothing new leaves for a conversation that is being compared', () => {
  const bench = restored(4);
  expect(bench.changed(rows(1, 1)).sends()).toEqual([]);
});

test('nothing is claimed of a conversation that is being compared', () => {
  const claimed = { delivered: 5, read: 3 };
  const bench = new Bench([known(5, '1-5', claimed, { delivered: 4, read: 3 })]).start().open();
  bench.welcome({ epoch: 'e2' }).closed().after(60_000).tick().open();
  expect(only(bench.frames('hello'))).toMatchObject({ epoch: 'e2', receipts: [] });
});

test('an ack during a comparison is compared when the server goes back once more', () => {
  const bench = new Bench([complete(4)], rows(1, 1)).start().open();
  bench.welcome({ epoch: 'e2' });
  expect(only(bench.sent(1, 9).wrote('setCoverage')).head).toBe(9);
  bench.closed().after(60_000).tick().open().welcome({ epoch: 'e3' });
  expect(sync(bench).seq).toBe(10);
});

test('a mark is stored when its changes are', () => {
  const bench = new Bench([complete(4)]).start().open().welcome().got(changes(6));
  expect(only(bench.wrote('setCoverage')).head, 'the hole is written down').toBe(6);
  expect(bench.current().wrote('setMark')).toEqual([{ type: 'setMark', mark: 'm2' }]);
});

test('receipts of others are written, and own ones of other devices count as read', () => {
  const bench = new Bench([complete(5)]).online();
  const cursor = { delivered: 5, read: 2 };
  bench.got({ t: 'receipt', conversation: WITH_BOB, user: BOB, cursor });
  expect(bench.ops).toEqual([{ type: 'setCursor', conversation: WITH_BOB, user: BOB, cursor }]);
  bench.got({ t: 'receipt', conversation: WITH_BOB, user: ME, cursor: { delivered: 5, read: 4 } });
  expect(bench.wrote('setSeen')).toEqual([{ type: 'setSeen', conversation: WITH_BOB, seq: 4 }]);
});

test('settled means that nothing is left to do', () => {
  const bench = new Bench([complete(5)]).online();
  expect(bench.engine.status().settled).toBe(true);
  bench.pushed(6);
  expect(bench.engine.status().settled, 'the receipt is not confirmed').toBe(false);
  bench.on({ type: 'finish', now: bench.now });
  expect(bench.frames('check')).toHaveLength(1);
  expect(bench.current().engine.status().caughtUp).toBe(true);
});
