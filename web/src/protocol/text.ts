/**
 * The same text with U+FFFD for every half of a surrogate pair (an emoji cut in two): no UTF-8 can carry one, and the
 * server refuses frames that have any.
 */
export function wellFormed(text: string): string {
  return isWellFormed(text) ? text : text.replace(LONE, '\ufffd');
}

const LONE = /\p{Surrogate}/gu;

export function isWellFormed(text: string): boolean {
  return text.search(LONE) < 0;
}

/** Bytes that a well-formed text takes in UTF-8. */
export function utf8Size(text: string): number {
  let size = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) {
      // Each half of a pair counts two of the four bytes that the pair takes.
      size += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
    }
  }
  return size;
}
