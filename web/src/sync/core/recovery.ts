import type { Entry, FrameOf, GroupView, Item, Seq, ServerFrame } from '../../protocol/frames';
import { MAX_NUMBER } from '../../protocol/limits';
import { conversationType } from '../../protocol/ids';
import { firstSeq, isSkip, lastSeq } from '../../protocol/items';
import type { StoreOp } from './effects';
import type { LocalEntry } from './events';
import { entriesOf } from './items';
import { max, min } from './numbers';
import { RangeSet } from './rangeSet';
import type { Timeline } from './timeline';
import type { Turn } from './turn';

type Page = FrameOf<ServerFrame, 'page'>;

/** A group as whoever was a member once sees it. */
const FORMER: GroupView = {
  seq: 0,
  title: '',
  titleVersion: 0,
  history: 'joined',
  large: false,
  count: 0,
  members: [],
  links: [],
};

/**
 * Compares one local log with the server's, backwards, until both are the same: after the server was restored from an
 * older copy the two share a beginning and nothing else. What differs is taken from the server.
 */
export class Recovery {
  /**
   * Cursors and views of a group that came meanwhile: they speak of the server's entries, and are written after the
   * old ones are cut.
   */
  readonly later: StoreOp[] = [];
  private readonly fresh = new RangeSet();
  /** Everything local from here on has been dealt with. */
  private lowest: Seq;
  private serverHead: Seq = 0;
  private page: Page | undefined;

  constructor(private readonly timeline: Timeline) {
    this.lowest = max(timeline.head, timeline.covered.max()) + 1;
  }

  /** Seq before which the next page is needed. */
  get bound(): Seq {
    return this.lowest;
  }

  /** A page is here and not compared yet. */
  isComparing(): boolean {
    return this.page !== undefined;
  }

  knowsHead(head: Seq): void {
    this.serverHead = max(this.serverHead, head);
  }

  answered(turn: Turn, page: Page): void {
    this.page = page;
    turn.act({ type: 'readLocal', conversation: this.timeline.id, from: beginOf(page), to: MAX_NUMBER });
  }

  /** The server does not have the conversation any more. */
  conversationGone(turn: Turn): void {
    const conversation = this.timeline.id;
    if (conversationType(conversation) === 'group') {
      // Of a group that its user is not in, or was never in, the server says nothing at all.
      this.later.push({ type: 'setGroup', conversation, group: FORMER });
    }
    this.answered(turn, { t: 'page', rid: 0, conversation, items: [], head: 0, more: false });
  }

  /** Once the comparison is finished: up to where both are the same. */
  compare(turn: Turn, locals: readonly LocalEntry[], epochNo: number): Seq | undefined {
    const page = this.page;
    if (page === undefined) {
      return undefined;
    }
    this.page = undefined;
    const low = beginOf(page);
    const theirs = this.learn(page.items);
    const { same, gone } = this.judge(page, theirs, locals, low);
    const conversation = this.timeline.id;
    if (gone.length > 0) {
      turn.write({ type: 'displace', conversation, seqs: gone });
    }
    if (theirs.size > 0) {
      const entries = [...theirs.values()].toSorted((one, other) => one.seq - other.seq);
      turn.write({ type: 'putEntries', conversation, entries });
    }
    this.serverHead = max(this.serverHead, page.head);
    this.lowest = low;
    if (same === 0 && low > 1) {
      return undefined;
    }
    this.timeline.recovered(turn, same, this.fresh, this.serverHead, epochNo);
    this.later.forEach((op) => turn.write(op));
    return same;
  }

  private learn(items: readonly Item[]): ReadonlyMap<Seq, Entry> {
    for (const item of items) {
      this.fresh.add(firstSeq(item), lastSeq(item));
    }
    return new Map(entriesOf(items).map((entry) => [entry.seq, entry]));
  }

  private judge(
    page: Page,
    theirs: ReadonlyMap<Seq, Entry>,
    locals: readonly LocalEntry[],
    low: Seq,
  ): { readonly same: Seq; readonly gone: readonly Seq[] } {
    const same: Seq[] = [];
    const gone: Seq[] = [];
    for (const local of locals) {
      if (local.seq < low || local.seq >= this.lowest) {
        continue;
      }
      const there = theirs.get(local.seq);
      const equal = there !== undefined && there.id === local.id && there.from === local.sender;
      // An entry that was lost and sent again may get its old seq, never its old time.
      if (equal && there.at === local.at && local.epoch <= this.timeline.trusted) {
        same.push(local.seq);
      } else if (!equal && !isHidden(page, local.seq)) {
        gone.push(local.seq);
      }
    }
    // While the server's clock stood still, an entry that was sent again could get even its old time.
    const parted = gone.reduce(min, Infinity);
    return { same: same.filter((seq) => seq < parted).reduce(max, 0), gone };
  }
}

function beginOf(page: Page): Seq {
  return page.more && page.items.length > 0 ? page.items.map(firstSeq).reduce(min) : 1;
}

/**
 * Below what the page covers nothing is known; a skip says nothing about which entry stands there, but that it is none
 * that this user was ever let see.
 */
function isHidden(page: Page, seq: Seq): boolean {
  const there = page.items.find((item) => firstSeq(item) <= seq && seq <= lastSeq(item));
  return there !== undefined && isSkip(there) && there.skip.reason !== 'not_a_member';
}
