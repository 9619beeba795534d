import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { content } from '../../src/protocol/contents';
import { NowStore } from '../../src/store/now';
import { foldedWords } from '../../src/store/searchText';
import { Views } from '../../src/store/views';
import { fill } from './fill';
import { BOB, entry, ME, NOW, Profile, WITH_BOB } from './profile';

let profile: Profile;
let views: Views;

beforeEach(async () => {
  profile = await Profile.open();
  views = new Views(profile.db, new NowStore(ME), () => NOW);
  await profile.apply({ type: 'setMembers', conversation: WITH_BOB, members: [ME, BOB] });
});

afterEach(async () => {
  await profile.remove();
});

async function found(query: string, limit = 10): Promise<readonly string[]> {
  return (await views.search(query, limit)).map(({ text }) => text);
}

function put(seq: number, text: string): Promise<void> {
  return profile.apply({
    type: 'putEntries',
    conversation: WITH_BOB,
    entries: [entry(seq, BOB, `b${seq}`, content.message(text))],
  });
}

test('every word must begin a word, in any order, and the newest comes first', async () => {
  await put(3, 'The ferry leaves at noon');
  await put(2, 'The ferry left at noon yesterday');
  await put(4, 'No boat');
  expect(await found('noon fer')).toEqual(['The ferry leaves at noon', 'The ferry left at noon yesterday']);
  expect(await found('yester FERRY')).toEqual(['The ferry left at noon yesterday']);
  expect(await found('erry')).toEqual([]);
  expect(await found('ferry', 1)).toEqual(['The ferry leaves at noon']);
  expect(await found('ferry', 0)).toEqual([]);
});

test.each([
  ['Überfahrt nach Ærø, déjà vu', 'uberfahrt DEJA', 'berfahrt'],
  ['Встреча в полдень', 'встр', 'треча'],
  ['明日港で会いましょう', '港で', 'で港'],
  ['여객선은 정오에 떠난다', '정오', '오에'],
  ['हिन्दी में लिखा', 'हिन्', 'हन्दी'],
  ['พบกันที่ท่าเรือ', 'ท่าเรือ', 'เรือท่า'],
  ['مَرْحَبًا بالعالم', 'مرحبا', 'حبا'],
  ['🛥️ emoji', 'emoji', 'moji'],
  ["I don't know", "don't", "n't"],
  ['at 10:45, gate B-12', '10:45 b-1', '45:10'],
])('in any script, with and without accents: %s', async (text, hit, miss) => {
  await put(2, text);
  await put(3, 'something else');
  expect(await found(hit)).toEqual([text]);
  expect(await found(miss)).toEqual([]);
});

test('nothing that somebody types is an error', async () => {
  await put(2, 'a b c OR not near text');
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 12 }), async (typed) => {
      await views.search(typed, 5);
    }),
    { numRuns: 200 },
  );
  for (const typed of ['', ' ', '"', '*', '(', '\0', '\ud83d', '%', '\n', '🛥️']) {
    expect(await found(typed)).toEqual([]);
  }
  expect(await found('b \0 a')).toHaveLength(1);
});

describe('what is found is what is shown', () => {
  test('while an own message waits, is changed, is sent, and is taken back', async () => {
    const key = await profile.writes.send(await profile.writes.open(BOB), 'first draft');
    expect(await found('draft')).toEqual(['first draft']);
    await profile.writes.edit(key, 'second thought');
    expect(await found('draft')).toEqual([]);
    expect(await found('thought')).toEqual(['second thought']);
    await profile.confirmAll(WITH_BOB, 1);
    expect(await found('second')).toEqual(['second thought']);
    await profile.writes.discard(key);
    expect(await found('thought')).toEqual([]);
  });

  test('when others change it, before or after it is here', async () => {
    await profile.apply({
      type: 'putEntries',
      conversation: WITH_BOB,
      entries: [entry(3, BOB, 'b3', content.edit(2, 'corrected'))],
    });
    await put(2, 'wrong');
    expect(await found('corr')).toEqual(['corrected']);
    expect(await found('wrong')).toEqual([]);
    await profile.apply({
      type: 'putEntries',
      conversation: WITH_BOB,
      entries: [entry(4, BOB, 'b4', content.delete(2))],
    });
    expect(await found('corr')).toEqual([]);
  });

  test('when the server has lost it', async () => {
    await put(2, 'of bob');
    await profile.apply({ type: 'beginEpoch', epoch: 'e2' }, { type: 'displace', conversation: WITH_BOB, seqs: [2] });
    expect(await found('bob')).toEqual([]);
  });
});

test('thousands of messages in segments answer as a look at every message does', async () => {
  await fill((...ops) => profile.apply(...ops), ME, { pairs: 4, groups: 2, members: 3, each: 450 });
  const later = await profile.writes.open(BOB);
  await profile.writes.send(later, 'gogo at last');
  expect(await profile.db.terms.count()).toBeGreaterThan(3);
  expect(await profile.db.freshWords.count()).toBeGreaterThan(0);
  const all = (await profile.db.lines.toArray())
    .filter((line) => line.kind === 'message')
    .toSorted((one, other) => other.at - one.at || other.entry - one.entry)
    .map((line) => ({ ...line, words: foldedWords(line.text) }));
  const one = all[100]?.conversation ?? 0;
  for (const [query, wanted] of [
    ['g', [' g']],
    ['go', [' go']],
    ['mu er', [' mu', ' er']],
    ['godwi', [' godwi']],
    ['ta ta ta', [' ta']],
    ['uber ixno', [' uber', ' ixno']],
    ['zebra', [' zebra']],
  ] as const) {
    for (const limit of [1, 7, 50, 5_000]) {
      for (const conversation of [undefined, one, later]) {
        const expected = all
          .filter((line) => wanted.every((word) => line.words.includes(word)))
          .filter((line) => conversation === undefined || line.conversation === conversation)
          .slice(0, limit);
        const answer = await views.search(query, limit, conversation);
        expect(answer.map(({ key }) => key).toSorted()).toEqual(expected.map(({ entry: key }) => key).toSorted());
        expect(answer.map(({ at }) => at)).toEqual(expected.map(({ at }) => at));
      }
    }
  }
  expect((await views.search('go', 50)).length).toBe(50);
  expect(await views.search('zebra', 50)).toEqual([]);
});
