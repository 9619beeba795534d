import { describe, expect, test } from 'vitest';
import { check } from '../../e2e/support/chaosCheck';

const WRITTEN = [
  { text: 'one', by: 'alice', place: 'bob' },
  { text: 'two', by: 'bob', place: 'bob' },
  { text: 'three', by: 'alice', place: 'bob' },
];
const RIGHT = ['one', 'three', 'two'];

describe('the judge of runs in which everything breaks', () => {
  test('finds nothing wrong where everybody sees everything once, in one order', () => {
    expect(check(WRITTEN, { alice: RIGHT, bob: RIGHT })).toEqual([]);
  });

  test.each([
    ['is lost', ['one', 'two'], 'bob sees "three" 0 times'],
    ['is doubled', ['one', 'three', 'two', 'three'], 'bob sees "three" 2 times'],
    ['was taken back and is still there', ['one', 'three', 'two', 'four'], 'bob sees "four", which is not there'],
    ['overtakes another of the same author', ['three', 'one', 'two'], 'in another order'],
    ['stands elsewhere for others', ['two', 'one', 'three'], 'do not see the same'],
  ])('notices when a message %s', (_, bob, complaint) => {
    expect(check(WRITTEN, { alice: RIGHT, bob }).join('\n')).toContain(complaint);
  });

  test('notices what is lost for everybody alike', () => {
    expect(check(WRITTEN, { alice: ['one', 'two'], bob: ['one', 'two'] })).toHaveLength(2);
  });
});
