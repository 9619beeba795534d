/**
 * The first place where two values are not the same, in words; absent if they are. Of an object all fields count, those
 * that are `undefined` as absent; the order of fields does not.
 */
export function difference(actual: unknown, expected: unknown, path = ''): string | undefined {
  if (Object.is(actual, expected)) {
    return undefined;
  }
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return inLists(actual, expected, path);
  }
  if (isObject(actual) && isObject(expected) && !Array.isArray(actual) && !Array.isArray(expected)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const found = difference(actual[name], expected[name], `${path}.${name}`);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }
  return `at ${path || 'the whole'}: ${shown(actual)} instead of ${shown(expected)}`;
}

function inLists(actual: readonly unknown[], expected: readonly unknown[], path: string): string | undefined {
  const shared = Math.min(actual.length, expected.length);
  for (let i = 0; i < shared; i++) {
    const found = difference(actual[i], expected[i], `${path}[${i}]`);
    if (found !== undefined) {
      return found;
    }
  }
  if (actual.length === expected.length) {
    return undefined;
  }
  const more = actual.length > expected.length ? `also ${shown(actual[shared])}` : `not ${shown(expected[shared])}`;
  return `at ${path}: ${actual.length} of them instead of ${expected.length}, ${more}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
