import { content } from '../../src/protocol/contents';
import type { ConversationId, Entry, GroupMember, Seq, UserId } from '../../src/protocol/frames';
import { base32, conversationId } from '../../src/protocol/ids';
import type { StoreOp } from '../../src/sync/core/effects';

/** How much somebody has on their device. */
export interface Size {
  readonly pairs: number;
  readonly groups: number;
  /** Of each group, without the user. */
  readonly members: number;
  /** Messages of each conversation. */
  readonly each: number;
}

/** As the engine writes it: all of this in one transaction. */
export type Apply = (...ops: readonly StoreOp[]) => Promise<void>;

const PAGE = 200;
const DEVICE = `v${'z'.repeat(26)}`;
export const BEGIN = 1_700_000_000_000;
const MINUTE = 60_000;

/** What is the same in every run, and looks like chance. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** From 0 up to, and without, 1. */
  next(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.state / 2 ** 32;
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  user(): UserId {
    // The last of 26 characters of base 32 holds three bits of 128.
    return `u${base32(Uint8Array.from({ length: 16 }, () => this.below(256)))}`;
  }
}

const WORDS = 20_000;

/** The word of this rank: the first ones are in every other message, the last ones in a handful of 100,000. */
export function wordOf(rank: number): string {
  const syllables = [
    'go',
    'dwi',
    'ta',
    'mu',
    'er',
    'lo',
    'ven',
    'sh',
    'ri',
    'ka',
    'no',
    'pel',
    'ü',
    'bra',
    'ix',
    'sol',
  ];
  let word = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / syllables.length)) {
    word += syllables[rest % syllables.length] ?? '';
  }
  return word;
}

/** As in every language a few words are very common and most are rare: the rank's logarithm is spread evenly. */
export function textOf(dice: Dice): string {
  const words: string[] = [];
  for (let count = 3 + dice.below(14); count > 0; count--) {
    words.push(wordOf(Math.floor(Math.exp(dice.next() * Math.log(WORDS))) - 1));
  }
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Fills an empty database through what the engine does. All conversations go on at the same time. */
export async function fill(apply: Apply, me: UserId, size: Size, seed = 42): Promise<readonly ConversationId[]> {
  const dice = new Dice(seed);
  const people = Array.from({ length: size.pairs }, () => dice.user());
  await apply({ type: 'putNames', persons: [...people, me].map((id, i) => ({ id, name: `person${i}` })) });
  const filled: ConversationId[] = [];
  for (const [i, other] of people.entries()) {
    const id = conversationId.direct(me, other);
    await apply({ type: 'setMembers', conversation: id, members: [me, other] });
    await conversation(apply, { id, me, other, each: size.each, dice, phase: i });
    filled.push(id);
  }
  for (let i = 0; i < size.groups; i++) {
    const owner = people[i % people.length] ?? me;
    const id = conversationId.group(owner, `n${i}`);
    const others = Array.from({ length: size.members }, (_, k) => people[(i + k) % people.length] ?? me);
    await apply(
      { type: 'setMembers', conversation: id, members: [] },
      { type: 'setGroup', conversation: id, group: groupOf(`Group ${i}`, me, owner, [...new Set(others)]) },
    );
    await conversation(apply, { id, me, other: owner, each: size.each, dice, phase: size.pairs + i });
    filled.push(id);
  }
  return filled;
}

function groupOf(title: string, me: UserId, owner: UserId, others: readonly UserId[]) {
  const members: GroupMember[] = [
    { user: me, role: 'admin' },
    ...others.map((user): GroupMember => ({ user, role: user === owner ? 'owner' : 'member' })),
  ];
  return {
    seq: 1,
    title,
    titleVersion: 0,
    history: 'all',
    large: false,
    count: members.length,
    role: 'admin',
    members,
    links: [],
  } as const;
}

interface Filling {
  readonly id: ConversationId;
  readonly me: UserId;
  readonly other: UserId;
  readonly each: number;
  readonly dice: Dice;
  /** Of conversations that go on at the same time. */
  readonly phase: number;
}

/** The newest page first, as a device that catches up has it. */
async function conversation(apply: Apply, { id, me, other, each, dice, phase }: Filling): Promise<void> {
  const head = each + 1;
  for (let to = head; to > 1; to -= PAGE) {
    const from = Math.max(2, to - PAGE + 1);
    const entries: Entry[] = [];
    for (let seq = from; seq <= to; seq++) {
      entries.push(messageAt(seq, dice.next() < 0.5 ? other : me, textOf(dice), phase));
    }
    await apply(
      { type: 'putEntries', conversation: id, entries },
      { type: 'setCoverage', conversation: id, head, covered: `${from === 2 ? 1 : from}-${head}` },
    );
  }
  await apply(
    { type: 'setCursor', conversation: id, user: other, cursor: { delivered: each, read: Math.floor(each / 2) } },
    { type: 'setSeen', conversation: id, seq: dice.below(head) },
  );
}

export function messageAt(seq: Seq, from: UserId, text: string, phase = 0): Entry {
  return {
    seq,
    at: BEGIN + seq * MINUTE + phase,
    from,
    device: DEVICE,
    id: `m${phase}.${seq}`,
    content: content.message(text),
  };
}
