import type { ClientMessageId, GroupLink, Millis, UserId } from '../protocol/frames';
import { conversationId, isConversationId, isUserId } from '../protocol/ids';
import { readContacts, readPeople } from './accountReader';
import type { Reads } from './api';
import { readConversation, readConversations } from './conversationReader';
import type { Database } from './database';
import { readDetails } from './detailsReader';
import { readLinks, readMembers } from './groupReader';
import { readMessages } from './messageReader';
import type { Connection, Contact, Conversation, Member, Message, MessageDetails, Nearby, OutboxItem } from './model';
import type { NowStore } from './now';
import { readOutbox } from './outboxReader';
import { firstUnread, placeAfter, placeBefore } from './places';
import { inReading, type Reading } from './reading';
import { findLines } from './searchReader';
import { Settings } from './settings';

/** What an application reads of one user's database. */
export class Views implements Reads {
  constructor(
    private readonly db: Database,
    private readonly now: NowStore,
    private readonly clock: () => Millis,
  ) {}

  private read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    return inReading(this.db, this.clock, work);
  }

  conversations(): Promise<readonly Conversation[]> {
    return this.read(readConversations);
  }

  conversation(key: number): Promise<Conversation | undefined> {
    return this.read(async (reading) => readConversation(reading, await current(reading, key)));
  }

  find(to: string): Promise<Conversation | undefined> {
    return this.read(async (reading) => {
      const key = await keyOf(reading, to.trim());
      return key === undefined ? undefined : readConversation(reading, key);
    });
  }

  window(conversation: number, from: number, to: number): Promise<readonly Message[]> {
    return this.read(async (reading) => {
      const key = await current(reading, conversation);
      const lines = await reading.db.lines
        .where('[conversation+place]')
        .between([key, from], [key, to], true, true)
        .toArray();
      return readMessages(reading, lines);
    });
  }

  placeBefore(conversation: number, place: number, limit: number): Promise<number> {
    return this.read(async (reading) => placeBefore(reading, await current(reading, conversation), place, limit));
  }

  placeAfter(conversation: number, place: number, limit: number): Promise<number> {
    return this.read(async (reading) => placeAfter(reading, await current(reading, conversation), place, limit));
  }

  firstUnread(conversation: number): Promise<number | undefined> {
    return this.read(async (reading) => firstUnread(reading, await current(reading, conversation)));
  }

  message(key: number): Promise<Message | undefined> {
    return this.read(async (reading) => {
      const line = await reading.db.lines.get(key);
      return line && (await readMessages(reading, [line]))[0];
    });
  }

  written(conversation: number, ids: readonly ClientMessageId[]): Promise<readonly ClientMessageId[]> {
    return this.read(async (reading) => {
      const key = await current(reading, conversation);
      const wanted = ids.map((id) => [key, reading.db.me, id]);
      const rows = await reading.db.entries.where('[conversation+sender+id]').anyOf(wanted).toArray();
      return rows.map(({ id }) => id);
    });
  }

  details(key: number): Promise<MessageDetails | undefined> {
    return this.read(async (reading) => {
      const line = await reading.db.lines.get(key);
      return line && readDetails(reading, line);
    });
  }

  outbox(): Promise<readonly OutboxItem[]> {
    return this.read(readOutbox);
  }

  search(query: string, limit: number, conversation?: number): Promise<readonly Message[]> {
    return this.read(async (reading) => {
      const key = conversation === undefined ? undefined : await current(reading, conversation);
      return readMessages(reading, await findLines(reading, query, limit, key));
    });
  }

  members(group: number): Promise<readonly Member[]> {
    return this.read(async (reading) => readMembers(reading, await current(reading, group)));
  }

  links(group: number): Promise<readonly GroupLink[]> {
    return this.read(async (reading) => readLinks(reading, await current(reading, group)));
  }

  contacts(): Promise<readonly Contact[]> {
    return this.read(readContacts);
  }

  people(): Promise<readonly { readonly user: UserId; readonly name: string }[]> {
    return this.read(readPeople);
  }

  setting(name: string): Promise<string | undefined> {
    return this.read(async ({ db, me }) => (await new Settings(db, me).get(name)).value);
  }

  connection(): Promise<Connection> {
    return this.now.connection();
  }

  nearby(): Promise<Nearby> {
    return this.now.nearby();
  }
}

/** The key under which this conversation goes on. */
async function current({ db }: Reading, key: number): Promise<number> {
  return (await db.conversations.get(key))?.mergedInto ?? key;
}

async function keyOf({ db, me }: Reading, to: string): Promise<number | undefined> {
  const person = isUserId(to) ? to : (await db.people.where('name').equals(to).first())?.id;
  const ids = [
    ...(person === undefined ? [] : [conversationId.direct(me, person)]),
    ...(isConversationId(to) ? [to] : []),
  ];
  for (const id of ids) {
    const [key] = await db.conversations.where('id').equals(id).primaryKeys();
    if (key !== undefined) {
      return key;
    }
  }
  const named = await db.conversations.where('name').equals(to).toArray();
  return named.find((row) => row.id === undefined && row.mergedInto === undefined)?.key;
}
