import type { UserId } from '../../protocol/frames';
import type { Backoff } from './backoff';
import type { Event, LocalChanges, OutboxRow, Person } from './events';
import type { Turn } from './turn';

const MAX_ASKED = 100;

type Lookup = Extract<OutboxRow, { readonly type: 'lookup' }>;
type EventOf<T> = Extract<Event, { readonly type: T }>;

class Search {
  asked = false;
  failures = 0;
  notBefore = 0;

  constructor(public row: Lookup) {}
}

/** Names: whose name is not known is asked for while online; messages to a name wait for its user id. */
export class Directory {
  private readonly named: Set<UserId>;
  private readonly nameless = new Set<UserId>();
  /** Asked for on this connection: whoever the server does not know is not asked for again. */
  private readonly asked = new Set<UserId>();
  private describing = false;
  private searches = new Map<number, Search>();
  /** A name was found, and the messages that waited for it are not in the queue yet. */
  private rereading = false;

  constructor(
    named: readonly UserId[],
    private readonly backoff: Backoff,
  ) {
    this.named = new Set(named);
  }

  meets(users: Iterable<UserId>): void {
    for (const user of users) {
      if (!this.named.has(user)) {
        this.nameless.add(user);
      }
    }
  }

  replace(changes: LocalChanges): void {
    const fresh = new Map<number, Search>();
    for (const row of changes.rows) {
      if (row.type === 'lookup') {
        const search = this.searches.get(row.key) ?? new Search(row);
        search.row = row;
        fresh.set(row.key, search);
      }
    }
    this.searches = fresh;
    this.rereading = false;
  }

  connectionLost(): void {
    this.describing = false;
    this.asked.clear();
    for (const search of this.searches.values()) {
      search.asked = false;
    }
  }

  /** Asks what is to be asked; only while online. */
  pump(turn: Turn): void {
    for (const search of this.searches.values()) {
      if (!search.asked && search.notBefore <= turn.now) {
        search.asked = true;
        turn.act({ type: 'lookUp', row: search.row.key, name: search.row.name });
      }
    }
    if (this.describing) {
      return;
    }
    const users = this.nextNameless();
    if (users.length > 0) {
      this.describing = true;
      turn.act({ type: 'describe', users });
    }
  }

  wake(turn: Turn): void {
    for (const search of this.searches.values()) {
      if (!search.asked) {
        turn.wakeBy(search.notBefore);
      }
    }
  }

  lookedUp(turn: Turn, answer: EventOf<'lookedUp'>): void {
    const search = this.searches.get(answer.row);
    if (search === undefined) {
      return;
    }
    this.searches.delete(answer.row);
    if (answer.person !== undefined) {
      this.named.add(answer.person.id);
      turn.write({ type: 'resolve', row: answer.row, person: answer.person });
    } else {
      const reason =
        `Nobody here is called '${search.row.name}'.` +
        ' Check the spelling, then write to the right name and discard this one.';
      turn.write({ type: 'unknownName', row: answer.row, reason });
    }
    turn.act({ type: 'readOutbox' });
    this.rereading = true;
  }

  lookupFailed(turn: Turn, failed: EventOf<'lookupFailed'>): void {
    const search = this.searches.get(failed.row);
    if (search !== undefined) {
      search.asked = false;
      search.failures += 1;
      const delay = this.backoff.delay(search.failures);
      search.notBefore = turn.now + delay;
      const { key: row, rev } = search.row;
      turn.write({ type: 'postpone', row, rev, attempts: search.failures, delay });
    }
  }

  described(turn: Turn, answer: EventOf<'described'>): void {
    this.describing = false;
    for (const person of answer.found) {
      this.named.add(person.id);
      this.nameless.delete(person.id);
    }
    if (answer.found.length > 0) {
      turn.write({ type: 'putNames', persons: answer.found });
      answer.found.forEach((person) => this.becomesKnown(turn, person));
    }
  }

  /**
   * Somebody whose name was waited for has come to be known another way. What was written to that name goes now: what is
   * written from now on finds its conversation at once, and would overtake it.
   */
  private becomesKnown(turn: Turn, person: Person): void {
    for (const search of this.searches.values()) {
      if (search.row.name === person.name) {
        this.lookedUp(turn, { type: 'lookedUp', now: turn.now, row: search.row.key, person });
      }
    }
  }

  /** Names of users were asked for and are not here yet. */
  isNaming(): boolean {
    return this.describing;
  }

  isIdle(): boolean {
    return this.searches.size === 0 && !this.describing && !this.rereading;
  }

  private nextNameless(): UserId[] {
    const next: UserId[] = [];
    for (const user of this.nameless) {
      if (next.length >= MAX_ASKED) {
        break;
      }
      if (!this.asked.has(user)) {
        this.asked.add(user);
        next.push(user);
      }
    }
    return next;
  }
}
