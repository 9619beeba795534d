import type { GroupLink, UserId } from '../../src/protocol/frames';
import { WAITING } from '../../src/store/rows';
import {
  NOTHING_NEARBY,
  type Connection,
  type Contact,
  type Conversation,
  type Member,
  type Message,
  type MessageState,
  type Nearby,
} from '../../src/store/model';

export const ME: UserId = 'u00000000000000000000000000';

/** All that the screens draw, held in memory. */
export interface World {
  connection: Connection;
  nearby: Nearby;
  conversations: Conversation[];
  messages: Message[];
  members: Record<number, readonly Member[]>;
  links: Record<number, readonly GroupLink[]>;
  contacts: Contact[];
  people: { readonly user: UserId; readonly name: string }[];
  settings: Record<string, string>;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

export function emptyWorld(): World {
  return {
    connection: { type: 'online', caughtUp: true },
    nearby: NOTHING_NEARBY,
    conversations: [],
    messages: [],
    members: {},
    links: {},
    contacts: [],
    people: [],
    settings: {},
  };
}

interface Line {
  readonly from: UserId;
  readonly text: string;
  readonly ago: number;
  readonly state?: MessageState;
  readonly deleted?: boolean;
}

const BOB = user(1);
const CAROL = user(2);
const DAVID = user(3);
const NOOR = user(4);
const LI = user(5);
const LONG = user(6);
const STRANGER = user(7);

export function user(index: number): UserId {
  return `u${String(index).padStart(26, '0')}`;
}

/** A day in the life of alice: every kind of row. `many`: so many more conversations. */
export function busyWorld(many = 0): World {
  const world = emptyWorld();
  const names: Record<UserId, string> = {
    [ME]: 'alice',
    [BOB]: 'Bob',
    [CAROL]: 'Carol Ferreira',
    [DAVID]: 'david.k',
    [NOOR]: 'نور الهدى',
    [LI]: '李小龍',
    [LONG]: 'Bartholomew-Maximilian_Featherstonehaugh',
    [STRANGER]: 'marta',
  };
  world.people = Object.entries(names)
    .filter(([id]) => id !== ME)
    .map(([id, name]) => ({ user: id, name }));
  const sent: MessageState = { type: 'sent' };
  const waiting: MessageState = { type: 'pending', waitsFor: 'connection' };
  const add = (key: number, of: Partial<Conversation>, lines: readonly Line[]) => {
    const messages = lines.map((line, i) => message(key, i, line, names));
    world.messages.push(...messages);
    const last = messages.at(-1);
    world.conversations.push({
      key,
      title: '',
      self: false,
      members: [],
      unread: 0,
      pending: messages.filter((each) => each.state.type === 'pending').length,
      failed: messages.filter((each) => each.state.type === 'failed').length,
      complete: true,
      muted: false,
      draft: '',
      request: false,
      blocked: false,
      seen: 0,
      ...(last ? { last } : {}),
      ...of,
    });
  };
  const one = (peer: UserId) => ({ peer, title: names[peer] ?? '', members: [ME, peer] });

  add(1, { ...one(BOB), unread: 2 }, [
    { from: ME, text: 'Are you on the ferry already?', ago: 3 * DAY, state: { type: 'read' } },
    { from: BOB, text: 'Yes. No signal past the lighthouse, so this may take a while to reach you.', ago: 42 },
    { from: BOB, text: 'The ferry is full of birdwatchers', ago: 41 },
  ]);
  add(2, { ...one(CAROL) }, [
    { from: CAROL, text: 'Can you bring the big kettle?', ago: 95 },
    { from: ME, text: 'Yes, and the small one too', ago: 90, state: { type: 'read' } },
  ]);
  add(
    3,
    {
      id: 'g0123456789abcdefghjkmnpqrstvwxyz0',
      title: 'Harbour swim, Saturdays',
      members: [ME, BOB, CAROL, DAVID],
      unread: 14,
      group: { role: 'owner', joining: false, count: 4, large: false, history: 'all' },
    },
    [
      { from: BOB, text: 'Water is 11 degrees', ago: 130 },
      { from: CAROL, text: 'Then I bring soup. Who else comes? We meet at the steps at seven, as always.', ago: 125 },
    ],
  );
  add(4, { ...one(DAVID), draft: 'I have looked at the plans and' }, [
    { from: DAVID, text: 'Plans attached to the door', ago: 200 },
  ]);
  add(5, { ...one(NOOR) }, [{ from: NOOR, text: 'هل وصلت إلى الجزيرة؟', ago: 260 }]);
  add(6, { ...one(LI) }, [{ from: ME, text: '明天見', ago: 300, state: { type: 'delivered' } }]);
  add(7, { ...one(LONG), muted: true, unread: 3 }, [
    { from: LONG, text: 'I was wondering whether you might have a moment to look over the minutes.', ago: DAY + 60 },
  ]);
  add(8, { title: names[ME] ?? '', peer: ME, self: true, members: [ME] }, [
    { from: ME, text: 'Buy rope, 12 mm, 20 m', ago: 2 * DAY, state: sent },
  ]);
  add(9, { ...one(STRANGER), request: true, unread: 1 }, [
    { from: STRANGER, text: 'Hello, I found your name on the notice board', ago: 2 * DAY },
  ]);
  add(
    10,
    {
      id: 'g9123456789abcdefghjkmnpqrstvwxyz0',
      title: 'Lighthouse keepers',
      members: [],
      muted: true,
      group: { role: 'member', joining: false, count: 214, large: true, history: 'joined' },
    },
    [{ from: ME, text: 'On my way up, 199 steps', ago: 4 * DAY, state: waiting }],
  );
  add(11, { title: 'ferryman', members: [ME] }, [
    {
      from: ME,
      text: 'Is there a boat on Sunday?',
      ago: 20,
      state: { type: 'pending', waitsFor: 'name', name: 'ferryman' },
    },
  ]);
  add(
    12,
    { title: 'Tide tables', members: [ME, BOB], group: { joining: false, count: 2, large: false, history: 'all' } },
    [
      {
        from: ME,
        text: 'High water at 14:05',
        ago: 6 * DAY,
        state: { type: 'failed', code: 'not_a_member', reason: 'You are no member of this group.' },
      },
    ],
  );
  add(13, { ...one(user(20)), title: 'erin' }, [{ from: user(20), text: '', ago: 20 * DAY, deleted: true }]);
  for (let i = 0; i < many; i++) {
    const peer = user(100 + i);
    names[peer] = `Person ${i + 1}`;
    add(100 + i, { ...one(peer) }, [{ from: peer, text: `Line ${i + 1} of many`, ago: 30 * DAY + i * 60 }]);
  }
  world.conversations.sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
  world.nearby = {
    presences: {
      [BOB]: { user: BOB, state: 'online' },
      [CAROL]: { user: CAROL, state: 'away' },
      [DAVID]: { user: DAVID, state: 'offline', seen: Date.now() - 95 * MINUTE },
    },
    typing: { 5: [NOOR], 3: [CAROL] },
    counts: { 10: { members: 214, online: 31 } },
  };
  world.members[3] = [
    { user: ME, name: 'alice', role: 'owner', me: true, waiting: false },
    { user: BOB, name: 'Bob', role: 'admin', me: false, waiting: false },
    { user: CAROL, name: 'Carol Ferreira', role: 'member', me: false, waiting: false },
    { user: DAVID, name: 'david.k', role: 'member', me: false, waiting: true },
  ];
  world.contacts = [
    { user: BOB, name: 'Bob', nick: '', known: true, blocked: false, waiting: false },
    { user: CAROL, name: 'Carol Ferreira', nick: 'Carol (boat)', known: true, blocked: false, waiting: false },
  ];
  return world;
}

function message(conversation: number, index: number, line: Line, names: Record<UserId, string>): Message {
  const mine = line.from === ME;
  const state: MessageState = line.state ?? (mine ? { type: 'sent' } : { type: 'received', read: false });
  const confirmed = state.type !== 'pending' && state.type !== 'failed';
  const name = names[line.from];
  return {
    key: conversation * 1_000 + index,
    conversation,
    place: confirmed ? index + 1 : WAITING + index,
    id: `m-${conversation}-${index}`,
    ...(confirmed ? { seq: index + 1 } : {}),
    sender: line.from,
    ...(name === undefined ? {} : { senderName: name }),
    mine,
    at: Date.now() - line.ago * (line.ago >= DAY ? 1 : MINUTE),
    kind: 'message',
    understood: true,
    text: line.text,
    edited: false,
    deleted: line.deleted ?? false,
    changing: false,
    readers: 0,
    state,
  };
}
