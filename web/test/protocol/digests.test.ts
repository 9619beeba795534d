import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDigest, murmur, StateDigest } from '../../src/protocol/digests';
import { parseContent } from '../../src/protocol/entryCodec';
import { golden } from './golden';

interface Digests {
  readonly content: readonly { name: string; content: unknown; sha256: string }[];
  readonly state: readonly { name: string; heads: readonly Head[]; digest: string }[];
  readonly murmur3_x86_32: readonly { text: string; seed: number; hash: string }[];
}

interface Head {
  readonly conversation: string;
  readonly seq: number;
}

const DIGESTS = golden<Digests>('digests.json');

describe('digests', () => {
  it.each(DIGESTS.content)('of a content: $name', (vector) => {
    expect(contentDigest(parseContent(JSON.stringify(vector.content)))).toBe(vector.sha256);
  });

  it.each(DIGESTS.state)('of a state: $name', (vector) => {
    expect(digest(vector.heads).toString()).toBe(vector.digest);
    expect(digest(vector.heads.toReversed()).toString()).toBe(vector.digest);
  });

  it.each(DIGESTS.murmur3_x86_32)('of the text "$text" with seed $seed', ({ text, seed, hash }) => {
    expect((murmur(new TextEncoder().encode(text), seed) >>> 0).toString(16).padStart(8, '0')).toBe(hash);
  });

  it('of a state moves in place: what was put in can be taken out', () => {
    const heads = fc.array(fc.record({ conversation: fc.string({ unit: 'grapheme-ascii' }), seq: fc.nat() }));
    fc.assert(
      fc.property(heads, heads, (stay, go) => {
        let state = digest([...stay, ...go]);
        for (const { conversation, seq } of go) {
          state = state.without(conversation, seq);
        }
        expect(state.toString()).toBe(digest(stay).toString());
      }),
    );
  });
});

function digest(heads: readonly Head[]): StateDigest {
  let state = StateDigest.EMPTY;
  for (const { conversation, seq } of heads) {
    state = state.with(conversation, seq);
  }
  return state;
}
