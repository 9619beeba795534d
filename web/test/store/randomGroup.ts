import type { Content, Expect, GroupLink, GroupView, History, Role, Seq, UserId } from '../../src/protocol/frames';
import { TITLE_REGISTER, writeGroupChange } from '../../src/protocol/groupChanges';
import type { GroupChange } from '../../src/protocol/groups';
import { conversationId } from '../../src/protocol/ids';

/** Enough members to be large. */
const LARGE = 7;
const ROLES: readonly Role[] = ['member', 'admin', 'owner'];
const PEOPLE: readonly UserId[] = [...'bcdefghjkmnp'].map((letter) => `u${letter.repeat(26)}`);

/** One thing that happens, where it is possible: what, and whom or how. */
export interface Step {
  readonly what: number;
  readonly one: number;
  readonly other: number;
  readonly flag: boolean;
}

interface State {
  readonly members: ReadonlyMap<UserId, Role>;
  readonly title: string;
  readonly titleVersion: Seq;
  readonly history: History;
  readonly large: boolean;
  readonly links: ReadonlyMap<string, GroupLink>;
}

export interface GroupEntry {
  readonly seq: Seq;
  readonly from: UserId;
  readonly content: Content;
}

/** A group's log as a server would have it: each entry is allowed by those before it. One person stays all the time. */
export class RandomGroup {
  readonly entries: GroupEntry[] = [];
  private readonly states: State[] = [];
  private codes = 0;

  constructor(private readonly stays: UserId) {
    this.state = {
      members: new Map([[stays, 'owner']]),
      title: 'Begin',
      titleVersion: 0,
      history: 'joined',
      large: false,
      links: new Map(),
    };
    this.append(stays, { type: 'create', nonce: 'n', title: 'Begin', history: 'joined' });
  }

  private state: State;

  get id() {
    return conversationId.group(this.stays, 'n');
  }

  get head(): Seq {
    return this.entries.length;
  }

  /** The same up to this seq; then it goes its own way. */
  copy(upTo: Seq): RandomGroup {
    const copy = new RandomGroup(this.stays);
    copy.entries.splice(0, 1, ...this.entries.slice(0, upTo));
    copy.states.splice(0, 1, ...this.states.slice(0, upTo));
    copy.state = this.at(upTo);
    copy.codes = 1_000;
    return copy;
  }

  grow(steps: readonly Step[]): this {
    for (const step of steps) {
      this.happen(step);
    }
    return this;
  }

  members(seq: Seq): ReadonlyMap<UserId, Role> {
    return this.at(seq).members;
  }

  view(seq: Seq): GroupView {
    const state = this.at(seq);
    const role = state.members.get(this.stays) ?? 'member';
    return {
      seq,
      title: state.title,
      titleVersion: state.titleVersion,
      history: state.history,
      large: state.large,
      count: state.members.size,
      role,
      members: state.large ? [] : [...state.members].map(([user, each]) => ({ user, role: each })),
      links: role === 'member' ? [] : [...state.links.values()],
    };
  }

  private at(seq: Seq): State {
    const state = this.states[seq - 1];
    if (state === undefined) {
      throw new Error(`no state at ${seq}`);
    }
    return state;
  }

  private append(from: UserId, change: GroupChange, expect?: Expect): void {
    this.entries.push({ seq: this.entries.length + 1, from, content: writeGroupChange(change, expect) });
    this.states.push(this.state);
  }

  private set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
  }

  private role(user: UserId, role: Role | undefined): void {
    const members = new Map(this.state.members);
    if (role === undefined) {
      members.delete(user);
    } else {
      members.set(user, role);
    }
    this.set({ members });
  }

  private link(code: string, link: GroupLink | undefined): void {
    const links = new Map(this.state.links);
    if (link === undefined) {
      links.delete(code);
    } else {
      links.set(code, link);
    }
    this.set({ links });
  }

  private owners(): readonly UserId[] {
    return [...this.state.members].filter(([, role]) => role === 'owner').map(([user]) => user);
  }

  private happen(step: Step): void {
    const out = PEOPLE.filter((user) => !this.state.members.has(user));
    const others = [...this.state.members.keys()].filter((user) => user !== this.stays);
    const outsider = pick(out, step.one);
    const insider = pick(others, step.other);
    const owner = this.owners()[0] ?? this.stays;
    const link = pick([...this.state.links.values()], step.other);
    switch (step.what % 10) {
      case 0:
      case 1:
      case 2:
        if (outsider !== undefined) {
          // Somebody who is in already may be named too: that changes nothing for them.
          const users = step.flag && insider !== undefined ? [outsider, insider] : [outsider];
          this.role(outsider, 'member');
          this.append(owner, { type: 'add', users });
        }
        break;
      case 3:
        if (insider !== undefined) {
          const last = this.owners().length === 1 && owner === insider;
          this.role(insider, undefined);
          this.append(insider, { type: 'leave' });
          if (last) {
            this.role(this.stays, 'owner');
            this.append(insider, { type: 'inherit', user: this.stays });
          }
        }
        break;
      case 4:
        if (insider !== undefined && insider !== owner) {
          this.role(insider, undefined);
          this.append(owner, { type: 'remove', user: insider });
        }
        break;
      case 5: {
        const user = pick([...others, this.stays], step.other) ?? this.stays;
        const role = ROLES[step.one % 3] ?? 'member';
        if (user !== owner && this.state.members.get(user) !== role) {
          this.role(user, role);
          this.append(owner, { type: 'setRole', user, role });
        }
        break;
      }
      case 6: {
        const expect = { register: TITLE_REGISTER, version: this.state.titleVersion };
        const title = `Title ${this.head}`;
        this.set({ title, titleVersion: this.head + 1 });
        this.append(owner, { type: 'setTitle', title }, expect);
        break;
      }
      case 7: {
        const history = step.flag ? 'all' : 'joined';
        this.set({ history });
        this.append(owner, { type: 'setHistory', history });
        break;
      }
      case 8:
        if (link !== undefined && step.flag) {
          this.link(link.code, undefined);
          this.append(owner, { type: 'revokeLink', code: link.code });
        } else {
          const made = { code: String(this.codes++).padStart(26, '0'), uses: step.one % 3, until: 0 };
          this.link(made.code, made);
          this.append(owner, { type: 'makeLink', link: made });
        }
        break;
      default:
        if (outsider !== undefined && link !== undefined) {
          const left = { ...link, uses: Math.max(0, link.uses - 1) };
          this.link(link.code, link.uses === 1 ? undefined : left);
          this.role(outsider, 'member');
          this.append(outsider, { type: 'join', code: link.code });
        }
    }
    const large = this.state.members.size >= LARGE;
    if (large !== this.state.large) {
      this.set({ large });
      this.append(owner, { type: 'scale', large });
    }
  }
}

function pick<T>(list: readonly T[], number: number): T | undefined {
  return list.length === 0 ? undefined : list[number % list.length];
}
