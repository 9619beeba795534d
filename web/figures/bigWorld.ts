import { content } from '../src/protocol/contents';
import { contentToWire } from '../src/protocol/entryCodec';
import { writeGroupChange } from '../src/protocol/groupChanges';
import { conversationId } from '../src/protocol/ids';
import { fill, textOf, Writer } from '../e2e/support/fill';
import { register } from '../e2e/support/people';
import type { Server } from '../e2e/support/server';

const PEOPLE = 30;
/** Fewer to try the measuring itself. */
export const GROUPS = Number(process.env.GODWIT_GROUPS ?? 469);
const EACH = 20;
/** Entries in all conversations but the big one. */
export const OTHERS = (PEOPLE + GROUPS) * EACH;

/** What was written last in a group. */
export const lastIn = (group: number): string => `That is all from group ${group}`;
export const lastFrom = (person: number): string => `That is all from person${person}`;

/** alice with bob, `messages` of them, and 499 other conversations of some messages each. */
export async function bigWorld(server: Server, messages: number): Promise<void> {
  const people = Array.from({ length: PEOPLE }, (_, i) => `person${i}`);
  const tokens = await register(server, 'alice', 'bob', ...people);
  const alice = await Writer.of(server, tokens.alice ?? '');
  const bob = await Writer.of(server, tokens.bob ?? '');
  for (const [i, person] of people.entries()) {
    const writer = await Writer.of(server, tokens[person] ?? '');
    const conversation = conversationId.direct(alice.user, writer.user);
    const texts = [...Array.from({ length: EACH - 1 }, (_, n) => textOf(i * EACH + n + 1)), lastFrom(i)];
    await writer.write(
      ...texts.map((text, n) => ({
        conversation,
        id: `p${n}`,
        with: alice.user,
        ...contentToWire(content.message(text)),
      })),
    );
    await alice.read(conversation, texts.length);
  }
  for (let i = 0; i < GROUPS; i++) {
    const nonce = `${i}`.padStart(26, '0');
    const conversation = conversationId.group(alice.user, nonce);
    const contents = [
      writeGroupChange({ type: 'create', nonce, title: `Group ${i}`, history: 'joined' }),
      writeGroupChange({ type: 'add', users: [bob.user] }),
      ...Array.from({ length: EACH - 3 }, (_, n) => content.message(textOf(i * EACH + n + 1))),
      content.message(lastIn(i)),
    ];
    await alice.write(...contents.map((each, n) => ({ conversation, id: `g${i}-${n}`, ...contentToWire(each) })));
  }
  await fill(server, tokens.alice ?? '', tokens.bob ?? '', messages);
}
