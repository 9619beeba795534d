import type { DeviceId, UserId } from '../protocol/frames';
import { ServerFault } from '../protocol/serverFault';
import type { Person } from './core/events';
import type { Names } from './errands';
import type { Fetch } from './framesPost';
import { call, list, number, text, type JsonFields } from './http';

/** Ids in one request; the server takes no more. */
const MAX_IDS = 100;

/** Who the browser's cookie stands for now. */
export interface SignedIn {
  readonly user: UserId;
  readonly name: string;
  readonly administrator: boolean;
  readonly device: DeviceId;
}

export interface SessionInfo {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly lastUsed: number;
  readonly current: boolean;
}

export interface ServerWords {
  readonly version: string;
  readonly registration: 'open' | 'invitation';
  readonly empty: boolean;
}

/** The server's HTTP API: what is not live. Everything rejects with `ServerFault`. */
export class ServerApi implements Names {
  constructor(private readonly fetch: Fetch) {}

  async server(): Promise<ServerWords> {
    const info = await this.get('/v1/server');
    return {
      version: text(info, 'version'),
      registration: text(info, 'registration') === 'open' ? 'open' : 'invitation',
      empty: info.empty === true,
    };
  }

  async register(name: string, password: string, code: string, device: string): Promise<SignedIn> {
    const body = { name, password, device, cookie: true };
    return signedIn(await this.post('/v1/accounts', code.trim() === '' ? body : { ...body, code }));
  }

  /** @param id device that this browser was for the same user before */
  async signIn(name: string, password: string, device: string, id: DeviceId | undefined): Promise<SignedIn> {
    const body = { name, password, device, cookie: true };
    return signedIn(await this.post('/v1/sessions', id === undefined ? body : { ...body, device_id: id }));
  }

  async signOut(): Promise<void> {
    await this.revoke('current');
  }

  async me(): Promise<SignedIn> {
    return signedIn(await this.get('/v1/me'));
  }

  async sessions(): Promise<readonly SessionInfo[]> {
    return list(await this.get('/v1/sessions'), 'sessions').map((session) => ({
      id: text(session, 'id'),
      name: text(session, 'name'),
      created: number(session, 'created'),
      lastUsed: number(session, 'last_used'),
      current: session.current === true,
    }));
  }

  async revoke(session: string): Promise<void> {
    await call(this.fetch, 'DELETE', `/v1/sessions/${encodeURIComponent(session)}`);
  }

  async invite(): Promise<{ readonly code: string }> {
    return { code: text(await call(this.fetch, 'POST', '/v1/invitations'), 'code') };
  }

  async lookUp(name: string): Promise<Person | undefined> {
    return (await this.persons(`name=${encodeURIComponent(name)}`))[0];
  }

  async describe(users: readonly UserId[]): Promise<readonly Person[]> {
    const found: Person[] = [];
    for (let i = 0; i < users.length; i += MAX_IDS) {
      const query = users.slice(i, i + MAX_IDS).map((id) => `id=${encodeURIComponent(id)}`);
      found.push(...(await this.persons(query.join('&'))));
    }
    return found;
  }

  /** For whoever only wants to know whether the server knows this browser. */
  async known(): Promise<'known' | 'unknown' | 'unreachable'> {
    try {
      await this.me();
      return 'known';
    } catch (fault) {
      return fault instanceof ServerFault && fault.code === 'unauthorized' ? 'unknown' : 'unreachable';
    }
  }

  private async persons(query: string): Promise<readonly Person[]> {
    const answer = await this.get(`/v1/users?${query}`);
    return list(answer, 'users').map((user) => ({ id: text(user, 'id'), name: text(user, 'name') }));
  }

  private get(path: string): Promise<JsonFields> {
    return call(this.fetch, 'GET', path);
  }

  private post(path: string, body: JsonFields): Promise<JsonFields> {
    return call(this.fetch, 'POST', path, body);
  }
}

function signedIn(answer: JsonFields): SignedIn {
  return {
    user: text(answer, 'user'),
    name: text(answer, 'name'),
    administrator: answer.administrator === true,
    device: text(answer, 'device'),
  };
}
