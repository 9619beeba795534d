import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LAUNCHER, type Server } from './server';

export const PASSWORD = 'correct horse battery';

async function post(server: Server, path: string, body: unknown, token?: string): Promise<Record<string, string>> {
  const answer = await fetch(server.origin + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status} ${text}`);
  }
  return text === '' ? {} : JSON.parse(text);
}

/** Makes accounts, the first one by the setup code, the others by its invitations. Answers with their tokens. */
export async function register(server: Server, ...names: string[]): Promise<Record<string, string>> {
  const tokens: Record<string, string> = {};
  let administrator: string | undefined;
  for (const name of names) {
    const code: string | undefined =
      administrator === undefined
        ? server.code
        : (await post(server, '/v1/invitations', undefined, administrator)).code;
    const signedIn = await post(server, '/v1/accounts', { name, password: PASSWORD, code, device: 'test' });
    tokens[name] = signedIn.token ?? '';
    administrator ??= signedIn.token;
  }
  return tokens;
}

/** Somebody with the commands in a terminal, on a profile of their own. */
export class TerminalUser {
  private readonly profile = mkdtempSync(join(tmpdir(), 'godwit-profile-'));

  constructor(private readonly server: Server) {}

  async run(...command: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(LAUNCHER, [...command, '--profile', this.profile], {
      env: {
        ...process.env,
        GODWIT_NO_BUILD: '1',
        GODWIT_NO_BACKGROUND: '1',
        GODWIT_PASSWORD: PASSWORD,
        GODWIT_SERVER: this.server.origin,
      },
      timeout: 60_000,
    });
    return stdout;
  }

  close(): void {
    rmSync(this.profile, { recursive: true, force: true });
  }
}
