import { Refusal } from '../../store/model';
import { StorageFault } from '../../store/faults';
import { ServerFault } from '../ports';
import { words } from '.';

/** What went wrong, for people; `details` is for whoever has to report it. */
export interface Explained {
  readonly what: string;
  readonly next: string;
  readonly details: string;
}

/** Where the server says more exactly what is wrong with what was typed than its code does. */
const SAID_BY_SERVER = new Set(['bad_name', 'weak_password']);

/** Explains whatever was thrown by `Writes`, `Reads` or `Accounts`. */
export function explain(cause: unknown): Explained {
  if (cause instanceof StorageFault) {
    return explainCode(`storage.${cause.kind}`, cause.message);
  }
  if (cause instanceof Refusal || cause instanceof ServerFault) {
    const explained = explainCode(cause.code, cause.message);
    const exact = cause instanceof Refusal || SAID_BY_SERVER.has(cause.code);
    // What this device refuses, and why, it knows more exactly than the code; but it knows it in English.
    return exact && words.language === 'en' && cause.message !== ''
      ? { ...explained, what: cause.message, next: cause.hint === '' ? explained.next : cause.hint }
      : explained;
  }
  return explainCode('other', cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause));
}

/** Explains a code of the server's, of a failed message, or of a refusal; `reason` is what came with it. */
export function explainCode(code: string, reason: string): Explained {
  const [what, next] = (Object.hasOwn(words.faults, code) ? words.faults[code] : undefined) ?? words.faults.other;
  return { what, next, details: reason === '' ? code : `${code}: ${reason}` };
}

/** The same in one line. */
export function faultWords(cause: unknown): string {
  const { what, next } = explain(cause);
  return `${what} ${next}`;
}
