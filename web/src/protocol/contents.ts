import type { Body, Content, Expect, Seq } from './frames';
import { KIND } from './kinds';
import { utf8Size, wellFormed } from './text';

const TEXT = 'text/plain';

/** A half surrogate pair (an emoji cut in two) becomes U+FFFD: no frame could carry it. */
export function textBody(text: string): Body {
  return { type: TEXT, data: wellFormed(text) };
}

/** Bytes of UTF-8 that a body takes; what `MAX_BODY` limits. */
export function bodySize(body: Body): number {
  return utf8Size(body.data);
}

export function contentOf(kind: string, body: Body, more: { target?: Seq; expect?: Expect } = {}): Content {
  return {
    kind,
    ...(more.target !== undefined && { target: more.target }),
    mentions: [],
    blobs: [],
    ...(more.expect && { expect: more.expect }),
    body,
  };
}

/** The contents that people write. */
export const content = {
  message(text: string): Content {
    return contentOf(KIND.message, textBody(text));
  },

  edit(target: Seq, text: string): Content {
    return contentOf(KIND.edit, textBody(text), { target });
  },

  delete(target: Seq): Content {
    return contentOf(KIND.delete, textBody(''), { target });
  },

  accept(): Content {
    return contentOf(KIND.accept, textBody(''));
  },
} as const;
