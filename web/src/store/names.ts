import type { UserId } from '../protocol/frames';
import { isUserId } from '../protocol/ids';
import type { Database } from './database';
import { rowsOfKeys } from './rowsOfKeys';

const USER_ID = /\bu[0-9a-z]{26}\b/g;

/** What these people are called; also those who are not looked up yet: then it is what the user wrote. */
export class Names {
  private constructor(private readonly known: ReadonlyMap<UserId, string>) {}

  static async read(db: Database, users: Iterable<UserId>): Promise<Names> {
    const wanted = [...new Set(users)];
    const people = await rowsOfKeys(db.people, wanted, (person) => person.id);
    const known = new Map<UserId, string>();
    for (const person of people.values()) {
      known.set(person.id, person.name);
    }
    if (wanted.some((user) => !known.has(user))) {
      for (const need of await db.needs.toArray()) {
        if (!known.has(need.standIn)) {
          known.set(need.standIn, need.name);
        }
      }
    }
    return new Names(known);
  }

  of(user: UserId): string | undefined {
    return this.known.get(user);
  }

  /** Of those of them that are known. */
  record(users: readonly UserId[]): Readonly<Record<UserId, string>> {
    return Object.fromEntries(
      users.flatMap((user) => {
        const name = this.known.get(user);
        return name === undefined ? [] : [[user, name]];
      }),
    );
  }

  /** A server's words with names instead of ids, where they are known. */
  inWords(words: string): string {
    return words.replace(USER_ID, (id) => this.known.get(id) ?? id);
  }
}

/** Whom a server's words are about. */
export function mentioned(words: string | undefined): readonly UserId[] {
  return words?.match(USER_ID)?.filter(isUserId) ?? [];
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base' });

/** As people look for names in a list. */
export function byName(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}
