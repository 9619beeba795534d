/** The browser's storage does not take or give what it should: nothing was written. */
export class StorageFault extends Error {
  constructor(
    /** `full`: no room; `blocked`: the browser gives no database; `broken`: anything else. */
    readonly kind: 'full' | 'blocked' | 'broken',
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'StorageFault';
  }
}

/** Turns what IndexedDB and Dexie throw into a `StorageFault`; anything else comes back as it was. */
export function asStorageFault(cause: unknown): unknown {
  const names = errorNames(cause);
  if (names.includes('QuotaExceededError')) {
    return new StorageFault('full', cause);
  }
  if (
    names.some((name) => ['MissingAPIError', 'SecurityError', 'OpenFailedError', 'InvalidAccessError'].includes(name))
  ) {
    return new StorageFault('blocked', cause);
  }
  if (
    names.some((name) =>
      ['UnknownError', 'AbortError', 'DatabaseClosedError', 'TimeoutError', 'DataError'].includes(name),
    )
  ) {
    return new StorageFault('broken', cause);
  }
  return cause;
}

function errorNames(cause: unknown): readonly string[] {
  const names: string[] = [];
  for (let error: unknown = cause; error instanceof Object && names.length < 5;) {
    const { name, inner } = error as { name?: unknown; inner?: unknown };
    if (typeof name === 'string') {
      names.push(name);
    }
    error = inner;
  }
  return names;
}

/**
 * The user changed something that the engine was about to send. Nothing of the transaction has happened; an engine made
 * anew from the database knows better.
 */
export class StoreConflict extends Error {
  constructor() {
    super('the outbox was changed meanwhile');
    this.name = 'StoreConflict';
  }
}

/** Another engine has taken over since this one began; nothing of the transaction has happened. */
export class Superseded extends Error {
  constructor() {
    super('another engine has taken over');
    this.name = 'Superseded';
  }
}
