import type { UserId } from '../protocol/frames';
import { isUserId, randomBase32 } from '../protocol/ids';
import { withPerson } from './contents';
import type { Conversations } from './conversations';
import type { Database } from './database';
import type { Lines } from './lines';
import { Refusal } from './model';

const MAX_NAME = 64;

/** `missing`: the name, where it must be looked up first; then `user` is made up and stands in for the real one. */
export interface Someone {
  readonly user: UserId;
  readonly missing?: string;
}

/**
 * Outbox rows that speak of people whose names are not looked up yet. Their contents have a made-up user id in the
 * place of the real one, and stay here until it is known: nothing made-up ever leaves.
 */
export class Needs {
  constructor(
    private readonly db: Database,
    private readonly conversations: Conversations,
    private readonly lines: Lines,
    private readonly randomBytes: (n: number) => Uint8Array,
  ) {}

  /** Whom a name or a user id means. */
  async find(written: string): Promise<Someone> {
    const person = written.trim();
    const isId: boolean = isUserId(person);
    if (isId) {
      return { user: person };
    }
    if (person === '' || person.length > MAX_NAME) {
      throw new Refusal('bad_name', 'Nobody can be called that.', "Give a name, such as 'bob'.");
    }
    const known = await this.conversations.named(person);
    if (known !== undefined) {
      return { user: known };
    }
    const need = await this.db.needs.where('name').equals(person).first();
    return { user: need?.standIn ?? `u${randomBase32(this.randomBytes)}`, missing: person };
  }

  /** The row waits for whatever is missing; the lookup is the one that a first message to that name makes. */
  async add(row: number, someone: Someone): Promise<void> {
    if (someone.missing !== undefined) {
      await this.db.needs.put({ row, name: someone.missing, standIn: someone.user });
      await this.lookUp(someone.missing);
    }
  }

  private async lookUp(name: string): Promise<void> {
    await this.conversations.ensureLookup(await this.conversations.withName(name));
  }

  async of(row: number): Promise<readonly string[]> {
    return (await this.db.needs.where('row').equals(row).toArray()).map((need) => need.name);
  }

  /** The row is to be tried again. */
  async renew(row: number): Promise<void> {
    for (const name of await this.of(row)) {
      const person = await this.conversations.named(name);
      if (person === undefined) {
        await this.lookUp(name);
      } else {
        await this.met(name, person);
      }
    }
  }

  /** Rows that needed these names are gone. */
  async forget(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const unresolved = await this.conversations.findUnresolved(name);
      if (unresolved !== undefined) {
        await this.conversations.forgetLookup(unresolved);
      }
    }
  }

  /** The name was looked up: puts the person into what waited for them. */
  async met(name: string, person: UserId): Promise<void> {
    for (const { row, standIn } of await this.db.needs.where('name').equals(name).toArray()) {
      const waiting = await this.db.outbox.get(row);
      const entry = waiting?.entry === undefined ? undefined : await this.db.entries.get(waiting.entry);
      if (!waiting || !entry) {
        continue;
      }
      this.lines.touchRow(entry);
      await this.db.entries.update(entry.key, { content: withPerson(entry.content, standIn, person) });
      await this.db.outbox.update(row, {
        rev: waiting.rev + 1,
        ...(waiting.slot !== undefined && { slot: waiting.slot.replaceAll(standIn, person) }),
      });
    }
    await this.db.needs.where('name').equals(name).delete();
  }

  /** Nobody has this name. */
  async nobody(name: string, reason: string): Promise<void> {
    for (const { row } of await this.db.needs.where('name').equals(name).toArray()) {
      const waiting = await this.db.outbox.get(row);
      if (waiting) {
        await this.db.outbox.update(row, { failed: true, code: 'unknown_name', reason, rev: waiting.rev + 1 });
      }
    }
  }
}
