import { conversationId } from '../../src/protocol/ids';
import type { Server } from './server';

/** One request holds 256 frames, the first of which is `hello`. */
const BATCH = 255;
/** A little slower than the server lets one person write, for ever and at once. */
const PER_SECOND = 950;
const AT_ONCE = 4_000;

const WORDS = (
  'the tide comes in over the mudflats and a flock of godwits turns south before the wind does anybody know when ' +
  'train leaves for harbour we could meet at bridge bring bread cheese coffee map rain tomorrow sun maybe later'
).split(' ');

/** Text that differs from one number to the next; every thousandth has a word that no other has. */
export function textOf(n: number): string {
  const picked = Array.from({ length: 4 + (n % 9) }, (_, i) => WORDS[(n * 31 + i * 7 + ((n * i) % 13)) % WORDS.length]);
  return n % 1_000 === 0 ? `${picked.join(' ')} landmark${n / 1_000}` : picked.join(' ');
}

/** Somebody who writes as a client without a socket does, no faster than one person may. */
export class Writer {
  private readonly begin = Date.now();
  private written = 0;

  private constructor(
    private readonly server: Server,
    private readonly token: string,
    readonly user: string,
  ) {}

  static async of(server: Server, token: string): Promise<Writer> {
    const answer = await fetch(`${server.origin}/v1/me`, { headers: { Authorization: `Bearer ${token}` } });
    return new Writer(server, token, ((await answer.json()) as { user: string }).user);
  }

  /** Rejects unless the server has stored all of them. */
  async write(...sends: readonly object[]): Promise<void> {
    for (let first = 0; first < sends.length; first += BATCH) {
      const frames = sends.slice(first, first + BATCH).map((send) => ({ t: 'send', ...send }));
      await this.pace(frames.length);
      const answers = await this.post(frames);
      const stored = answers.filter(({ t }) => t === 'sent').length;
      if (stored !== frames.length) {
        const refused = answers.find(({ t }) => t !== 'sent' && t !== 'welcome');
        throw new Error(`only ${stored} of ${frames.length} were stored: ${JSON.stringify(refused)}`);
      }
    }
  }

  async read(conversation: string, seq: number): Promise<void> {
    await this.post([{ t: 'receipts', receipts: [{ conversation, delivered: seq, read: seq }] }]);
  }

  private async post(frames: readonly object[]): Promise<readonly { t: string }[]> {
    const answer = await fetch(`${this.server.origin}/v1/frames`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ frames: [{ t: 'hello', version: 1, agent: 'fill' }, ...frames] }),
    });
    return ((await answer.json()) as { frames: readonly { t: string }[] }).frames;
  }

  private async pace(count: number): Promise<void> {
    this.written += count;
    const early = ((this.written - AT_ONCE) / PER_SECOND) * 1_000 - (Date.now() - this.begin);
    if (early > 0) {
      await new Promise((done) => setTimeout(done, early));
    }
  }
}

/** Two people write `count` messages to each other, by turns, and have read them all. */
export async function fill(server: Server, from: string, to: string, count: number): Promise<void> {
  const both = await Promise.all([Writer.of(server, from), Writer.of(server, to)]);
  const conversation = conversationId.direct(both[0].user, both[1].user);
  for (let first = 0, turn = 0; first < count; first += BATCH, turn = 1 - turn) {
    const other = both[1 - turn]?.user;
    const numbers = Array.from({ length: Math.min(BATCH, count - first) }, (_, i) => first + i);
    await both[turn]?.write(
      ...numbers.map((n) => {
        const body = { type: 'text/plain', data: textOf(n) };
        return { conversation, id: `fill-${n}`, with: other, kind: 'message', body };
      }),
    );
  }
  await Promise.all(both.map((each) => each.read(conversation, count)));
}
