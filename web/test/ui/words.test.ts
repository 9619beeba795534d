import { describe, expect, test } from 'vitest';
import { CODES_OF_TEST } from './codes';
import { Refusal, type MessageState } from '../../src/store/model';
import { StorageFault } from '../../src/store/faults';
import { ServerFault } from '../../src/ui/ports';
import { words, wordsFor } from '../../src/ui/words';
import { changeWords } from '../../src/ui/words/changes';
import { en } from '../../src/ui/words/en';
import { explain, explainCode } from '../../src/ui/words/faults';
import { settingWords } from '../../src/ui/words/settings';
import { daysBetween, When } from '../../src/ui/words/when';

const ME = 'u00000000000000000000000000';
const BOB = 'u00000000000000000000000001';
const CAROL = 'u00000000000000000000000002';
const names = { [BOB]: 'Bob', [CAROL]: 'Carol' };

const at = (...parts: readonly [number, number, number, number, number]) => new Date(...parts).getTime();

describe('counting', () => {
  test.each([
    [0, 'What you write is kept and goes out by itself.'],
    [1, '1 message waits here and goes out by itself.'],
    [3, '3 messages wait here and go out by themselves.'],
    [1_200, '1,200 messages wait here and go out by themselves.'],
  ])('%i that wait', (waiting, said) => expect(words.banner.waiting(waiting)).toBe(said));

  test('one or more', () => {
    expect(words.sidebar.unread(1)).toBe('1 unread message');
    expect(words.sidebar.unread(2)).toBe('2 unread messages');
    expect(words.sidebar.outboxCount(0)).toBe('What waits');
    expect(words.sidebar.outboxCount(4)).toBe('What waits (4)');
  });

  test('who is writing', () => {
    expect(words.presence.typing([])).toBe('writing …');
    expect(words.presence.typing(['Bob'])).toBe('Bob is writing …');
    expect(words.presence.typing(['Bob', 'Carol'])).toBe('Bob and Carol are writing …');
    expect(words.presence.typing(['Bob', 'Carol', 'Dan'])).toBe('3 people are writing …');
  });

  test('seconds until the next attempt, and minutes when there are many', () => {
    expect(words.banner.reconnecting(8)).toBe('Reconnecting in 8 s');
    expect(words.banner.reconnecting(0)).toBe('Reconnecting …');
    expect(words.banner.reconnecting(-3)).toBe('Reconnecting …');
    expect(words.banner.reconnecting(150)).toBe('Reconnecting in 3 min');
  });

  test('what is lost by signing out', () => {
    expect(words.signOut.unsentText(1, 0)).toBe('1 waits for the server. If you sign out now, this is lost.');
    expect(words.signOut.unsentText(2, 1)).toBe(
      '2 wait for the server and 1 could not be sent. If you sign out now, this is lost.',
    );
  });
});

describe('states', () => {
  const states: readonly (readonly [MessageState, string])[] = [
    [{ type: 'pending', waitsFor: 'connection' }, 'Waiting for a connection'],
    [{ type: 'pending', waitsFor: 'earlier' }, 'Waiting for the message before it'],
    [{ type: 'pending', waitsFor: 'name', name: 'bob' }, 'Looking up bob'],
    [{ type: 'pending', waitsFor: 'answer' }, 'Waiting for the server’s answer'],
    [{ type: 'pending', waitsFor: 'retry' }, 'Waiting for the next attempt'],
    [{ type: 'sent' }, 'Sent'],
    [{ type: 'delivered' }, 'Delivered'],
    [{ type: 'read' }, 'Read'],
    [{ type: 'failed', code: 'not_a_member', reason: '' }, 'Not sent'],
    [{ type: 'received', read: true }, ''],
  ];
  test.each(states)('%j is said', (state, said) => expect(words.state.of(state)).toBe(said));
});

const say = (sender: string, change: Parameters<typeof changeWords>[1]) => changeWords(sender, change, names, ME);

describe('changes of a group', () => {
  test('name whoever is known, and the user as you', () => {
    expect(say(BOB, { type: 'add', users: [CAROL, ME] })).toBe('Bob added Carol and you');
    expect(say(ME, { type: 'remove', user: CAROL })).toBe('You removed Carol');
    expect(say('u9', { type: 'leave' })).toBe('Somebody left');
    expect(say(BOB, { type: 'add', users: ['u8'] })).toBe('Bob added somebody');
    expect(say(BOB, { type: 'setRole', user: ME, role: 'admin' })).toBe('Bob made you an admin');
    expect(say(BOB, { type: 'inherit', user: ME })).toBe('You now own the group');
    expect(say(BOB, { type: 'inherit', user: CAROL })).toBe('Carol now owns the group');
  });

  test('a name from right to left does not turn the sentence around it', () => {
    expect(changeWords(BOB, { type: 'leave' }, { [BOB]: 'نور' }, ME)).toBe('\u2068نور\u2069 left');
  });
});

test('changes of settings name the person', () => {
  expect(settingWords({ name: `block:${BOB}`, value: '' }, names)).toBe('Blocked: Bob');
  expect(settingWords({ name: `contact:${CAROL}` }, names)).toBe('No contact any more: Carol');
  expect(settingWords({ name: 'presence.status', value: 'busy' }, names)).toBe('Do not disturb');
});

describe('faults', () => {
  test.each(CODES_OF_TEST)('%s is said in words of its own, with what to do next', (code) => {
    const { what, next, details } = explainCode(code, '');
    expect([what, next]).not.toEqual([...words.faults.other]);
    expect(what).toMatch(/[.;]$/);
    expect(next).not.toBe('');
    expect(details).toBe(code);
  });

  test('a code of a later version is not hidden from whoever has to report it', () => {
    const { what, details } = explain(new ServerFault('moon_phase', 'Not tonight.', ''));
    expect(what).toBe(words.faults.other[0]);
    expect(details).toBe('moon_phase: Not tonight.');
  });

  test('a code that every object has is none', () => {
    expect(explainCode('toString', '').what).toBe(words.faults.other[0]);
  });

  test('what this device refuses is said as exactly as it knows it', () => {
    const refused = explain(new Refusal('not_allowed', 'That is yourself.', 'Give somebody else’s name.'));
    expect(refused.what).toBe('That is yourself.');
    expect(refused.next).toBe('Give somebody else’s name.');
  });

  test('storage that takes nothing says that what was typed is still there', () => {
    expect(explain(new StorageFault('full', new Error('quota'))).next).toMatch(/still here/);
  });

  test('anything else keeps its message for the details', () => {
    expect(explain(new TypeError('x is not a function')).details).toBe('other: TypeError: x is not a function');
  });
});

describe('times', () => {
  const when = new When('en');
  const now = new Date(2026, 10, 22, 18, 30).getTime();

  test('the shortest that still says which day', () => {
    expect(when.short(at(2026, 10, 22, 9, 5), now)).toBe(when.clock(at(2026, 10, 22, 9, 5)));
    expect(when.short(at(2026, 10, 21, 23, 59), now)).toBe('Yesterday');
    expect(when.short(at(2026, 10, 17, 9, 0), now)).toBe('Tue');
    expect(when.short(at(2026, 4, 3, 9, 0), now)).toBe('May 3');
    expect(when.short(at(2024, 4, 3, 9, 0), now)).toBe('May 3, 2024');
  });

  test('headings of days', () => {
    expect(when.day(at(2026, 10, 22, 0, 0), now)).toBe('Today');
    expect(when.day(at(2026, 10, 21, 0, 0), now)).toBe('Yesterday');
    expect(when.day(at(2026, 10, 16, 0, 0), now)).toBe('Monday');
    expect(when.day(at(2026, 10, 15, 0, 0), now)).toBe('Sunday, November 15');
    expect(when.day(at(2025, 10, 15, 0, 0), now)).toBe('November 15, 2025');
  });

  test('what a clock that is ahead brings from the future is of today', () => {
    expect(when.short(at(2026, 10, 23, 0, 10), now)).toBe(when.clock(at(2026, 10, 23, 0, 10)));
  });

  test('days are counted by the calendar, not by hours', () => {
    expect(daysBetween(at(2026, 10, 21, 23, 59), at(2026, 10, 22, 0, 1))).toBe(1);
    expect(daysBetween(at(2026, 10, 22, 0, 1), at(2026, 10, 22, 23, 59))).toBe(0);
  });
});

describe('languages', () => {
  test('the first that there are words for, English where there is none', () => {
    expect(wordsFor(['xx', 'en-GB'])).toBe(en);
    expect(wordsFor(['tlh'])).toBe(en);
    expect(wordsFor([])).toBe(en);
  });
});
