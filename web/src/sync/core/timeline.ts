import type { ConversationId, Item, Seq, UserId } from '../../protocol/frames';
import { firstSeq, lastSeq } from '../../protocol/items';
import type { SnapshotConversation } from './events';
import { entriesOf } from './items';
import { max, min } from './numbers';
import { type Range, RangeSet } from './rangeSet';
import type { Recovery } from './recovery';
import type { Turn } from './turn';

/** What the device has of one conversation's log, and what it knows to exist. */
export class Timeline {
  /** The server would not give what is missing; asked again after the next check. */
  stuck = false;
  /** What is missing is not to be asked for before this time. */
  notBefore = 0;
  /**
   * Only while the local copy is being compared with the server's: nothing else may touch the coverage then.
   */
  recovery: Recovery | undefined;
  /** As of which seq it was said whether the group is large. */
  private largeSince: Seq;

  private constructor(
    readonly id: ConversationId,
    public members: readonly UserId[],
    private known: Seq,
    readonly covered: RangeSet,
    /** Up to which epoch's entries the local copy was compared with the server's. */
    public trusted: number,
    private large: boolean,
  ) {
    this.largeSince = covered.max();
  }

  static of(stored: SnapshotConversation): Timeline {
    const covered = RangeSet.parse(stored.covered);
    return new Timeline(stored.id, stored.members, stored.head, covered, stored.trusted, stored.large);
  }

  static begin(id: ConversationId, members: readonly UserId[], epochNo: number): Timeline {
    return new Timeline(id, members, 0, new RangeSet(), epochNo, false);
  }

  /** Highest seq that is known to exist. */
  get head(): Seq {
    return this.known;
  }

  /** A group so large that nobody is told what has reached whom. */
  get isLarge(): boolean {
    return this.large;
  }

  scaled(seq: Seq, large: boolean): void {
    if (seq >= this.largeSince) {
      this.largeSince = seq;
      this.large = large;
    }
  }

  lacksNewest(): boolean {
    return this.covered.max() < this.known;
  }

  newestHole(): Range | undefined {
    return this.stuck || this.recovery !== undefined ? undefined : this.covered.newestHole(this.known);
  }

  /** The user was taken in (again) at this seq: what was hidden below it may be theirs to read now. */
  cameIn(seq: Seq): void {
    if (!this.covered.contains(seq)) {
      this.covered.forgetBelow(seq);
    }
  }

  /** There is more, which need not be remembered: whoever begins again is told again. */
  announced(head: Seq): void {
    this.known = max(this.known, head);
  }

  /** Writes these items and remembers to have them. Whether anything was new. */
  take(turn: Turn, items: readonly Item[], knownHead: Seq): boolean {
    const fresh = items.filter((item) => this.covered.add(firstSeq(item), lastSeq(item)));
    const entries = entriesOf(fresh);
    if (entries.length > 0) {
      turn.write({ type: 'putEntries', conversation: this.id, entries });
    }
    const head = max(max(this.known, knownHead), this.covered.max());
    if (fresh.length > 0 || head !== this.known) {
      this.known = head;
      this.save(turn);
    }
    return fresh.length > 0;
  }

  /** An own entry that is in the database already got this seq. */
  placed(turn: Turn, seq: Seq): void {
    if (this.recovery === undefined && this.covered.add(seq, seq)) {
      this.known = max(this.known, seq);
      this.save(turn);
    }
  }

  knowsHead(turn: Turn, head: Seq): void {
    if (this.recovery === undefined) {
      this.reaches(turn, head);
    }
  }

  /**
   * An own entry got this seq, perhaps while the two were being compared. A comparison that begins anew, because the
   * server was restored meanwhile or the device died, has to begin above it: otherwise the entry would keep a seq that
   * is another's.
   */
  reaches(turn: Turn, seq: Seq): void {
    if (seq > this.known) {
      this.known = seq;
      this.save(turn);
    }
  }

  /** After a comparison: nothing above `same` is kept but what the server has just shown. */
  recovered(turn: Turn, same: Seq, fresh: RangeSet, head: Seq, epochNo: number): void {
    this.covered.truncate(same);
    this.covered.addAll(fresh);
    this.known = max(head, this.covered.max());
    this.trusted = epochNo;
    this.largeSince = min(this.largeSince, same);
    this.stuck = false;
    this.recovery = undefined;
    turn.write({ type: 'verified', conversation: this.id, upTo: same });
    this.save(turn);
  }

  private save(turn: Turn): void {
    turn.write({ type: 'setCoverage', conversation: this.id, head: this.known, covered: this.covered.toString() });
  }
}
