import { describe, expect, test } from 'vitest';
import type { Connection } from '../../src/store/model';
import { bannerLines, type Facts } from '../../src/ui/banner/line';
import { itemWords } from '../../src/ui/outbox/itemWords';
import type { OutboxItem } from '../../src/store/model';
import { ME } from './world';

const ONLINE: Connection = { type: 'online', caughtUp: true };
const WAITING: Connection = { type: 'waiting', at: 5_000, reason: 'The server did not answer.' };

function lines(change: Partial<Facts>) {
  return bannerLines({ connection: ONLINE, network: true, waiting: 0, persisted: true, update: false, ...change });
}

describe('the line of the connection', () => {
  test('is not there while there is nothing to say', () => {
    expect(lines({})).toEqual([]);
    expect(lines({ waiting: 3 })).toEqual([]);
  });

  test('says what waits without a network, and offers nothing that cannot help', () => {
    expect(lines({ connection: WAITING, network: false, waiting: 3 })).toEqual([
      {
        about: 'connection',
        look: 'waiting',
        text: 'No network. 3 messages wait here and go out by themselves.',
      },
    ]);
  });

  test('counts down to the next attempt, which can be made now', () => {
    expect(lines({ connection: WAITING, waiting: 1 })).toEqual([
      { about: 'connection', look: 'waiting', text: '1 message waits here', until: 5_000, action: 'tryNow' },
    ]);
    expect(lines({ connection: WAITING })[0]?.text).toBe('');
  });

  test('is patient with what is usually over in a moment', () => {
    expect(lines({ connection: { type: 'connecting' } })[0]).toMatchObject({ look: 'quiet', patient: true });
    expect(lines({ connection: { type: 'online', caughtUp: false } })[0]).toMatchObject({ patient: true });
    expect(lines({ connection: WAITING })[0]?.patient).toBeUndefined();
  });

  test('believes the connection more than the browser, as long as nothing stays behind', () => {
    expect(lines({ network: false })).toEqual([]);
    expect(lines({ network: false, waiting: 1 })).toEqual([
      {
        about: 'connection',
        look: 'waiting',
        text: 'No network. 1 message waits here and goes out by itself.',
        patient: true,
      },
    ]);
  });

  test('says that the session was ended', () => {
    expect(lines({ connection: { type: 'signedOut', reason: '' }, waiting: 2 })[0]?.text).toBe(
      'Signed out on another device. Sign in to send what waits.',
    );
  });
});

describe('the line of the storage', () => {
  test('is there instead of that of the connection where the storage is what fails', () => {
    const full = lines({ connection: { ...WAITING, reason: 'storage.full' } });
    expect(full).toEqual([
      { about: 'storage', look: 'waiting', text: expect.stringContaining('is full'), action: 'tryNow' },
    ]);
  });

  test('warns only while something waits that the browser may delete', () => {
    const warned = lines({ connection: WAITING, waiting: 2, persisted: false });
    expect(warned.map((line) => line.about)).toEqual(['connection', 'storage']);
    expect(warned[1]).toMatchObject({ action: 'keep', text: expect.stringContaining('2 messages') });
    expect(lines({ connection: WAITING, waiting: 0, persisted: false })).toHaveLength(1);
    expect(lines({ waiting: 2, persisted: false })).toEqual([]);
  });
});

test('a newer version is offered, not forced', () => {
  expect(lines({ update: true })).toEqual([
    { about: 'update', look: 'quiet', text: 'A newer version is ready.', action: 'reload' },
  ]);
});

const item = (change: Partial<OutboxItem>): OutboxItem => ({
  key: 1,
  conversation: 1,
  title: 'Bob',
  what: 'message',
  text: 'Hello',
  since: 0,
  state: { type: 'pending', waitsFor: 'connection' },
  attempts: 0,
  ...change,
});

describe('what waits is said in words', () => {
  test.each([
    [item({}), 'Hello'],
    [item({ what: 'edit', text: 'Hi' }), 'Edited: Hi'],
    [item({ what: 'lookup', text: 'bob' }), 'Looking up bob'],
    [item({ what: 'group', text: '', change: { type: 'setTitle', title: 'Boats' } }), 'You changed the title: Boats'],
    [item({ what: 'setting', text: '', setting: { name: 'mute:g1', value: '0' } }), 'A conversation is muted'],
    [item({ what: 'delete', text: '' }), 'A message is deleted'],
  ])('%#', (waiting, said) => expect(itemWords(waiting, ME)).toBe(said));
});
