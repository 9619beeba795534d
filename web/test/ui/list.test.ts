import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING_NEARBY, type Conversation, type Message } from '../../src/store/model';
import { markFound, nameMatches } from '../../src/ui/list/highlight';
import { rowLine } from '../../src/ui/list/rowLine';
import { stepOf } from '../../src/ui/list/steps';
import { shortcutOf } from '../../src/ui/shell/shortcuts';
import { busyWorld, ME, user } from './world';

const world = busyWorld();
const names = new Map(world.people.map(({ user: id, name }) => [id, name]));

function conversation(key: number, change: Partial<Conversation> = {}): Conversation {
  const found = world.conversations.find((each) => each.key === key);
  if (!found) {
    throw new Error(`no conversation ${key}`);
  }
  return { ...found, ...change };
}

function say(of: Conversation, { nearby = NOTHING_NEARBY, open = false } = {}) {
  return rowLine(of, { me: ME, nearby, names, open });
}

function last(key: number, change: Partial<Message>): Conversation {
  const of = conversation(key);
  return of.last ? { ...of, last: { ...of.last, ...change } } : of;
}

const found = (text: string, query: string) =>
  markFound(text, query)
    .filter((part) => part.found)
    .map((part) => part.text);

const press = (key: string, held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

describe('a row of the list says', () => {
  test('in a pair what was written, in a group who wrote it as well', () => {
    expect(say(conversation(1))).toEqual({ look: 'last', text: 'The ferry is full of birdwatchers' });
    expect(say(conversation(3)).lead).toBe('Carol Ferreira:');
    expect(say(conversation(10)).lead).toBe('You:');
  });

  test('the state of what the user wrote last', () => {
    expect(say(conversation(6)).state).toEqual({ type: 'delivered' });
    expect(say(conversation(1)).state).toBeUndefined();
    expect(say(conversation(12)).look).toBe('failed');
  });

  test('before all else who is writing; by name only in a group', () => {
    expect(say(conversation(5), { nearby: world.nearby }).text).toBe('writing …');
    expect(say(conversation(3), { nearby: world.nearby }).text).toBe('Carol Ferreira is writing …');
  });

  test('the draft, unless it stands in the open composer', () => {
    expect(say(conversation(4))).toEqual({ look: 'draft', lead: 'Draft:', text: 'I have looked at the plans and' });
    expect(say(conversation(4), { open: true }).look).toBe('last');
  });

  test('that a stranger wants to write, not what', () => {
    expect(say(conversation(9))).toEqual({ look: 'request', text: 'Wants to write to you' });
  });

  test('that a message was deleted, or cannot be shown, or what happened to the group', () => {
    expect(say(conversation(13)).text).toBe('Deleted message');
    expect(say(last(1, { understood: false, text: '' })).text).toMatch(/cannot show/);
    const joined = last(3, { change: { type: 'leave' }, sender: user(1), names: { [user(1)]: 'Bob' } });
    expect(say(joined)).toMatchObject({ text: 'Bob left' });
    expect(say(joined).lead).toBeUndefined();
  });

  test('one line, however many there are', () => {
    expect(say(last(1, { text: ' one\n\n two\tthree ' })).text).toBe('one two three');
  });

  test('that there is nothing yet', () => {
    const { last: _, ...empty } = conversation(1);
    expect(say(empty).look).toBe('none');
  });
});

describe('what was looked for', () => {
  test('is marked where words begin with it, without case and accents', () => {
    expect(found('The Ferry and the ferryman, a cafe and a Café', 'ferry CAF')).toEqual([
      'Ferry',
      'ferry',
      'caf',
      'Caf',
    ]);
    expect(found('A differently ferried thing', 'ferr')).toEqual(['ferr']);
  });

  test('is marked in scripts without blanks', () => {
    expect(found('明天見在碼頭', '碼頭')).toEqual(['碼頭']);
  });

  test('is shown even where a long text begins with something else', () => {
    const parts = markFound(`${'word '.repeat(60)}kettle at the end`, 'kettle');
    expect(parts[0]).toEqual({ text: '… ', found: false });
    expect(parts.map((part) => part.text).join('')).toContain('kettle at the end');
    expect(parts.map((part) => part.text).join('').length).toBeLessThan(80);
  });

  test('leaves every text as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.string({ maxLength: 6 }), (text, query) => {
        const whole = markFound(text, query)
          .map((part) => part.text)
          .join('');
        expect(whole.startsWith('… ') ? text.endsWith(whole.slice(2)) : whole === text).toBe(true);
      }),
    );
  });

  test('finds names by the beginning of any of their words', () => {
    expect(nameMatches('Carol Ferreira', 'fer')).toBe(true);
    expect(nameMatches('Carol Ferreira', 'ca fe')).toBe(true);
    expect(nameMatches('Carol Ferreira', 'arol')).toBe(false);
    expect(nameMatches('Carol Ferreira', '')).toBe(false);
  });
});

describe('keys', () => {
  test('Ctrl K or ⌘ K searches, also while writing', () => {
    expect(shortcutOf(press('k', { ctrlKey: true }), true)).toBe('search');
    expect(shortcutOf(press('K', { metaKey: true }), true)).toBe('search');
    expect(shortcutOf(press('k', { ctrlKey: true, shiftKey: true }), false)).toBeUndefined();
    expect(shortcutOf(press('k'), false)).toBeUndefined();
  });

  test('? shows the keys, but is a question mark where one writes', () => {
    expect(shortcutOf(press('?', { shiftKey: true }), false)).toBe('keys');
    expect(shortcutOf(press('?', { shiftKey: true }), true)).toBeUndefined();
  });

  test('Alt and an arrow go to the neighbour', () => {
    expect(shortcutOf(press('ArrowUp', { altKey: true }), true)).toBe('previous');
    expect(shortcutOf(press('ArrowDown', { altKey: true }), true)).toBe('next');
    expect(shortcutOf(press('ArrowDown'), false)).toBeUndefined();
  });

  test('a list is left neither above nor below', () => {
    const step = (key: string, at: number) => stepOf(press(key), at, 20, 8);
    expect(step('ArrowDown', 19)).toBe(19);
    expect(step('ArrowUp', 0)).toBe(0);
    expect(step('PageDown', 15)).toBe(19);
    expect(step('PageUp', 3)).toBe(0);
    expect(step('End', 3)).toBe(19);
    expect(step('a', 3)).toBeUndefined();
    expect(stepOf(press('ArrowDown', { altKey: true }), 3, 20, 8)).toBeUndefined();
    expect(stepOf(press('ArrowDown'), 0, 0, 8)).toBeUndefined();
  });
});
