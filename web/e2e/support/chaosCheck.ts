/** A message as its author has seen it. */
export interface Written {
  readonly text: string;
  /** The tab, or the device, from which it went out. */
  readonly by: string;
  readonly place: string;
}

/**
 * What is wrong with what people see of one conversation; nothing if nothing is.
 *
 * @param written what was shown as a message and not taken back, in the order of writing
 * @param seen the texts of each screen, in its order
 */
export function check(written: readonly Written[], seen: Readonly<Record<string, readonly string[]>>): string[] {
  const wrong: string[] = [];
  const known = new Set(written.map(({ text }) => text));
  const screens = Object.entries(seen);
  for (const [who, texts] of screens) {
    for (const { text } of written) {
      const times = texts.filter((each) => each === text).length;
      if (times !== 1) {
        wrong.push(`${who} sees "${text}" ${times} times`);
      }
    }
    for (const text of texts) {
      if (!known.has(text)) {
        wrong.push(`${who} sees "${text}", which is not there any more or never was`);
      }
    }
    for (const author of new Set(written.map(({ by }) => by))) {
      const own = written.filter(({ by }) => by === author).map(({ text }) => text);
      const there = texts.filter((text) => own.includes(text));
      if (there.join('\n') !== own.filter((text) => there.includes(text)).join('\n')) {
        wrong.push(`${who} sees what ${author} wrote in another order: ${there.join(', ')}`);
      }
    }
  }
  const [first, ...others] = screens;
  for (const [who, texts] of others) {
    if (first !== undefined && texts.join('\n') !== first[1].join('\n')) {
      wrong.push(`${who} and ${first[0]} do not see the same`);
    }
  }
  return wrong;
}
