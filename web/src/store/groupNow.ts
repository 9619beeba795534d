import { Dexie } from 'dexie';
import type { Content, GroupLink, History, Millis, Role, UserId } from '../protocol/frames';
import type { GroupChange } from '../protocol/groups';
import type { Database } from './database';
import { changeOf } from './groupFacts';
import { type Group, Refusal } from './model';
import type { GroupStateRow } from './rows';
import { waitingGroupChanges } from './waitingGroupChanges';

/** A group as its user is to see it: what the log says, and over it what they did here and still waits. */
export class GroupNow {
  title = '';
  history: History = 'joined';
  large = false;
  /** The user's own; absent for who is no member. */
  role: Role | undefined;
  /** Whether the user has asked to be let in by a link. */
  joining = false;
  private count = 0;
  /** Whether there is, or soon will be, such a group as far as is known here. */
  private known = false;
  /** Of people whom a waiting change is about; undefined for who is to be no member. */
  private readonly changed = new Map<UserId, Role | undefined>();
  private readonly changedLinks = new Map<string, GroupLink | undefined>();

  private constructor(
    private readonly db: Database,
    readonly conversation: number,
    /** What the log says of people whom a waiting change is about. */
    private readonly before: ReadonlyMap<UserId, Role>,
  ) {}

  static async read(db: Database, conversation: number): Promise<GroupNow> {
    const state = await db.groupStates.get(conversation);
    const waiting = (await waitingGroupChanges(db, conversation)).get(conversation) ?? [];
    return GroupNow.of(db, conversation, state, waiting);
  }

  /** @param waiting contents of the changes that wait, in the order in which they will leave */
  static async of(
    db: Database,
    conversation: number,
    state: GroupStateRow | undefined,
    waiting: readonly Content[],
  ): Promise<GroupNow> {
    const changes = waiting.map(changeOf).filter((change) => change !== undefined);
    const now = new GroupNow(db, conversation, await roles(db, conversation, changes.flatMap(about).concat(db.me)));
    if (state !== undefined) {
      now.log(state);
    }
    for (const change of changes) {
      now.apply(change);
    }
    return now;
  }

  private log(state: GroupStateRow): void {
    this.known = true;
    this.title = state.title;
    this.history = state.history;
    this.large = state.large;
    this.count = state.count;
    this.role = state.role;
  }

  private apply(change: GroupChange): void {
    switch (change.type) {
      case 'create':
        this.known = true;
        this.title = change.title;
        this.history = change.history;
        this.put(this.db.me, 'owner');
        return;
      case 'add':
        for (const user of change.users) {
          if (this.knownRole(user) === undefined) {
            this.put(user, 'member');
          }
        }
        return;
      case 'remove':
        this.put(change.user, undefined);
        return;
      case 'leave':
        this.put(this.db.me, undefined);
        return;
      case 'setRole':
        this.put(change.user, change.role);
        return;
      case 'setTitle':
        this.title = change.title;
        return;
      case 'setHistory':
        this.history = change.history;
        return;
      case 'makeLink':
        this.changedLinks.set(change.link.code, change.link);
        return;
      case 'revokeLink':
        this.changedLinks.set(change.code, undefined);
        return;
      case 'join':
        this.known = true;
        this.joining = this.role === undefined;
        return;
      case 'inherit':
      case 'scale':
        return;
      default:
        change satisfies never;
    }
  }

  private knownRole(user: UserId): Role | undefined {
    return this.changed.has(user) ? this.changed.get(user) : this.before.get(user);
  }

  private put(user: UserId, role: Role | undefined): void {
    this.count += (role === undefined ? 0 : 1) - (this.knownRole(user) === undefined ? 0 : 1);
    this.changed.set(user, role);
    if (user === this.db.me) {
      this.role = role;
    }
  }

  async roleOf(user: UserId): Promise<Role | undefined> {
    return this.changed.has(user)
      ? this.changed.get(user)
      : (await this.db.members.get([this.conversation, user]))?.role;
  }

  view(): Group {
    const group = {
      joining: this.joining,
      count: Math.max(0, this.count),
      large: this.large,
      history: this.history,
    };
    return this.role === undefined ? group : { ...group, role: this.role };
  }

  /** Whom a waiting change is about. */
  changedUsers(): ReadonlySet<UserId> {
    return new Set(this.changed.keys());
  }

  /** Everybody who is known to be in it, with their roles, by id. */
  async members(): Promise<ReadonlyMap<UserId, Role>> {
    const out = new Map<UserId, Role>();
    await this.db.members
      .where('[conversation+user]')
      .between([this.conversation, Dexie.minKey], [this.conversation, Dexie.maxKey])
      .each((member) => out.set(member.user, member.role));
    for (const [user, role] of this.changed) {
      if (role === undefined) {
        out.delete(user);
      } else {
        out.set(user, role);
      }
    }
    return new Map([...out].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  /** Without those who are only written down by a name yet. */
  async realMembers(): Promise<readonly UserId[]> {
    const standIns = new Set((await this.db.needs.toArray()).map((need) => need.standIn));
    return [...(await this.members()).keys()].filter((user) => !standIns.has(user));
  }

  /** Links that work at this time of the server, by code. */
  async links(serverTime: Millis): Promise<readonly GroupLink[]> {
    const out = new Map<string, GroupLink>();
    for (const { code, uses, until } of await this.db.links.where('conversation').equals(this.conversation).toArray()) {
      out.set(code, { code, uses, until });
    }
    for (const [code, link] of this.changedLinks) {
      if (link === undefined) {
        out.delete(code);
      } else {
        out.set(code, link);
      }
    }
    return [...out.values()]
      .filter((link) => link.until === 0 || link.until > serverTime)
      .toSorted((one, other) => (one.code < other.code ? -1 : 1));
  }

  static async isGroup(db: Database, conversation: number): Promise<boolean> {
    return (await db.conversations.get(conversation))?.id?.startsWith('g') === true;
  }

  /** Throws where the user may certainly write nothing. */
  static async requireVoice(db: Database, conversation: number): Promise<void> {
    if (await GroupNow.isGroup(db, conversation)) {
      (await GroupNow.read(db, conversation)).requireMember();
    }
  }

  /** Throws unless the user is in the group as far as is known here, or about to be. */
  requireMember(): void {
    if (this.known && this.role === undefined && !this.joining) {
      throw new Refusal('not_a_member', 'You are not in this group any more.', 'Ask somebody in the group to add you.');
    }
  }
}

function about(change: GroupChange): readonly UserId[] {
  switch (change.type) {
    case 'add':
      return change.users;
    case 'remove':
    case 'setRole':
      return [change.user];
    default:
      return [];
  }
}

async function roles(db: Database, conversation: number, users: readonly UserId[]): Promise<Map<UserId, Role>> {
  const rows = await db.members.bulkGet(users.map((user): [number, UserId] => [conversation, user]));
  return new Map(rows.filter((row) => row !== undefined).map((row) => [row.user, row.role]));
}
