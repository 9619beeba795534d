import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PageTransport } from '../../src/sync/transport';
import { calm, TestClock } from './support/testClock';

/** WebSockets of a browser, opened and ended by the test. */
class FakeSocket extends EventTarget {
  static readonly made: FakeSocket[] = [];
  readonly sent: string[] = [];
  closed = false;

  constructor(readonly address: string) {
    super();
    FakeSocket.made.push(this);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }

  say(data: string): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }

  end(reason = ''): void {
    this.dispatchEvent(Object.assign(new Event('close'), { reason }));
  }
}

type Answer = 'known' | 'unknown' | 'unreachable';

function page(answer: Answer, permitted = true) {
  const clock = new TestClock();
  const said: string[] = [];
  const posts: string[] = [];
  let asked = 0;
  const transport = new PageTransport({
    origin: 'https://chat.example.org',
    clock,
    fetch: (path) => {
      posts.push(path);
      return new Promise(() => undefined);
    },
    permitted: () => Promise.resolve(permitted),
    ask: async () => {
      asked++;
      return answer;
    },
  });
  const connect = async () => {
    const link = transport.connect({
      opened: () => said.push('opened'),
      frame: (frame) => said.push(frame.t),
      closed: (unauthorized, reason) => said.push(`closed${unauthorized ? ' unauthorized' : ''}: ${reason}`),
    });
    await calm();
    return link;
  };
  return { clock, said, posts, connect, asked: () => asked };
}

function socket(index = FakeSocket.made.length - 1): FakeSocket {
  const made = FakeSocket.made[index];
  if (made === undefined) {
    throw new Error('no WebSocket was made');
  }
  return made;
}

beforeEach(() => {
  FakeSocket.made.length = 0;
  vi.stubGlobal('WebSocket', FakeSocket);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('how a page connects', () => {
  test('by a WebSocket, one frame in each message; what it does not know it ignores', async () => {
    const { said, connect } = page('known');
    const link = await connect();
    expect(socket().address).toBe('wss://chat.example.org/v1/connect');
    socket().dispatchEvent(new Event('open'));
    link.send([{ t: 'check' }]);
    expect(socket().sent).toEqual(['{"t":"check"}']);
    socket().say('{"t":"from_the_future","what":1}');
    socket().say('not a frame');
    socket().say('{"t":"behind"}');
    expect(said).toEqual(['opened', 'behind']);
  });

  test('a connection that ends is told once, with the reason of the server', async () => {
    const { said, connect, asked } = page('known');
    await connect();
    socket().dispatchEvent(new Event('open'));
    socket().end('Bye.');
    socket().end();
    expect(said).toEqual(['opened', 'closed: Bye.']);
    expect(asked()).toBe(0);
  });

  test('a message that is too large ends it', async () => {
    const { said, connect } = page('known');
    await connect();
    socket().dispatchEvent(new Event('open'));
    socket().say(`"${'x'.repeat(512 * 1024)}"`);
    expect(said).toEqual(['opened', 'closed: The server sent a frame that is too large.']);
    expect(socket().closed).toBe(true);
  });

  test('a server that cannot be reached is no reason for anything but patience', async () => {
    const { said, connect, asked, posts } = page('unreachable');
    for (let i = 0; i < 3; i++) {
      await connect();
      socket().end();
      await calm();
    }
    expect(said).toEqual(Array.from({ length: 3 }, () => 'closed: The server cannot be reached.'));
    expect(asked()).toBe(3);
    expect(posts).toEqual([]);
  });

  test('a WebSocket that hangs is given up after ten seconds', async () => {
    const { said, connect, clock } = page('unreachable');
    await connect();
    clock.advance(10_000);
    await calm();
    expect(said).toEqual(['closed: The server cannot be reached.']);
    expect(socket().closed).toBe(true);
  });

  test('a session that the server does not know is said as such', async () => {
    const { said, connect } = page('unknown');
    await connect();
    socket().end();
    await calm();
    expect(said[0]).toMatch(/^closed unauthorized/);
  });

  test('where requests get through and WebSockets do not, requests are used, until a WebSocket is tried again', async () => {
    const { said, connect, posts, clock } = page('known');
    await connect();
    socket().end();
    await calm();
    expect(said).toEqual(['closed: The connection does not get through.']);
    await connect();
    socket().end();
    await calm();
    expect(said[1]).toBe('opened');
    const link = await connect();
    expect(FakeSocket.made).toHaveLength(2);
    link.send([{ t: 'hello', version: 1, agent: 'test', receipts: [] }]);
    await calm();
    expect(posts).toEqual(['/v1/frames']);
    clock.advance(10 * 60_000);
    await calm();
    expect(said.at(-1)).toBe('closed: A better connection is tried.');
    await connect();
    expect(FakeSocket.made).toHaveLength(3);
  });

  test('nothing is connected with the cookie of another user', async () => {
    const { said, connect } = page('known', false);
    await connect();
    expect(FakeSocket.made).toEqual([]);
    expect(said).toEqual(['closed unauthorized: The session belongs to another account.']);
  });

  test('who gives up before anything happened hears nothing any more', async () => {
    const { said, connect, asked } = page('known');
    const link = await connect();
    link.close();
    socket().end();
    await calm();
    expect(said).toEqual([]);
    expect(asked()).toBe(0);
  });
});
