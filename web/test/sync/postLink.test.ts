import { describe, expect, test } from 'vitest';
import type { ClientFrame, ServerFrame } from '../../src/protocol/frames';
import { PostLink } from '../../src/sync/postLink';
import { calm, TestClock } from './support/testClock';

const ALICE = 'ua1a1a1a1a1a1a1a1a1a1a1a1a1';
const BOB = 'ub2b2b2b2b2b2b2b2b2b2b2b2b2';
const DEVICE = 'vc3c3c3c3c3c3c3c3c3c3c3c3c3';
const CONVERSATION = 'd4e60m9tjd8ecv5zq5xcbpcqp5pgwzv5r';
const HELLO: ClientFrame = { t: 'hello', version: 1, agent: 'test', mark: 'm0', receipts: [] };

interface Request {
  readonly frames: readonly { readonly t: string; readonly mark?: string }[];
  readonly wait?: number;
  readonly signal: AbortSignal | null | undefined;
  readonly answer: (...frames: object[]) => Promise<void>;
  readonly refuse: (status: number) => Promise<void>;
}

/** A link whose requests a test answers by hand. */
function link(parts: { polling?: boolean; permitted?: () => Promise<boolean> } = {}) {
  const clock = new TestClock();
  const requests: Request[] = [];
  const heard: ServerFrame[] = [];
  const said: string[] = [];
  const made = new PostLink(
    {
      clock,
      polling: parts.polling ?? false,
      permitted: parts.permitted ?? (() => Promise.resolve(true)),
      fetch: (path, init) =>
        new Promise((resolve, reject) => {
          expect(path).toBe('/v1/frames');
          init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
          const respond = async (response: Response): Promise<void> => {
            resolve(response);
            await calm();
          };
          const body = JSON.parse(String(init.body)) as Pick<Request, 'frames' | 'wait'>;
          requests.push({
            ...body,
            signal: init.signal,
            answer: (...frames) => respond(Response.json({ frames })),
            refuse: (status) => respond(new Response('', { status })),
          });
        }),
    },
    {
      opened: () => said.push('opened'),
      frame: (frame) => heard.push(frame),
      closed: (unauthorized, reason) => said.push(`closed${unauthorized ? ' unauthorized' : ''}: ${reason}`),
    },
  );
  return { link: made, clock, requests, heard, said };
}

function welcome(epoch = 'e1', user = ALICE): object {
  return { t: 'welcome', epoch, user, device: DEVICE, at: 1, window: 64 };
}

function current(mark: string): object {
  return { t: 'current', mark, digest: '0000000000000000' };
}

function types(frames: readonly { readonly t: string }[]): string {
  return frames.map((frame) => frame.t).join(' ');
}

async function greeted(parts: Parameters<typeof link>[0] = {}) {
  const all = link(parts);
  await calm();
  all.link.send([HELLO]);
  await calm();
  await all.requests[0]?.answer(welcome(), current('m1'));
  return all;
}

describe('a connection made of requests', () => {
  test('takes the greeting and what follows it in the same breath into one request', async () => {
    const { link: made, requests, heard, said } = link();
    await calm();
    expect(said).toEqual(['opened']);
    made.send([HELLO, { t: 'cancel', conversation: CONVERSATION, id: 'one' }]);
    await calm();
    expect(requests.map((request) => types(request.frames))).toEqual(['hello cancel']);
    expect(requests[0]?.wait).toBeUndefined();
    await requests[0]?.answer(
      welcome(),
      { t: 'cancelled', conversation: CONVERSATION, id: 'one' },
      { t: 'changes', conversations: [] },
      current('m1'),
    );
    expect(types(heard)).toBe('welcome cancelled changes current');
  });

  test('the engine learns which store it is before it learns what became of a send', async () => {
    const { link: made, requests, heard } = link();
    await calm();
    made.send([HELLO, { t: 'cancel', conversation: CONVERSATION, id: 'one' }]);
    await calm();
    await requests[0]?.answer({ t: 'cancelled', conversation: CONVERSATION, id: 'one' }, welcome(), current('m1'));
    expect(types(heard)).toBe('welcome cancelled current');
  });

  test('greets in each request with the newest mark, and lets the engine hear neither welcome nor current of it', async () => {
    const { link: made, requests, heard } = await greeted();
    made.send([{ t: 'cancel', conversation: CONVERSATION, id: 'two' }]);
    await calm();
    expect(types(requests[1]?.frames ?? [])).toBe('hello cancel');
    expect(requests[1]?.frames[0]?.mark).toBe('m1');
    const answer = { t: 'cancelled', conversation: CONVERSATION, id: 'two' };
    await requests[1]?.answer(welcome(), { t: 'changes', conversations: [] }, current('m2'), answer);
    expect(types(heard)).toBe('welcome current changes cancelled');
    made.send([{ t: 'typing', conversation: CONVERSATION, on: true }]);
    await calm();
    expect(requests[2]?.frames[0]?.mark).toBe('m2');
  });

  test('answers a check with the last current only, behind all that was asked in the same request', async () => {
    const { link: made, requests, heard } = await greeted();
    made.send([
      { t: 'receipts', receipts: [{ conversation: CONVERSATION, cursor: { delivered: 1, read: 1 } }] },
      { t: 'check', mark: 'older' },
    ]);
    await calm();
    expect(types(requests[1]?.frames ?? [])).toBe('hello receipts check');
    // What the engine's mark would bring again was handed on already.
    expect(requests[1]?.frames[2]?.mark).toBe('m1');
    await requests[1]?.answer(welcome(), current('m2'), { t: 'changes', conversations: [] }, current('m3'));
    expect(heard.filter((frame) => frame.t === 'current').map((frame) => frame.mark)).toEqual(['m1', 'm3']);
    expect(heard.at(-1)?.t).toBe('current');
  });

  test('a check without a mark stays one', async () => {
    const { link: made, requests } = await greeted();
    made.send([{ t: 'check' }]);
    await calm();
    expect(requests[1]?.frames[1]).toEqual({ t: 'check' });
  });

  test('an answer that is not whole ends the connection, and nothing counts as confirmed', async () => {
    const { link: made, requests, heard, said } = await greeted();
    made.send([{ t: 'check', mark: 'm1' }]);
    await calm();
    const retry = { t: 'error', code: 'retry', permanent: false, message: 'Later.', hint: '' };
    await requests[1]?.answer(welcome(), current('m2'), retry);
    expect(heard.filter((frame) => frame.t === 'current')).toHaveLength(1);
    expect(said).toEqual(['opened', 'closed: The server could not answer everything.']);
  });

  test('receipts that the server was too busy for count as lost', async () => {
    const { link: made, requests, heard, said } = await greeted();
    made.send([
      { t: 'receipts', receipts: [] },
      { t: 'check', mark: 'm1' },
    ]);
    await calm();
    const throttled = { t: 'error', code: 'throttled', permanent: false, message: 'Too much.', hint: '' };
    await requests[1]?.answer(welcome(), throttled, current('m2'), current('m3'));
    expect(heard.filter((frame) => frame.t === 'current')).toHaveLength(1);
    expect(said).toHaveLength(2);
  });

  test('waits for news in a request, and hangs up as soon as there is something to say', async () => {
    const { link: made, requests, heard, said } = await greeted({ polling: true });
    expect(requests).toHaveLength(2);
    expect(types(requests[1]?.frames ?? [])).toBe('hello');
    expect(requests[1]?.wait).toBe(20_000);
    made.send([{ t: 'cancel', conversation: CONVERSATION, id: 'three' }]);
    await calm();
    expect(requests[1]?.signal?.aborted).toBe(true);
    expect(types(requests[2]?.frames ?? [])).toBe('hello cancel');
    await requests[2]?.answer(welcome(), { t: 'cancelled', conversation: CONVERSATION, id: 'three' }, current('m2'));
    expect(types(heard)).toBe('welcome current cancelled');
    expect(said).toEqual(['opened']);
    expect(requests).toHaveLength(4);
  });

  test('says again in each request what is on the screen', async () => {
    const { link: made, requests } = await greeted();
    const watch: ClientFrame = { t: 'watch', conversations: [CONVERSATION], users: [BOB] };
    made.send([watch]);
    await calm();
    expect(types(requests[1]?.frames ?? [])).toBe('hello watch');
    await requests[1]?.answer(welcome(), current('m2'));
    made.send([{ t: 'typing', conversation: CONVERSATION, on: true }]);
    await calm();
    expect(types(requests[2]?.frames ?? [])).toBe('hello watch typing');
  });

  test('polls that always bring something at once are no storm', async () => {
    const { clock, requests } = await greeted({ polling: true });
    for (let i = 0; i < 50; i++) {
      await requests.at(-1)?.answer(welcome(), { t: 'changes', conversations: [] }, current(`n${i}`));
      clock.advance(100);
      await calm();
    }
    expect(requests.length).toBeLessThan(10);
  });

  test('does not outgrow what the server reads at once', async () => {
    const { link: made, requests } = await greeted();
    const many = Array.from({ length: 600 }, (_, i) => i);
    made.send(many.map((i) => ({ t: 'cancel', conversation: CONVERSATION, id: `c${i}` })));
    await calm();
    await requests[1]?.answer(welcome(), current('m2'));
    await requests[2]?.answer(welcome(), current('m3'));
    const lengths = requests.slice(1).map((request) => request.frames.length);
    expect(lengths).toEqual([256, 256, 91]);
    const ids = requests.slice(1).flatMap((request) => request.frames.slice(1));
    expect(ids.map((frame) => ('id' in frame ? frame.id : ''))).toEqual(many.map((i) => `c${i}`));
  });

  test('a session that the server does not know is said as such', async () => {
    const { link: made, requests, said } = await greeted();
    made.send([{ t: 'check' }]);
    await calm();
    await requests[1]?.refuse(401);
    expect(said[1]).toMatch(/^closed unauthorized/);
  });

  test.each([[500], [503], [400], [200]])('status %i without an answer ends the connection', async (status) => {
    const { link: made, requests, said } = await greeted();
    made.send([{ t: 'check' }]);
    await calm();
    await requests[1]?.refuse(status);
    expect(said[1]).toMatch(/^closed: /);
  });

  test('a server that was restored meanwhile is met by a new greeting of the engine', async () => {
    const { link: made, requests, heard, said } = await greeted();
    made.send([{ t: 'check', mark: 'm1' }]);
    await calm();
    await requests[1]?.answer(welcome('e2'), current('m2'), current('m3'));
    expect(types(heard)).toBe('welcome current');
    expect(said).toEqual(['opened', 'closed: The server was restored.']);
  });

  test('asks nothing with the cookie of another user', async () => {
    let mine = true;
    const { link: made, requests, said } = await greeted({ permitted: () => Promise.resolve(mine) });
    mine = false;
    made.send([{ t: 'check' }]);
    await calm();
    expect(requests).toHaveLength(1);
    expect(said[1]).toMatch(/^closed unauthorized: .*another account/);
  });

  test('gives up on a server that never answers', async () => {
    const { link: made, clock, said } = await greeted();
    made.send([{ t: 'check' }]);
    await calm();
    clock.advance(31_000);
    await calm();
    expect(said).toEqual(['opened', 'closed: The server cannot be reached.']);
  });

  test('says nothing any more once it was closed here', async () => {
    const { link: made, requests, heard, said } = await greeted();
    made.send([{ t: 'check' }]);
    await calm();
    made.close();
    await requests[1]?.answer(welcome(), current('m2'), current('m3'));
    expect(types(heard)).toBe('welcome current');
    expect(said).toEqual(['opened']);
  });
});
