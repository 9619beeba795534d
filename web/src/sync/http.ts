import { ServerFault } from '../protocol/serverFault';
import type { Fetch } from './framesPost';

const TIMEOUT_MILLIS = 20_000;

export type JsonFields = Readonly<Record<string, unknown>>;

/**
 * One request to the server's HTTP API, with the browser's cookie. Rejects with `ServerFault`: the server's own code,
 * `unreachable`, or `bad_answer`.
 */
export async function call(fetcher: Fetch, method: string, path: string, body?: JsonFields): Promise<JsonFields> {
  let response: Response;
  let written: string;
  try {
    response = await fetcher(path, {
      method,
      headers:
        body === undefined
          ? { Accept: 'application/json' }
          : { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
    written = await response.text();
  } catch {
    throw new ServerFault('unreachable', 'The server cannot be reached.', 'Check the network, then try again.');
  }
  const answer = fieldsOf(written);
  if (response.ok) {
    if (answer === undefined) {
      throw badAnswer();
    }
    return answer;
  }
  const error = asFields(answer?.error);
  if (error === undefined) {
    throw new ServerFault(
      response.status === 401 ? 'unauthorized' : 'bad_answer',
      `The server answered with status ${response.status}.`,
      '',
    );
  }
  const { code, message, hint } = error;
  throw new ServerFault(
    typeof code === 'string' ? code : 'bad_answer',
    typeof message === 'string' ? message : '',
    typeof hint === 'string' ? hint : '',
  );
}

export function asFields(value: unknown): JsonFields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** @throws ServerFault `bad_answer` */
export function text(fields: JsonFields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') {
    throw badAnswer();
  }
  return value;
}

export function number(fields: JsonFields, name: string): number {
  const value = fields[name];
  return typeof value === 'number' ? value : 0;
}

/** The objects of a list; none if there is no list. */
export function list(fields: JsonFields, name: string): readonly JsonFields[] {
  const value = fields[name];
  return Array.isArray(value) ? value.map(asFields).filter((each) => each !== undefined) : [];
}

function fieldsOf(body: string): JsonFields | undefined {
  try {
    return body === '' ? {} : asFields(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function badAnswer(): ServerFault {
  return new ServerFault('bad_answer', 'That is not the answer of a Godwit server.', 'Check the address.');
}
