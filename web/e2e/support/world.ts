import { content } from '../../src/protocol/contents';
import { contentToWire } from '../../src/protocol/entryCodec';
import type { Content } from '../../src/protocol/frames';
import { writeGroupChange } from '../../src/protocol/groupChanges';
import { conversationId } from '../../src/protocol/ids';
import { writeSetting } from '../../src/protocol/settings';
import { register } from './people';
import type { Server } from './server';

/** Whose browser it is. */
export const ME = 'Maren';
export const LONG = 'Wilhelmine-Brzęczyszczykiewicz';
export const STRANGER = 'lux_observatory';
/** Somebody to whom nobody has written yet. */
export const NEWCOMER = 'Vera';
const PEOPLE = [ME, 'Tomás', 'Ines', 'نور', 'דנה', '小林', 'Okko', 'Jannes', LONG, STRANGER, NEWCOMER] as const;
type Person = (typeof PEOPLE)[number];

/** Minutes before the present. */
const HOUR = 60;
const DAY = 24 * HOUR;

interface Account {
  readonly user: string;
  readonly token: string;
}

/** How old an entry pretends to be, in its id: `turnedClock` of the pictures reads it, nothing else does. */
export const AGED = /^aged-(\d+)-/;

/** Some people, what they have written to each other, and what one of them has set; all of it on a real server. */
export class World {
  private count = 0;
  private readonly appearing: ReturnType<typeof setInterval>[] = [];

  private constructor(
    private readonly server: Server,
    private readonly accounts: ReadonlyMap<Person, Account>,
  ) {}

  /** `server` is empty, and open to everybody: then there are requests. */
  static async on(server: Server): Promise<World> {
    const tokens = await register(server, ...PEOPLE);
    const accounts = await Promise.all(
      PEOPLE.map(async (person): Promise<[Person, Account]> => {
        const token = tokens[person] ?? '';
        const answer = await fetch(`${server.origin}/v1/me`, { headers: { Authorization: `Bearer ${token}` } });
        return [person, { user: ((await answer.json()) as { user: string }).user, token }];
      }),
    );
    const world = new World(server, new Map(accounts));
    await world.fill();
    return world;
  }

  /** Somebody who is there until the world is over. */
  async appears(person: Person, state: 'online' | 'away' = 'online'): Promise<void> {
    const say = () =>
      fetch(`${this.server.origin}/v1/presence`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.account(person).token}` },
        body: JSON.stringify({ state }),
      });
    const { status } = await say();
    if (status >= 400) {
      throw new Error(`${person} could not appear: ${status}`);
    }
    this.appearing.push(setInterval(() => void say().catch(() => undefined), 20_000));
  }

  end(): void {
    this.appearing.forEach((each) => clearInterval(each));
  }

  async writes(from: Person, to: Person, text: string, minutes = 0): Promise<number> {
    return this.send(from, this.direct(from, to), content.message(text), minutes, this.account(to).user);
  }

  /** Ends all sessions of somebody but the one that the world itself uses. */
  async signsOutElsewhere(person: Person): Promise<void> {
    const headers = { Authorization: `Bearer ${this.account(person).token}` };
    const answer = await fetch(`${this.server.origin}/v1/sessions`, { headers });
    const sessions = (await answer.json()) as { sessions: readonly { id: string; current: boolean }[] };
    for (const { id, current } of sessions.sessions) {
      if (!current) {
        await fetch(`${this.server.origin}/v1/sessions/${id}`, { method: 'DELETE', headers });
      }
    }
  }

  private async fill(): Promise<void> {
    await this.tides();
    await this.weekend();
    await this.others();
    await this.mine();
  }

  /** The conversation that is looked at most. */
  private async tides(): Promise<void> {
    const tides = this.direct(ME, 'Tomás');
    const at = 2 * HOUR;
    await this.writes('Tomás', ME, 'Are the godwits back on the mudflats?', DAY + 40);
    await this.writes(ME, 'Tomás', 'Since Tuesday. A few hundred, mostly juveniles.', DAY + 38);
    await this.writes('Tomás', ME, 'Then I am coming on Sunday.', DAY + 37);
    const time = await this.writes(ME, 'Tomás', 'Low water is at 14:10', at);
    await this.send(ME, tides, content.edit(time, 'Low water is at 15:10, I had read the wrong line'), at);
    const wrong = await this.writes(ME, 'Tomás', 'Meant for somebody else', at - 1);
    await this.send(ME, tides, content.delete(wrong), at - 1);
    await this.writes('Tomás', ME, 'The table says the same: https://tides.example.org/borkum?day=sunday', at - 4);
    await this.writes('Tomás', ME, 'نور تأتي معنا، وستحضر المنظار الكبير', 50);
    await this.writes('Tomás', ME, '小林さんは写真を撮りに来ます 📷', 49);
    await this.writes(ME, 'Tomás', 'גם דנה רוצה לבוא, יש לה 2 מקומות ברכב', 46);
    await this.writes(ME, 'Tomás', 'So we are five 🎉', 45);
    await this.writes('Tomás', ME, '👍', 44);
    const last = await this.writes(
      ME,
      'Tomás',
      'Good. I will bring the telescope, the long boots and the thermos. If the wind stays in the north-west, the birds will sit behind the dyke, where one can see them from the road without getting wet.',
      12,
    );
    await this.reads('Tomás', tides, last);
    const newest = await this.writes('Tomás', ME, 'See you at the old lighthouse then', 3);
    await this.reads(ME, tides, newest);
  }

  private async weekend(): Promise<void> {
    const nonce = 'w'.repeat(26);
    const maren = this.account(ME);
    const group = conversationId.group(maren.user, nonce);
    const others = (['Tomás', 'Ines', 'نور', '小林'] as const).map((person) => this.account(person).user);
    await this.send(
      ME,
      group,
      writeGroupChange({ type: 'create', nonce, title: 'Weekend on the Wadden Sea', history: 'joined' }),
      6 * HOUR,
    );
    await this.send(ME, group, writeGroupChange({ type: 'add', users: others }), 6 * HOUR);
    const say = (from: Person, words: string, minutes: number) =>
      this.send(from, group, content.message(words), minutes);
    await say(ME, 'Who comes by train?', 5 * HOUR);
    await say('Ines', 'I do, the one at 9:12 from Leer', 5 * HOUR - 2);
    await say('Ines', 'There is room for a bicycle too', 5 * HOUR - 2);
    await say('نور', 'أنا أيضاً في نفس القطار', 4 * HOUR);
    await say('小林', '荷物は多いですが大丈夫です 😄', 3 * HOUR);
    const read = await say(ME, 'Then I fetch you at the station at 10:05.', 70);
    for (const person of ['Tomás', 'Ines', 'نور', '小林'] as const) {
      await this.reads(person, group, read);
    }
    await say('Tomás', 'I bring bread and cheese', 31);
    await this.reads(ME, group, await say('Ines', 'And I the maps', 30));
    await say('نور', 'Who has a spare pair of boots, size 38?', 9);
    await say('小林', 'I have 39 🥾', 8);
  }

  private async others(): Promise<void> {
    await this.writes(ME, 'דנה', 'בשבת בבוקר?', 3 * HOUR);
    await this.reads(ME, this.direct(ME, 'דנה'), await this.writes('דנה', ME, 'כן, אני אוספת אותך ב־8:30', 2 * HOUR));
    const sent = await this.writes(ME, LONG, 'The minutes of the last meeting are in the usual folder.', DAY);
    await this.reads(LONG, this.direct(ME, LONG), sent);
    await this.reads(ME, this.direct(ME, LONG), await this.writes(LONG, ME, 'Thank you', DAY - 20));
    await this.reads(LONG, this.direct(ME, LONG), await this.writes(ME, LONG, 'See you on Thursday.', DAY - 22));
    await this.writes(ME, '小林', '写真をありがとう', 2 * DAY);
    await this.writes('小林', ME, 'どういたしまして', 2 * DAY - 5);
    await this.reads(ME, this.direct(ME, '小林'), 3);
    await this.writes('Okko', ME, 'The ferry is full on Saturday', 5 * DAY);
    const before = await this.writes(ME, 'Okko', 'Then Friday evening.', 5 * DAY - 3);
    await this.reads(ME, this.direct(ME, 'Okko'), before);
    for (const words of ['Friday has places', 'They only hold them until tonight']) {
      await this.writes('Okko', ME, words, 20);
    }
    await this.writes('Jannes', ME, 'I am off the list, sorry', 8 * DAY);
    await this.writes(ME, 'Jannes', 'No harm done.', 8 * DAY - 4);
    await this.reads(ME, this.direct(ME, 'Jannes'), 3);
    await this.writes(STRANGER, ME, 'Hello Maren, we saw your count of Limosa lapponica. May we use it?', 25);
  }

  /** What is set in her account. */
  private async mine(): Promise<void> {
    await this.sets(ME, `mute:${this.direct(ME, 'Okko')}`, '0');
    await this.sets(ME, `draft:${this.direct(ME, 'דנה')}`, 'Can we take the dog');
    await this.sets(ME, `contact:${this.account('Tomás').user}`, '');
    await this.sets(ME, `contact:${this.account(LONG).user}`, '');
    await this.sets(ME, `contact:${this.account('Ines').user}`, '');
    await this.sets('Jannes', `block:${this.account(ME).user}`, '');
  }

  private async sets(person: Person, name: string, value: string): Promise<void> {
    await this.send(person, conversationId.account(this.account(person).user), writeSetting({ name, value }), DAY);
  }

  private async reads(person: Person, conversation: string, seq: number): Promise<void> {
    await this.post(person, { t: 'receipts', receipts: [{ conversation, delivered: seq, read: seq }] });
  }

  private async send(from: Person, conversation: string, what: Content, minutes: number, to?: string): Promise<number> {
    const id = `aged-${minutes * 60 - (this.count % 60)}-${this.count++}`;
    const answers = await this.post(from, { t: 'send', conversation, id, with: to, ...contentToWire(what) });
    const seq = answers.find(({ t }) => t === 'sent')?.seq;
    if (seq === undefined) {
      throw new Error(`${from} could not write: ${JSON.stringify(answers)}`);
    }
    return seq;
  }

  private async post(person: Person, frame: object): Promise<readonly { t: string; seq?: number }[]> {
    const answer = await fetch(`${this.server.origin}/v1/frames`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.account(person).token}` },
      body: JSON.stringify({ frames: [{ t: 'hello', version: 1, agent: 'world' }, frame] }),
    });
    return ((await answer.json()) as { frames: readonly { t: string; seq?: number }[] }).frames;
  }

  private direct(one: Person, other: Person): string {
    return conversationId.direct(this.account(one).user, this.account(other).user);
  }

  private account(person: Person): Account {
    const account = this.accounts.get(person);
    if (account === undefined) {
      throw new Error(`${person} has no account`);
    }
    return account;
  }
}
