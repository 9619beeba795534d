import { StateDigest } from '../../protocol/digests';
import type {
  Change,
  ConversationId,
  FrameOf,
  GroupView,
  Item,
  MemberCursor,
  Seq,
  ServerFrame,
  UserId,
} from '../../protocol/frames';
import { conversationType } from '../../protocol/ids';
import type { Directory } from './directory';
import type { StoreOp } from './effects';
import type { Event, Snapshot } from './events';
import { groupNewsOf } from './groupNews';
import type { HoleQueue } from './holeQueue';
import { introducedIn } from './introductions';
import { entriesOf } from './items';
import { isSameList } from './lists';
import type { OutboxQueue } from './outboxQueue';
import type { Receipts } from './receipts';
import { Recovery } from './recovery';
import { Timeline } from './timeline';
import type { Turn } from './turn';

/** All logs of which the device has, or should have, a copy. */
export class Timelines {
  private readonly all = new Map<ConversationId, Timeline>();
  private readonly compared = new Set<Timeline>();
  private readonly me: UserId;
  private begun: string | undefined;
  private epochNo: number;

  constructor(
    snapshot: Snapshot,
    private readonly outbox: OutboxQueue,
    private readonly receipts: Receipts,
    private readonly directory: Directory,
    private readonly holes: HoleQueue,
  ) {
    this.me = snapshot.me;
    this.begun = snapshot.epoch;
    this.epochNo = snapshot.epochNo;
    directory.meets(snapshot.nameless);
    for (const known of snapshot.conversations) {
      const timeline = Timeline.of(known);
      this.all.set(timeline.id, timeline);
      receipts.load(known.id, known.own, known.confirmed);
      directory.meets(known.members);
      if (!timeline.covered.isEmpty() && timeline.trusted < this.epochNo) {
        this.distrust(timeline);
      }
      this.note(timeline);
    }
  }

  find(id: ConversationId): Timeline | undefined {
    return this.all.get(id);
  }

  /** Those whose local copy is being compared with the server's. */
  recovering(): readonly Timeline[] {
    return [...this.compared];
  }

  isRecovering(): boolean {
    return this.compared.size > 0;
  }

  change(turn: Turn, change: Change): void {
    const timeline = this.meet(turn, change.conversation, change.members);
    timeline.stuck = false;
    timeline.notBefore = 0;
    if (timeline.recovery === undefined && change.head < timeline.head) {
      this.distrust(timeline);
    }
    if (timeline.recovery !== undefined) {
      timeline.recovery.knowsHead(change.head);
    } else {
      this.take(turn, timeline, change.items, change.head);
    }
    if (change.group !== undefined) {
      this.group(turn, timeline, change.group);
    }
    for (const member of change.cursors) {
      this.cursor(turn, timeline, member);
    }
  }

  cursor(turn: Turn, timeline: Timeline, member: MemberCursor): void {
    const { user, cursor } = member;
    if (user !== this.me) {
      later(turn, timeline, { type: 'setCursor', conversation: timeline.id, user, cursor });
    } else if (cursor.read > 0) {
      turn.write({ type: 'setSeen', conversation: timeline.id, seq: cursor.read });
      this.receipts.seen(turn, timeline, cursor.read);
    }
  }

  /** Whether anything was new. */
  take(turn: Turn, timeline: Timeline, items: readonly Item[], head: Seq): boolean {
    let fromOthers = false;
    for (const entry of entriesOf(items)) {
      if (entry.from === this.me) {
        this.outbox.decided(turn, timeline.id, entry.id);
      } else {
        fromOthers = true;
      }
    }
    this.directory.meets(introducedIn(items));
    if (conversationType(timeline.id) === 'group') {
      this.groupNews(timeline, items);
    }
    const news = timeline.take(turn, items, head);
    this.receipts.advance(turn, timeline, fromOthers);
    this.note(timeline);
    return news;
  }

  /**
   * Whether that is all: of a conversation that is new here, in which something came before this, or to which the user
   * came by this, only a check tells the rest.
   */
  pushed(turn: Turn, push: FrameOf<ServerFrame, 'entry'>): boolean {
    const { conversation, entry } = push;
    const known = this.find(conversation);
    // What the user's own account wrote does not say to whom; the next check does.
    const saysWith = conversationType(conversation) === 'direct' && entry.from !== this.me;
    const timeline = known ?? this.meet(turn, conversation, saysWith ? [this.me, entry.from] : []);
    const isAll = known !== undefined && !skipsInGroup(timeline, entry.seq) && !this.takesIn(push);
    if (timeline.recovery !== undefined) {
      timeline.recovery.knowsHead(entry.seq);
    } else {
      this.take(turn, timeline, [entry], 0);
    }
    return isAll;
  }

  /** There is more in a large group. Whether the group was known before. */
  announced(turn: Turn, changed: FrameOf<ServerFrame, 'changed'>): boolean {
    const timeline = this.find(changed.conversation);
    if (timeline === undefined) {
      return false;
    }
    if (timeline.recovery !== undefined) {
      timeline.recovery.knowsHead(changed.head);
    } else if (changed.head > timeline.head) {
      this.holes.delay(timeline, turn.now);
      timeline.announced(changed.head);
      this.note(timeline);
    }
    return true;
  }

  /** Whether that is all, as in {@link pushed}: the entry may be that by which the user joined. */
  sent(turn: Turn, sent: FrameOf<ServerFrame, 'sent'>): boolean {
    const { conversation, id, seq, at } = sent;
    const timeline = this.meet(turn, conversation, []);
    const isAll = !skipsInGroup(timeline, seq);
    const joined = this.outbox.isJoin(conversation, id);
    const waited = this.outbox.decided(turn, conversation, id);
    turn.write({ type: 'confirm', conversation, id, seq, at });
    if (waited && timeline.recovery === undefined && timeline.covered.contains(seq)) {
      // Something else stands there in the local copy: the server went back and did not say so.
      this.distrust(timeline);
    }
    if (timeline.recovery !== undefined) {
      timeline.recovery.knowsHead(seq);
      timeline.reaches(turn, seq);
    } else if (waited) {
      if (joined) {
        timeline.cameIn(seq);
      }
      timeline.placed(turn, seq);
      this.receipts.advance(turn, timeline, false);
    } else {
      timeline.knowsHead(turn, seq);
    }
    this.note(timeline);
    return isAll;
  }

  get epoch(): string | undefined {
    return this.begun;
  }

  beginEpoch(turn: Turn, epoch: string): void {
    turn.write({ type: 'beginEpoch', epoch });
    this.begun = epoch;
    this.epochNo += 1;
    for (const timeline of this.all.values()) {
      if (timeline.covered.isEmpty()) {
        timeline.trusted = this.epochNo;
      } else {
        this.distrust(timeline);
      }
    }
  }

  distrust(timeline: Timeline): void {
    timeline.stuck = false;
    timeline.recovery = new Recovery(timeline);
    this.compared.add(timeline);
    this.holes.note(timeline);
    this.outbox.hold(timeline.id);
    this.receipts.hold(timeline.id);
  }

  /** Whatever the server did not mention in an exact answer is not there any more. */
  distrustAllBut(mentioned: ReadonlySet<ConversationId>): void {
    for (const timeline of this.all.values()) {
      if (timeline.head > 0 && timeline.recovery === undefined && !mentioned.has(timeline.id)) {
        this.distrust(timeline);
      }
    }
  }

  compare(turn: Turn, local: Extract<Event, { readonly type: 'localEntries' }>): void {
    const timeline = this.find(local.conversation);
    const same = timeline?.recovery?.compare(turn, local.entries, this.epochNo);
    if (timeline === undefined || same === undefined) {
      return;
    }
    this.compared.delete(timeline);
    this.outbox.release(turn, timeline.id);
    this.receipts.cut(timeline.id, same);
    this.receipts.advance(turn, timeline, true);
    this.note(timeline);
  }

  note(timeline: Timeline): void {
    this.holes.note(timeline);
  }

  /** After a check everything may be asked for again. */
  unstick(): void {
    for (const timeline of this.all.values()) {
      if (timeline.stuck) {
        timeline.stuck = false;
        this.note(timeline);
      }
    }
  }

  digest(): string {
    let digest = StateDigest.EMPTY;
    for (const timeline of this.all.values()) {
      digest = digest.with(timeline.id, timeline.head);
    }
    return digest.toString();
  }

  /** Makes it if it is new. */
  private meet(turn: Turn, id: ConversationId, members: readonly UserId[]): Timeline {
    const known = this.all.get(id);
    const timeline = known ?? Timeline.begin(id, members, this.epochNo);
    if (known === undefined) {
      this.all.set(id, timeline);
      turn.write({ type: 'setMembers', conversation: id, members });
    } else if (members.length > 0 && !isSameList(known.members, members)) {
      known.members = members;
      turn.write({ type: 'setMembers', conversation: id, members });
    }
    this.directory.meets(members);
    return timeline;
  }

  private group(turn: Turn, timeline: Timeline, view: GroupView): void {
    timeline.scaled(view.seq, view.large);
    this.directory.meets(view.members.map((member) => member.user));
    later(turn, timeline, { type: 'setGroup', conversation: timeline.id, group: view });
  }

  /** Who else is in the group by then, and what it is called, stands in no entry that a newcomer may see. */
  private takesIn({ conversation, entry }: FrameOf<ServerFrame, 'entry'>): boolean {
    return conversationType(conversation) === 'group' && groupNewsOf([entry], this.me).cameIn > 0;
  }

  private groupNews(timeline: Timeline, items: readonly Item[]): void {
    const news = groupNewsOf(items, this.me);
    if (news.cameIn > 0) {
      timeline.cameIn(news.cameIn);
    }
    if (news.scaled > 0) {
      timeline.scaled(news.scaled, news.large);
    }
  }
}

/** Whoever was taken in (again) does not see what happened to the group meanwhile. */
function skipsInGroup(timeline: Timeline, seq: Seq): boolean {
  return conversationType(timeline.id) === 'group' && !timeline.isLarge && seq > timeline.head + 1;
}

/** While the local copy is being compared, the old entries are cut first. */
function later(turn: Turn, timeline: Timeline, op: StoreOp): void {
  if (timeline.recovery !== undefined) {
    timeline.recovery.later.push(op);
  } else {
    turn.write(op);
  }
}
