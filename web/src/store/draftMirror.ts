import type { ClientMessageId } from '../protocol/frames';

export interface Editing {
  readonly message: number;
  readonly text: string;
}

/** A message that has left the composer. Its id says later whether the database has taken it. */
export interface Sending {
  readonly id: ClientMessageId;
  readonly text: string;
}

export interface Kept {
  readonly text: string;
  /** Under which `text` would go out. */
  readonly id: ClientMessageId;
  /** What was on its way into the database. */
  readonly sending: readonly Sending[];
  readonly editing?: Editing;
}

/** Survives a crash of the page, is written at once, and may hold nothing. */
export interface Mirror {
  read(): Kept | undefined;
  write(kept: Kept): void;
  clear(): void;
}

const PREFIX = 'godwit:draft:';

/** Pages have it; a worker, which has no composer, does not. */
declare const localStorage: {
  readonly length: number;
  key(at: number): string | null;
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
};

/**
 * The mirror of one composer in the browser's `localStorage`, which is written before the call returns. Where there is
 * none, or it is full, there is no mirror; the database has the draft after a pause all the same.
 */
export function localMirror(user: string, conversation: number): Mirror {
  const name = `${PREFIX}${user}:${conversation}`;
  return {
    read: () => attempt(() => asKept(JSON.parse(localStorage.getItem(name) ?? 'null'))),
    write: (kept) => attempt(() => localStorage.setItem(name, JSON.stringify(kept))),
    clear: () => attempt(() => localStorage.removeItem(name)),
  };
}

/** Removes what mirrors hold of a user: it goes with the user's database. */
export function clearMirrors(user: string): void {
  attempt(() => {
    const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at));
    for (const name of names) {
      if (name?.startsWith(`${PREFIX}${user}:`) === true) {
        localStorage.removeItem(name);
      }
    }
  });
}

function asKept(value: unknown): Kept | undefined {
  if (!(value instanceof Object)) {
    return undefined;
  }
  const { text, id, sending, editing } = value as {
    text?: unknown;
    id?: unknown;
    sending?: unknown;
    editing?: unknown;
  };
  if (typeof text !== 'string' || typeof id !== 'string' || !Array.isArray(sending)) {
    return undefined;
  }
  const edit = editing instanceof Object ? (editing as { message?: unknown; text?: unknown }) : {};
  return {
    text,
    id,
    sending: sending.filter(isSending),
    ...(typeof edit.message === 'number' && typeof edit.text === 'string'
      ? { editing: { message: edit.message, text: edit.text } }
      : {}),
  };
}

function isSending(value: unknown): value is Sending {
  return value instanceof Object && 'id' in value && 'text' in value && typeof value.text === 'string';
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
