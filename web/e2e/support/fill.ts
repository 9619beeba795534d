import { conversationId } from '../../src/protocol/ids';
import type { Server } from './server';

/** One request holds 256 frames, the first of which is `hello`. */
const BATCH = 255;

const WORDS = (
  'the tide comes in over the mudflats and a flock of godwits turns south before the wind does anybody know when ' +
  'train leaves for harbour we could meet at bridge bring bread cheese coffee map rain tomorrow sun maybe later'
).split(' ');

/** Text that differs from one number to the next; every thousandth has a word that no other has. */
export function textOf(n: number): string {
  const picked = Array.from({ length: 4 + (n % 9) }, (_, i) => WORDS[(n * 31 + i * 7 + ((n * i) % 13)) % WORDS.length]);
  return n % 1_000 === 0 ? `${picked.join(' ')} landmark${n / 1_000}` : picked.join(' ');
}

async function me(server: Server, token: string): Promise<string> {
  const answer = await fetch(`${server.origin}/v1/me`, { headers: { Authorization: `Bearer ${token}` } });
  const { user } = (await answer.json()) as { user: string };
  return user;
}

/** Writes `count` messages from one person to another, as a client without a socket does. */
export async function fill(server: Server, from: string, to: string, count: number): Promise<void> {
  const [sender, recipient] = await Promise.all([me(server, from), me(server, to)]);
  const conversation = conversationId.direct(sender, recipient);
  for (let first = 0; first < count; first += BATCH) {
    const frames: unknown[] = [{ t: 'hello', version: 1, agent: 'fill' }];
    for (let n = first; n < Math.min(first + BATCH, count); n++) {
      const body = { type: 'text/plain', data: textOf(n) };
      frames.push({ t: 'send', conversation, id: `fill-${n}`, with: recipient, kind: 'message', body });
    }
    const answer = await fetch(`${server.origin}/v1/frames`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${from}` },
      body: JSON.stringify({ frames }),
    });
    const { frames: answers } = (await answer.json()) as { frames: readonly { t: string }[] };
    const sent = answers.filter(({ t }) => t === 'sent').length;
    if (sent !== frames.length - 1) {
      throw new Error(`only ${sent} of ${frames.length - 1} were stored: ${JSON.stringify(answers.at(-1))}`);
    }
  }
}
