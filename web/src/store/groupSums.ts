import type { Role, Seq, UserId } from '../protocol/frames';
import type { Database } from './database';
import { HISTORY, LARGE, LINK, TITLE, TITLE_VERSION, type GroupFact } from './groupFacts';
import { foldLink, foldMember, foldValue } from './groupFold';
import { GroupRecords, isPerson, subjectsBehind } from './groupRecords';
import type { GroupStateRow, LinkRow, MemberRow } from './rows';

/** A group of which nothing is known. */
export function unknownGroup(conversation: number): GroupStateRow {
  return {
    conversation,
    viewSeq: 0,
    viewEpoch: 0,
    viewCount: 0,
    membersSeq: 0,
    linksSeq: 0,
    title: '',
    history: 'joined',
    large: false,
    count: 0,
  };
}

/**
 * Works out what holds in one group now and writes what is read from: `groupStates`, `members`, `links`. Whoever is
 * read by a live query is written only if something is other than before.
 */
export class GroupSums {
  constructor(
    private readonly db: Database,
    private readonly me: UserId,
    private readonly conversation: number,
  ) {}

  /** @param touched what may be other than before */
  async settle(touched: ReadonlySet<string>): Promise<void> {
    const before = await this.db.groupStates.get(this.conversation);
    const state = { ...(before ?? unknownGroup(this.conversation)) };
    const newer = await subjectsBehind(this.db, this.conversation, state.viewSeq, 'u');
    const records = await GroupRecords.read(this.db, this.conversation, new Set([...touched, ...newer, TITLE_VERSION]));
    const people = await this.members([...touched].filter(isPerson), records, state);
    await this.links(
      [...touched].filter((subject) => subject.startsWith(LINK)),
      records,
      state.linksSeq,
    );
    setValues(state, touched, records);
    state.count = count(state, newer, records);
    if (before === undefined || !same(before, state)) {
      await this.db.groupStates.put(state);
    }
    if (people || touched.has(LARGE)) {
      await this.names(state.large);
    }
  }

  /** Whether anything is other than before. */
  private async members(users: readonly UserId[], records: GroupRecords, state: GroupStateRow): Promise<boolean> {
    const keys = users.map((user): [number, UserId] => [this.conversation, user]);
    const before = await this.db.members.bulkGet(keys);
    const puts: MemberRow[] = [];
    const gone: [number, UserId][] = [];
    keys.forEach((key, i) => {
      const user = key[1];
      const base = records.base(user, state.membersSeq);
      const now = foldMember(base.value, base.seq, records.facts(user));
      const old = before[i];
      if (user === this.me) {
        setRole(state, now.role);
      }
      if (now.role === undefined) {
        if (old !== undefined) {
          gone.push(key);
        }
      } else if (old?.role !== now.role || old.since !== now.since) {
        puts.push({ conversation: this.conversation, user, role: now.role, since: now.since });
      }
    });
    await this.db.members.bulkPut(puts);
    await this.db.members.bulkDelete(gone);
    return puts.length + gone.length > 0;
  }

  private async links(subjects: readonly string[], records: GroupRecords, linksSeq: Seq): Promise<void> {
    const puts: LinkRow[] = [];
    const gone: [number, string][] = [];
    for (const subject of subjects) {
      const code = subject.slice(LINK.length);
      const base = records.base(subject, linksSeq);
      const link = foldLink(code, base.value, base.seq, records.facts(subject));
      if (link === undefined) {
        gone.push([this.conversation, code]);
      } else {
        puts.push({ conversation: this.conversation, ...link });
      }
    }
    await this.db.links.bulkPut(puts);
    await this.db.links.bulkDelete(gone);
  }

  /** Of a large group nobody needs all names at once. */
  private async names(large: boolean): Promise<void> {
    const keys = large ? [] : await this.db.members.where('conversation').equals(this.conversation).primaryKeys();
    await this.db.conversations.update(this.conversation, { members: keys.map(([, user]) => user).toSorted() });
  }
}

function setRole(state: GroupStateRow, role: Role | undefined): void {
  if (role === undefined) {
    delete state.role;
  } else {
    state.role = role;
  }
}

function setValues(state: GroupStateRow, touched: ReadonlySet<string>, records: GroupRecords): void {
  const value = (subject: string) => {
    const base = records.base(subject, 0);
    return foldValue(base.value, base.seq, records.facts(subject));
  };
  if (touched.has(TITLE)) {
    state.title = value(TITLE) ?? '';
    const version = titleVersion(records.base(TITLE_VERSION, 0).value, records.facts(TITLE));
    if (version === undefined) {
      delete state.titleVersion;
    } else {
      state.titleVersion = version;
    }
  }
  if (touched.has(HISTORY)) {
    state.history = value(HISTORY) === 'all' ? 'all' : 'joined';
  }
  if (touched.has(LARGE)) {
    state.large = value(LARGE) === '1';
  }
}

/**
 * What an own new title must name. Who has seen neither the beginning of the log nor a title of it does not know.
 */
function titleVersion(said: string | undefined, titles: readonly GroupFact[]): Seq | undefined {
  let version = said === undefined ? undefined : Number(said);
  for (const fact of titles) {
    if (fact.what === 'version') {
      version = Math.max(fact.seq, version ?? 0);
    } else if (fact.seq === 1) {
      version ??= 0;
    }
  }
  return version;
}

/** What the view said, and what has changed since: of a large group not everybody is known here. */
function count(state: GroupStateRow, newer: readonly UserId[], records: GroupRecords): number {
  let sum = state.viewCount;
  for (const user of newer) {
    const base = records.base(user, state.membersSeq);
    const facts = records.facts(user);
    const before = facts.filter((fact) => fact.seq <= state.viewSeq);
    const wasIn = foldMember(base.value, base.seq, before).role !== undefined || facts[before.length]?.what !== 'in';
    const isIn = foldMember(base.value, base.seq, facts).role !== undefined;
    sum += (isIn ? 1 : 0) - (wasIn ? 1 : 0);
  }
  return sum;
}

function same(one: GroupStateRow, other: GroupStateRow): boolean {
  return (
    one.title === other.title &&
    one.titleVersion === other.titleVersion &&
    one.history === other.history &&
    one.large === other.large &&
    one.count === other.count &&
    one.role === other.role
  );
}
