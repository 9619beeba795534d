import type { Content, GroupMember, GroupView, Seq, UserId } from '../protocol/frames';
import { isGroupChange } from '../protocol/kinds';
import type { Database } from './database';
import { HISTORY, LARGE, LINK, PERSON, TITLE, TITLE_VERSION, factsOf, linkValue } from './groupFacts';
import { END, subjectsBehind } from './groupRecords';
import { GroupSums, unknownGroup } from './groupSums';
import type { GroupStateRow } from './rows';

/**
 * Keeps the tables of groups right: what the server said of a group at a seq (`groupBases`), and what the entries
 * behind it say (`groupFacts`). Neither changes the other, so the order in which they come does not matter.
 *
 * Belongs to one transaction; collects what it touches and makes that right at the end (`settle`).
 */
export class GroupLedger {
  /** By conversation: whose tables are to be made anew. */
  private readonly touched = new Map<number, Set<string>>();
  private readonly groups = new Map<number, boolean>();

  constructor(
    private readonly db: Database,
    private readonly me: UserId,
  ) {}

  private touch(conversation: number, subjects: Iterable<string>): void {
    let all = this.touched.get(conversation);
    if (all === undefined) {
      all = new Set();
      this.touched.set(conversation, all);
    }
    for (const subject of subjects) {
      all.add(subject);
    }
  }

  /** Only who has an id from the beginning is a group, so the first answer stays right. */
  private async isGroup(conversation: number): Promise<boolean> {
    let known = this.groups.get(conversation);
    if (known === undefined) {
      known = (await this.db.conversations.get(conversation))?.id?.startsWith('g') ?? false;
      this.groups.set(conversation, known);
    }
    return known;
  }

  /** An entry stands at this seq. */
  async entered(conversation: number, seq: Seq, sender: UserId, content: Content): Promise<void> {
    if (!isGroupChange(content.kind) || !(await this.isGroup(conversation))) {
      return;
    }
    const facts = factsOf(seq, sender, content);
    await this.db.groupFacts.bulkPut(facts.map((fact) => ({ conversation, ...fact })));
    this.touch(
      conversation,
      facts.map((fact) => fact.subject),
    );
  }

  /** No entry stands at this seq any more. */
  async left(conversation: number, seq: Seq): Promise<void> {
    const facts = await this.db.groupFacts.where('[conversation+seq]').equals([conversation, seq]).toArray();
    if (facts.length > 0) {
      await this.db.groupFacts.bulkDelete(facts.map((fact) => [conversation, fact.subject, seq]));
      this.touch(
        conversation,
        facts.map((fact) => fact.subject),
      );
    }
  }

  private async state(conversation: number): Promise<GroupStateRow> {
    return (await this.db.groupStates.get(conversation)) ?? unknownGroup(conversation);
  }

  /** What the server says of a group at a seq counts for everything up to there. */
  async setGroup(conversation: number, view: GroupView): Promise<void> {
    const epoch = Number((await this.db.meta.get('epochNo'))?.value ?? 0);
    let state = await this.state(conversation);
    if (state.viewEpoch !== epoch) {
      await this.distrust(conversation);
      state = { ...state, membersSeq: 0, linksSeq: 0 };
    } else if (view.seq < state.viewSeq) {
      return;
    }
    const former = view.role === undefined;
    const everybody = former || !view.large;
    const everyLink = former || view.role !== 'member';
    await this.db.groupStates.put({
      ...state,
      viewSeq: view.seq,
      viewEpoch: epoch,
      viewCount: view.count,
      membersSeq: everybody ? view.seq : state.membersSeq,
      linksSeq: everyLink ? view.seq : state.linksSeq,
    });
    this.touch(conversation, [this.me]);
    if (view.role !== undefined) {
      await this.putBases(conversation, view.seq, [
        [TITLE, view.title],
        [TITLE_VERSION, String(view.titleVersion)],
        [HISTORY, view.history],
        [LARGE, view.large ? '1' : '0'],
        ...(everybody ? [] : [[this.me, view.role] as const]),
      ]);
    }
    if (everybody) {
      this.touch(conversation, await subjectsBehind(this.db, conversation, state.membersSeq, PERSON));
      const people = view.members.map((each) => [each.user, each.role] as const);
      await this.replaceBases(conversation, PERSON, view.seq, new Map(people));
    }
    if (everyLink) {
      this.touch(conversation, await subjectsBehind(this.db, conversation, state.linksSeq, LINK));
      const links = view.links.map((link) => [LINK + link.code, linkValue(link)] as const);
      await this.replaceBases(conversation, LINK, view.seq, new Map(links));
    }
  }

  /** What a store that is gone said may be ahead of what there is now. */
  private async distrust(conversation: number): Promise<void> {
    this.touch(conversation, await subjectsBehind(this.db, conversation, 0, ''));
    const bases = await this.db.groupBases.where('conversation').equals(conversation).toArray();
    this.touch(
      conversation,
      bases.map((base) => base.subject),
    );
    await this.db.groupBases.bulkDelete(
      bases.filter((base) => base.subject !== TITLE).map((base) => [conversation, base.subject]),
    );
    // Who is out is told no title: they keep the one by which they know the group.
    await this.db.groupBases.bulkPut(
      bases.filter((base) => base.subject === TITLE).map((base) => ({ ...base, seq: 0 })),
    );
  }

  /**
   * Beyond this seq the server has other entries: what it says next counts, also if it is of an earlier seq than what
   * it said before.
   */
  async cut(conversation: number, upTo: Seq): Promise<void> {
    const state = await this.db.groupStates.get(conversation);
    if (state !== undefined && state.viewSeq > upTo) {
      await this.db.groupStates.put({ ...state, viewEpoch: -1 });
    }
  }

  /** A page of a large group's members is not older than the last view; what came since is applied over it. */
  async putMembers(conversation: number, members: readonly GroupMember[], count: number): Promise<void> {
    const state = await this.state(conversation);
    await this.putBases(
      conversation,
      state.viewSeq,
      members.map((member) => [member.user, member.role] as const),
    );
    if (state.viewSeq === 0) {
      await this.db.groupStates.put({ ...state, viewCount: count });
    }
  }

  /** The server has said which version the title has. */
  async titleVersion(conversation: number, version: Seq): Promise<void> {
    await this.putBases(conversation, 0, [[TITLE_VERSION, String(version)]]);
    this.touch(conversation, [TITLE]);
  }

  private async putBases(
    conversation: number,
    seq: Seq,
    values: readonly (readonly [subject: string, value: string])[],
  ): Promise<void> {
    await this.db.groupBases.bulkPut(values.map(([subject, value]) => ({ conversation, subject, seq, value })));
    this.touch(
      conversation,
      values.map(([subject]) => subject),
    );
  }

  /** Writes only what differs: it is mostly nothing. */
  private async replaceBases(
    conversation: number,
    prefix: string,
    seq: Seq,
    values: ReadonlyMap<string, string>,
  ): Promise<void> {
    const bases = await this.db.groupBases
      .where('[conversation+subject]')
      .between([conversation, prefix], [conversation, prefix + END])
      .toArray();
    const old = new Map(bases.map((base) => [base.subject, base.value]));
    const gone = [...old.keys()].filter((subject) => !values.has(subject));
    await this.db.groupBases.bulkDelete(gone.map((subject) => [conversation, subject]));
    this.touch(conversation, gone);
    await this.putBases(
      conversation,
      seq,
      [...values].filter(([subject, value]) => old.get(subject) !== value),
    );
  }

  /** Answers with the groups in which something may be other than before. */
  async settle(): Promise<readonly number[]> {
    const changed = [...this.touched.keys()].toSorted((one, other) => one - other);
    for (const conversation of changed) {
      await new GroupSums(this.db, this.me, conversation).settle(this.touched.get(conversation) ?? new Set());
    }
    this.touched.clear();
    return changed;
  }
}
