import { expect, test } from 'vitest';
import { content } from '../../../src/protocol/contents';
import { Bench, BOB, entry, ME, only, row, rows, WITH_BOB, WITH_CAROL } from './bench';

test('what waits leaves in the flight of hello, each naming its predecessor', () => {
  const bench = new Bench([], rows(1, 3)).start().open();
  expect(bench.allFrames()[0]?.t).toBe('hello');
  expect(bench.sends()).toEqual(['id1', 'id2 after id1', 'id3 after id2']);
  expect(bench.ops).toEqual([1, 2, 3].map((key) => ({ type: 'markSent', row: key, rev: 0 })));
});

test('the first flight is limited in number and bytes', () => {
  expect(new Bench([], rows(1, 50)).start().open().sends()).toHaveLength(32);
  const large = [1, 2, 3, 4, 5, 6].map((key) => row(key, { content: content.message('x'.repeat(60_000)) }));
  expect(new Bench([], large).start().open().sends()).toHaveLength(4);
  const wide = [1, 2, 3, 4].map((key) => row(key, { content: content.message('€'.repeat(21_000)) }));
  expect(
    new Bench([], [...wide, row(5, { content: content.message('€'.repeat(21_000)) })]).start().open().sends(),
  ).toHaveLength(4);
});

test('what has a target waits for the greeting', () => {
  const bench = new Bench([], [row(1), row(2, { content: content.edit(2, 'x') }), row(3)]).start().open();
  expect(bench.sends()).toEqual(['id1']);
  expect(bench.welcome().sends()).toEqual(['id2 after id1', 'id3 after id2']);
});

test('the window is kept and refilled by answers', () => {
  const bench = new Bench([], rows(1, 50)).start().open().welcome({ window: 34 });
  expect(bench.sends()).toEqual(['id33 after id32', 'id34 after id33']);
  expect(bench.sent(1, 2).sends()).toEqual(['id35 after id34']);
});

test('a stored predecessor is not named any more', () => {
  const bench = new Bench([], rows(1, 1)).online().sent(1, 2);
  expect(bench.wrote('confirm')).toEqual([{ type: 'confirm', conversation: WITH_BOB, id: 'id1', seq: 2, at: 1_002 }]);
  expect(bench.changed(rows(2, 2)).sends()).toEqual(['id2']);
});

test('a throttled send and what is behind it go again in order', () => {
  const bench = new Bench([], rows(1, 3)).online().refused(1, 'throttled', 5_000);
  expect(bench.sends()).toEqual([]);
  expect(bench.wrote('postpone')).toEqual([{ type: 'postpone', row: 1, rev: 0, attempts: 1, delay: 5_000 }]);
  bench.refused(2, 'after_pending').refused(3, 'after_pending');
  expect(bench.sends()).toEqual([]);
  expect(bench.wakeAt).toBeLessThanOrEqual(bench.now + 5_000);
  expect(bench.after(5_000).tick().sends(), 'one at a time until one is taken').toEqual(['id1']);
  expect(bench.sent(1, 2).sends()).toEqual(['id2', 'id3 after id2']);
});

test('transient refusals never become failed', () => {
  const bench = new Bench([], rows(1, 1)).online();
  for (let round = 0; round < 12; round += 1) {
    for (const code of ['retry', 'throttled', 'storage_full', 'draining'] as const) {
      bench.refused(1, code);
      expect(bench.wrote('fail')).toEqual([]);
      expect(bench.after(60_001).tick().sends()).toEqual(['id1']);
      bench.current();
    }
  }
});

test('a permanent refusal fails one and the rest goes on without it', () => {
  const bench = new Bench([], rows(1, 3)).online().refused(1, 'bad_content');
  const reason = 'Refused. Correct the content and send it under a new id.';
  expect(bench.wrote('fail')).toEqual([{ type: 'fail', row: 1, rev: 0, code: 'bad_content', reason }]);
  bench.changed(rows(2, 3)).refused(2, 'after_pending');
  expect(bench.sends()).toEqual(['id2']);
  bench.refused(3, 'after_pending');
  expect(bench.sends()).toEqual(['id3 after id2']);
});

test('a lost connection sends everything unanswered again under the same ids', () => {
  const bench = new Bench([], rows(1, 2)).online().closed().tryNow().open();
  expect(bench.sends()).toEqual(['id1', 'id2 after id1']);
  expect(bench.wrote('markSent'), 'they were marked before').toEqual([]);
});

test('conversations do not wait for each other', () => {
  const bench = new Bench([], [row(1), row(2, { conversation: WITH_CAROL })]).online().refused(1, 'throttled', 60_000);
  expect(bench.changed([row(1), row(3, { conversation: WITH_CAROL })]).sends()).toEqual(['id3']);
});

test('nothing passes a withdrawal that is not answered', () => {
  const cancel = { type: 'cancel', key: 1, rev: 1, attempts: 0, conversation: WITH_BOB, with: BOB, id: 'id1' } as const;
  const bench = new Bench([], [cancel, row(2)]).online();
  expect(bench.sends()).toEqual([]);
  bench.got({ t: 'cancelled', conversation: WITH_BOB, id: 'id1' });
  expect(bench.sends(), 'its replacement is only in the database yet').toEqual([]);
  expect(bench.done('readOutbox')).toHaveLength(1);
  bench.changed([row(1, { rev: 2, id: 'new' }), row(2)]);
  expect(bench.sends()).toEqual(['new', 'id2 after new']);
});

/** Seed 447 of `RandomGroupTest`: an edited message waited for ever, failed and withdrawn at the same time. */
test('the refusal of a message that was edited meanwhile is not taken for the answer to its withdrawal', () => {
  const cancel = { type: 'cancel', key: 1, rev: 1, attempts: 0, conversation: WITH_BOB, with: BOB, id: 'id1' } as const;
  const bench = new Bench([], rows(1, 2)).online().changed([cancel, row(2)]);
  expect(bench.frames('cancel'), 'the message is not answered yet').toEqual([]);
  bench.refused(1, 'not_accepted');
  expect(bench.wrote('fail')).toEqual([]);
  expect(bench.frames('cancel')).toEqual([{ t: 'cancel', conversation: WITH_BOB, id: 'id1', with: BOB }]);
  bench.refused(1, 'no_conversation');
  expect(bench.wrote('fail')).toMatchObject([{ code: 'no_conversation' }]);
});

test('a withdrawal leaves at once when the connection of the message is gone', () => {
  const cancel = { type: 'cancel', key: 1, rev: 1, attempts: 0, conversation: WITH_BOB, with: BOB, id: 'id1' } as const;
  const bench = new Bench([], rows(1, 1)).online().changed([cancel]);
  expect(bench.closed().tryNow().open().welcome().frames('cancel')).toHaveLength(1);
});

test('what was withdrawn elsewhere vanishes instead of failing', () => {
  const bench = new Bench([], rows(1, 1)).online().refused(1, 'cancelled');
  expect(bench.wrote('fail')).toEqual([]);
  expect(bench.wrote('withdrawn')).toEqual([{ type: 'withdrawn', row: 1, rev: 0 }]);
});

test('an own entry that comes by another way is an answer', () => {
  const bench = new Bench([], rows(1, 2)).online();
  bench.got({ t: 'entry', conversation: WITH_BOB, entry: entry(2, ME, 'id1') });
  expect(bench.closed().tryNow().open().sends()).toEqual(['id2']);
});

test('an unknown name is looked up once, and a fault is tried again', () => {
  const asked = { type: 'lookUp', row: 7, name: 'dave' };
  const bench = new Bench([], [{ type: 'lookup', key: 7, rev: 0, attempts: 0, name: 'dave' }]).start().open();
  expect(bench.done('lookUp')).toEqual([]);
  expect(bench.welcome().done('lookUp')).toEqual([asked]);
  bench.current().on({ type: 'lookupFailed', now: bench.now, row: 7 });
  expect(bench.after(60_001).tick().done('lookUp')).toEqual([asked]);
  bench.on({ type: 'lookedUp', now: bench.now, row: 7 });
  expect(only(bench.wrote('unknownName')).reason).toContain("'dave'");
});
