import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Trace } from './form';

const DIRECTORY = new URL('../../../../client/target/traces/', import.meta.url);

/** What to do when there are not enough of them. */
export const HOW_TO_MAKE =
  'The traces are recorded from the Java engine: run `./godwit test`, or `mvn -pl client -am test -Dtest=TracesTest ' +
  '-Dsurefire.failIfNoSpecifiedTests=false`.';

/** The traces of the last build, one after the other; none where there was no build. */
export async function* traces(): AsyncGenerator<Trace> {
  const names = existsSync(DIRECTORY) ? readdirSync(DIRECTORY).filter((name) => name.endsWith('.jsonl.gz')) : [];
  for (const name of names.toSorted()) {
    const text = createReadStream(new URL(name, DIRECTORY)).pipe(createGunzip());
    for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
      yield JSON.parse(line);
    }
  }
}
