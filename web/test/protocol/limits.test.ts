import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as limits from '../../src/protocol/limits';

describe('limits', () => {
  it('are those of docs/protocol.md, all of them', () => {
    const page = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
    const section = page.slice(page.indexOf('\n## Limits'), page.indexOf('\n## How the protocol changes'));
    const table = Array.from(section.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm), ([, name, value]) => [
      name,
      Number(value),
    ]);
    expect(table.length).toBeGreaterThan(30);
    expect({ ...limits }).toEqual(Object.fromEntries(table));
  });
});
