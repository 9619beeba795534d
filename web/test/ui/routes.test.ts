import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathOf, readRoute, SETTINGS_PARTS, type Route } from '../../src/ui/routes';

const BASE32 = [...'0123456789abcdefghjkmnpqrstvwxyz'];
const key = fc.nat({ max: 2 ** 31 - 1 });
const place = fc.maxSafeNat();
const base32 = (length: number) =>
  fc.array(fc.constantFrom(...BASE32), { minLength: length, maxLength: length }).map((all) => all.join(''));

const route: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>(
    { name: 'list' },
    { name: 'new' },
    { name: 'newGroup' },
    { name: 'contacts' },
    { name: 'outbox' },
    { name: 'badLink' },
    { name: 'settings' },
  ),
  fc.constantFrom(...SETTINGS_PARTS).map((part): Route => ({ name: 'settings', part })),
  key.map((of): Route => ({ name: 'conversation', key: of })),
  fc.tuple(key, place).map(([of, at]): Route => ({ name: 'conversation', key: of, at })),
  key.map((of): Route => ({ name: 'info', key: of })),
  fc.tuple(key, key).map(([of, message]): Route => ({ name: 'message', key: of, message })),
  fc.tuple(base32(32), base32(26)).map(([id, code]): Route => ({ name: 'join', group: `g${id}`, code })),
  base32(12).map((code): Route => ({ name: 'invited', code })),
);

function read(path: string): Route {
  return readRoute(new URL(`https://godwit.example${path}`));
}

describe('addresses', () => {
  test('every screen has one address, which leads back to it', () => {
    fc.assert(
      fc.property(route, (there) => {
        expect(read(pathOf(there))).toEqual(there);
      }),
    );
  });

  test('whatever is typed as an address leads somewhere', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, hash) => {
        expect(read(`${path}#${hash}`).name).toBeTypeOf('string');
      }),
    );
  });

  test.each(['/c/', '/c/one', '/c/-1', '/c/1.5', '/nothing', '/c/1/m/2/3', '/invited#<b>'])(
    '%s leads to the list',
    (path) => expect(read(path)).toEqual({ name: 'list' }),
  );

  test('a place that is none is left out', () => {
    expect(read('/c/7?at=soon')).toEqual({ name: 'conversation', key: 7 });
  });

  test.each(['/join', '/join#g123.abc', '/join#d0123456789abcdefghjkmnpqrstvwxyz.0123456789abcdefghjkmnpqr'])(
    'of a link to a group that is not whole it is said so: %s',
    (path) => expect(read(path)).toEqual({ name: 'badLink' }),
  );
});
