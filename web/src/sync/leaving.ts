import type { UserId } from '../protocol/frames';

const USER = 'godwit:leaving';
const SESSION = 'godwit:end-session';

/**
 * What signing out has begun and could not finish: a database that another tab still held open, a session that the
 * server could not be told about. Both are finished later. Kept beside the databases, which are what is removed.
 */
export const leaving = {
  user: (): UserId | undefined => read(USER),
  begin(user: UserId): void {
    write(USER, user);
    write(SESSION, 'yes');
  },
  removed: (): void => write(USER, undefined),
  sessionRemains: (): boolean => read(SESSION) !== undefined,
  sessionEnded: (): void => write(SESSION, undefined),
};

function read(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(name: string, value: string | undefined): void {
  try {
    if (value === undefined) {
      localStorage.removeItem(name);
    } else {
      localStorage.setItem(name, value);
    }
  } catch {
    // Forbidden by the browser's settings: then there is nothing to finish later.
  }
}
