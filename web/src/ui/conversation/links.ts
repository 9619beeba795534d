import { LinkifyIt } from 'linkify-it';

/** A piece of a message: text as it was written, or a link that may be opened. */
export type Segment =
  | { readonly type: 'text'; readonly text: string }
  /** `host`: where it really leads, if the text may look like another place. */
  | { readonly type: 'link'; readonly text: string; readonly href: string; readonly host?: string };

const OPENED: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** Characters that are not seen, or that turn the order of what is seen: in an address they only serve to deceive. */
const DECEIVING = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: false, urlAuth: true })
  .add('ftp:', null)
  .add('//', null);

/** Most texts have nothing in them that every address has, and are not looked at any closer. */
const MAYBE = /[^\s.]\.[^\s.]|:\/\/|@/u;

/**
 * Finds the addresses in a text. Only `http`, `https` and `mailto` become links; whatever has a name or a password in
 * front of its host (`https://bank.example@evil.example`), or characters that cannot be seen, stays text.
 */
export function segments(text: string): readonly Segment[] {
  const matches = MAYBE.test(text) ? (linkify.match(text) ?? []) : [];
  const found: Segment[] = [];
  let end = 0;
  for (const match of matches) {
    const link = asLink(match.raw, match.url, match.schema);
    if (link === undefined) {
      continue;
    }
    if (match.index > end) {
      found.push({ type: 'text', text: text.slice(end, match.index) });
    }
    found.push(link);
    end = match.lastIndex;
  }
  if (end < text.length) {
    found.push({ type: 'text', text: text.slice(end) });
  }
  return found;
}

function asLink(raw: string, address: string, schema: string): Segment | undefined {
  if (DECEIVING.test(raw)) {
    return undefined;
  }
  // Without a scheme the writer did not ask for the unsafe one.
  const url = parsed(schema === '' ? `https://${raw}` : address);
  if (url === undefined || !OPENED.has(url.protocol) || url.username !== '' || url.password !== '') {
    return undefined;
  }
  if (url.protocol === 'mailto:') {
    return { type: 'link', text: raw, href: url.href };
  }
  if (url.hostname === '') {
    return undefined;
  }
  const honest = raw.toLowerCase().includes(url.hostname) && !url.hostname.includes('xn--');
  return { type: 'link', text: raw, href: url.href, ...(honest ? {} : { host: url.hostname }) };
}

function parsed(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}
