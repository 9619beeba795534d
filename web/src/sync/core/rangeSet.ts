import type { Seq } from '../../protocol/frames';
import { max, min } from './numbers';

/** `to` is included. */
export interface Range {
  readonly from: Seq;
  readonly to: Seq;
}

/** A set of seqs as disjoint, non-adjacent ranges: what a device has of one log. Holes are data. */
export class RangeSet {
  /** In order. */
  private readonly ranges: Range[] = [];

  /**
   * Reads the form of {@link toString}: `1-20,25,30-31`.
   *
   * @throws RangeError if it is not of that form
   */
  static parse(text: string): RangeSet {
    const set = new RangeSet();
    if (text === '') {
      return set;
    }
    for (const part of text.split(',')) {
      const [from, to] = part.split('-');
      set.add(Number(from), Number(to ?? from));
    }
    return set;
  }

  /**
   * Whether anything was new.
   *
   * @throws RangeError if it is not a range of seqs
   */
  add(from: Seq, to: Seq): boolean {
    if (!(from >= 1 && to >= from)) {
      throw new RangeError(`not a range: ${from}–${to}`);
    }
    const at = this.floor(from);
    const before = this.ranges[at];
    if (before !== undefined && before.to >= to) {
      return false;
    }
    const touches = before !== undefined && before.to >= from - 1;
    const first = touches ? at : at + 1;
    const last = this.floor(to + 1);
    const low = touches ? before.from : from;
    const high = max(to, this.ranges[last]?.to ?? 0);
    this.ranges.splice(first, last - first + 1, { from: low, to: high });
    return true;
  }

  /** From this seq up to here nothing is missing; `from` - 1 if it is missing itself. */
  endFrom(from: Seq): Seq {
    const range = this.ranges[this.floor(from)];
    return range !== undefined && range.to >= from ? range.to : from - 1;
  }

  addAll(other: RangeSet): boolean {
    let any = false;
    for (const range of other.ranges) {
      any = this.add(range.from, range.to) || any;
    }
    return any;
  }

  /** Forgets everything above `last`. */
  truncate(last: Seq): void {
    const at = this.floor(last);
    this.ranges.length = at + 1;
    const top = this.ranges[at];
    if (top !== undefined) {
      this.ranges[at] = { from: top.from, to: min(top.to, last) };
    }
  }

  /** Forgets everything below `first`. */
  forgetBelow(first: Seq): void {
    const at = this.floor(first - 1);
    const across = this.ranges[at];
    const kept = across !== undefined && across.to >= first ? [{ from: first, to: across.to }] : [];
    this.ranges.splice(0, at + 1, ...kept);
  }

  contains(seq: Seq): boolean {
    const range = this.ranges[this.floor(seq)];
    return range !== undefined && range.to >= seq;
  }

  isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  /** Highest seq in the set, 0 if there is none. */
  max(): Seq {
    return this.ranges.at(-1)?.to ?? 0;
  }

  /** End of the range that begins at 1, 0 if there is none: up to here nothing is missing. */
  contiguousEnd(): Seq {
    return this.endFrom(1);
  }

  /** The newest range in 1–`head` that is not in the set. */
  newestHole(head: Seq): Range | undefined {
    if (head < 1) {
      return undefined;
    }
    const index = this.floor(head);
    const at = this.ranges[index];
    if (at === undefined) {
      return { from: 1, to: head };
    }
    if (at.to < head) {
      return { from: at.to + 1, to: head };
    }
    if (at.from === 1) {
      return undefined;
    }
    return { from: (this.ranges[index - 1]?.to ?? 0) + 1, to: at.from - 1 };
  }

  toString(): string {
    return this.ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
  }

  /** Index of the last range that begins at `seq` or before, -1 if there is none. */
  private floor(seq: Seq): number {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const range = this.ranges[middle];
      if (range !== undefined && range.from <= seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
