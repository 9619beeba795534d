import { content, contentOf } from '../../../src/protocol/contents';
import type { ConversationId, Entry, GroupView, UserId } from '../../../src/protocol/frames';
import { writeGroupChange } from '../../../src/protocol/groupChanges';
import { conversationId } from '../../../src/protocol/ids';
import type { Database } from '../../../src/store/database';
import type { LocalWrites } from '../../../src/store/localWrites';
import { entry, type People } from './people';

const person = (letter: string): UserId => `u${letter.repeat(25)}0`;

export const ME = person('a');
export const BOB = person('b');
export const CAROL = person('c');
export const NOOR = person('d');
export const LI = person('e');
export const MARTA = person('f');
export const DAVID = person('g');

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const MIXED: readonly (readonly [UserId, string])[] = [
  [BOB, 'Are the godwits still there?'],
  [ME, 'Hundreds of them. They came in with the tide this morning, and the whole mudflat is moving.'],
  [ME, 'Look at https://example.org/birds/godwit_(bird) before you come, or write to warden@example.org.'],
  [BOB, 'https://аpple.com/ is not what it looks like'],
  [NOOR, 'صباح الخير! هل ما زالت الطيور هناك؟ سأصل في الساعة ٩:٣٠ مع Bob.'],
  [NOOR, 'שלום, also in two scripts'],
  [LI, '我帶望遠鏡和茶。潮水中午轉向，所以十一點前到。'],
  [LI, 'おはようございます。今日は風が強いですね。'],
  [BOB, 'สวัสดีตอนเช้า नमस्ते Καλημέρα Доброе утро'],
  [ME, '🙂'],
  [BOB, '🎉👍🏽'],
  [BOB, 'On one line: 🐦🌊 and words'],
  [
    ME,
    'A list:\n• binoculars\n• tea\n• the big kettle\n\nAnd a longer thought, because somebody always writes one: the bird flies eleven days without landing, and arrives. Nobody knows how it sleeps. It eats until it is round, lets its stomach shrink to save weight, waits for a wind from behind, and goes.',
  ],
  [BOB, 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3)],
  [ME, 'function arrive() {\n  return days.reduce((sum, day) => sum + day.flown, 0);\n}'],
  [BOB, 'ok'],
  [ME, 'ok'],
];

const TALK = [
  'Yes',
  'I leave now',
  'The tide turns at noon, so be there by eleven.',
  'Can you bring the big kettle? The small one leaks, and last time we had to drink from the lid.',
  'No signal past the lighthouse, so this may take a while to reach you.',
  '😀',
  'See https://example.org/map',
  'Line one\nline two\nline three',
];

/** Everything that a conversation can look like. `lines`: how long the long one is. */
export async function fillAll(
  people: People,
  writes: LocalWrites,
  db: Database,
  lines: number,
  say: (text: string) => void,
): Promise<void> {
  await people.named({
    [ME]: 'alice',
    [BOB]: 'bob',
    [CAROL]: 'Carol Ferreira',
    [NOOR]: 'نور الهدى',
    [LI]: '李小龍',
    [MARTA]: 'marta',
    [DAVID]: 'Bartholomew-Maximilian_Featherstonehaugh',
  });
  const now = Date.now();
  await withBob(people, writes, db, now);
  await birdWatchers(people, db, now);
  await long(people, db, now, lines, say);
  await unread(people, now);
  await stranger(people, now);
  await gone(people, now);
  await writes.open(DAVID);
}

async function keyOf(db: Database, id: ConversationId): Promise<number> {
  return (await db.conversations.where('id').equals(id).first())?.key ?? 0;
}

async function pair(people: People, other: UserId): Promise<ConversationId> {
  const id = conversationId.direct(ME, other);
  await people.apply({ type: 'setMembers', conversation: id, members: [ME, other] });
  return id;
}

/** 1: every script and every state. */
async function withBob(people: People, writes: LocalWrites, db: Database, now: number): Promise<void> {
  const id = await pair(people, BOB);
  const entries: Entry[] = MIXED.map(([from, text], i) =>
    entry(i + 2, now - 2 * DAY + i * 3 * MINUTE, from === ME ? ME : BOB, content.message(text)),
  );
  let seq = entries.length + 2;
  entries.push(
    entry(seq++, now - 60 * MINUTE, BOB, contentOf('poll', { type: 'application/x-poll', data: '{}' })),
    entry(seq++, now - 59 * MINUTE, ME, content.message('This will be edited')),
    entry(seq++, now - 58 * MINUTE, ME, content.edit(seq - 2, 'This was edited')),
    entry(seq++, now - 57 * MINUTE, BOB, content.message('This will be taken back')),
    entry(seq++, now - 56 * MINUTE, BOB, content.delete(seq - 2)),
    entry(seq++, now - 55 * MINUTE, ME, content.message('Read')),
    entry(seq++, now - 54 * MINUTE, ME, content.message('Delivered')),
    entry(seq++, now - 53 * MINUTE, ME, content.message('Sent')),
  );
  await people.said(id, entries, seq - 1);
  const cursor = { delivered: seq - 2, read: seq - 3 };
  await people.apply(
    { type: 'setCursor', conversation: id, user: BOB, cursor },
    { type: 'setSeen', conversation: id, seq: seq - 1 },
  );
  const key = await keyOf(db, id);
  await writes.send(key, 'This one the server will not take');
  await people.refuse(key, 'not_accepted', 'bob does not take messages from you. Ask them to accept you first.');
  await writes.send(key, 'In the tunnel now, see you');
  await writes.send(key, 'Do not wait');
}

/** 2: several people, and what they do to the group. */
async function birdWatchers(people: People, db: Database, now: number): Promise<void> {
  const id = conversationId.group(BOB, 'birds');
  const view: GroupView = {
    seq: 1,
    title: 'Bird watchers of the northern estuary',
    titleVersion: 0,
    history: 'all',
    large: false,
    count: 4,
    role: 'member',
    members: [
      { user: BOB, role: 'owner' },
      { user: ME, role: 'member' },
      { user: NOOR, role: 'admin' },
      { user: LI, role: 'member' },
    ],
    links: [],
  };
  await people.group(id, view);
  const title = view.title;
  const entries: Entry[] = [
    entry(1, now - 2 * DAY, BOB, writeGroupChange({ type: 'create', nonce: 'birds', title, history: 'all' })),
    entry(2, now - 2 * DAY + MINUTE, BOB, writeGroupChange({ type: 'add', users: [ME, NOOR, LI] })),
    entry(3, now - 2 * DAY + 2 * MINUTE, BOB, writeGroupChange({ type: 'setRole', user: NOOR, role: 'admin' })),
    ...MIXED.map(([from, text], i) =>
      entry(i + 4, now - DAY + Math.floor(i / 2) * 8 * MINUTE + (i % 2) * 20_000, from, content.message(text)),
    ),
  ];
  const head = entries.length;
  await people.said(id, entries, head);
  const cursor = { delivered: head, read: head };
  await people.apply(
    ...[BOB, NOOR, LI].map((user) => ({ type: 'setCursor', conversation: id, user, cursor }) as const),
    { type: 'setSeen', conversation: id, seq: head },
  );
  await keyOf(db, id);
}

/** 3: a long one. */
async function long(people: People, db: Database, now: number, lines: number, say: (text: string) => void) {
  const id = await pair(people, CAROL);
  const page = 200;
  for (let to = lines + 1; to > 1; to -= page) {
    const entries: Entry[] = [];
    for (let seq = Math.max(2, to - page + 1); seq <= to; seq++) {
      const text = `${seq}: ${TALK[(seq * 7) % TALK.length] ?? ''}`;
      entries.push(entry(seq, now - (lines - seq) * 7 * MINUTE, (seq >> 2) % 2 ? CAROL : ME, content.message(text)));
    }
    const head = lines + 1;
    await people.apply(
      { type: 'putEntries', conversation: id, entries },
      { type: 'setCoverage', conversation: id, head, covered: `${Math.max(1, to - page + 1)}-${head}` },
    );
    say(`${head - to} of ${lines} lines`);
  }
  const cursor = { delivered: lines, read: lines - 20 };
  await people.apply(
    { type: 'setCursor', conversation: id, user: CAROL, cursor },
    { type: 'setSeen', conversation: id, seq: lines + 1 },
    { type: 'setCoverage', conversation: id, head: lines + 1, covered: `1-${lines + 1}` },
  );
  await keyOf(db, id);
}

/** 4: half of it is unread. */
async function unread(people: People, now: number): Promise<void> {
  const id = await pair(people, LI);
  const entries = Array.from({ length: 200 }, (_, i) =>
    entry(i + 2, now - (200 - i) * 9 * MINUTE, i % 5 === 0 ? ME : LI, content.message(TALK[i % TALK.length] ?? '')),
  );
  await people.said(id, entries, 201);
  await people.apply({ type: 'setSeen', conversation: id, seq: 120 });
}

/** 5: a request. */
async function stranger(people: People, now: number): Promise<void> {
  const id = await pair(people, MARTA);
  await people.apply({ type: 'strangers', allowed: true });
  const text = 'Hello, we met at the lighthouse. Do you have the pictures?';
  await people.said(id, [entry(2, now - 5 * MINUTE, MARTA, content.message(text))], 2);
}

/** 6: a group that the user is no member of any more. */
async function gone(people: People, now: number): Promise<void> {
  const id = conversationId.group(NOOR, 'gone');
  const view: GroupView = {
    seq: 3,
    title: 'Last year',
    titleVersion: 0,
    history: 'all',
    large: false,
    count: 2,
    members: [{ user: NOOR, role: 'owner' }],
    links: [],
  };
  await people.group(id, view);
  await people.said(
    id,
    [
      entry(2, now - 400 * DAY, NOOR, content.message('See you next year')),
      entry(3, now - 399 * DAY, NOOR, writeGroupChange({ type: 'remove', user: ME })),
    ],
    3,
  );
}
