/** As many colours as Avatar.module.css has. */
export const HUES = 8;

/** Which colour an id has: always the same one. FNV-1a, because neighbouring ids must not look alike. */
export function avatarHue(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % HUES;
}

/** Up to two letters (as people see letters, not code units), or a sign where there is no name. */
export function initials(name: string): string {
  const words = name.split(/[\s_.-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0] === undefined ? undefined : letter(words[0]);
  if (first === undefined) {
    return '·';
  }
  const last = words.length > 1 ? letter(words.at(-1) ?? '') : undefined;
  return (first + (last ?? '')).toUpperCase();
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function letter(word: string): string | undefined {
  for (const { segment } of letters.segment(word)) {
    if (/[\p{L}\p{N}]/u.test(segment)) {
      return segment;
    }
  }
  return undefined;
}
