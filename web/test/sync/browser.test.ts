import { describe, expect, test } from 'vitest';
import { brandsOf, deviceName } from '../../src/sync/browser';

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

describe('what a user recognises a browser by', () => {
  test.each([
    ['Firefox on Windows', 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0', []],
    ['Chrome on Linux', CHROME, ['Not A Brand', 'Chromium', 'Google Chrome']],
    ['Chromium on Linux', CHROME, ['Not A Brand', 'Chromium']],
    ['Brave on Linux', CHROME, ['Not A Brand', 'Chromium', 'Brave']],
    ['Edge on Windows', 'Mozilla/5.0 (Windows NT 10.0) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0', ['Chromium']],
    ['Safari on iOS', 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Mobile Safari/604.1', []],
    ['Chrome on Android', 'Mozilla/5.0 (Linux; Android 16) Chrome/156.0.0.0 Mobile Safari/537.36', []],
    ['Browser', 'something else', []],
  ])('%s', (name, userAgent, brands) => {
    expect(deviceName(userAgent, brands)).toBe(name);
  });

  test('brands that are none are no brands', () => {
    expect(brandsOf({})).toEqual([]);
    expect(brandsOf({ userAgentData: { brands: [{ brand: 'Chromium', version: '156' }, { brand: 7 }] } })).toEqual([
      'Chromium',
    ]);
  });
});
