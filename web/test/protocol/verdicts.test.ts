import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Speech, verdict } from './hostile';

const FILE = new URL('../../../protocol/target/hostile/verdicts.jsonl.gz', import.meta.url);
const HOW_TO_MAKE =
  'The verdicts are those of the Java codecs: run `./godwit test`, or `mvn -pl protocol test -Dtest=CodecFuzzTest`.';
const ENOUGH = 10_000;
const SHOWN = 10;

interface Verdict {
  readonly as: Speech;
  /** In base64. */
  readonly bytes: string;
  readonly verdict: string;
}

describe('damaged bytes', () => {
  it('are understood as the Java codecs understand them, or refused with the same code', () => {
    const lines = existsSync(FILE) ? gunzipSync(readFileSync(FILE)).toString('utf8').trimEnd().split('\n') : [];
    const verdicts = lines.map((line): Verdict => JSON.parse(line));
    const wrong = verdicts.flatMap(({ as, bytes, verdict: theirs }) => {
      const damaged = Buffer.from(bytes, 'base64');
      const ours = verdict(as, damaged);
      return ours === theirs ? [] : [`${as} ${damaged.toString('utf8')}\n  Java: ${theirs}\n  here: ${ours}`];
    });
    expect(verdicts.length, HOW_TO_MAKE).toBeGreaterThanOrEqual(ENOUGH);
    expect(wrong.length, `${wrong.length} differ:\n${wrong.slice(0, SHOWN).join('\n')}`).toBe(0);
  });
});
