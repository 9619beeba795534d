import type { Message } from '../../store/model';

/** A line as it stands between its neighbours. */
export interface Row {
  readonly message: Message;
  /** The first line of its day. */
  readonly day: boolean;
  /** "New messages" stands above it. */
  readonly fresh: boolean;
  /** The first of a group: somebody's messages within a few minutes. */
  readonly head: boolean;
  /** The last of its group. */
  readonly tail: boolean;
}

/** How long after one message the next of the same person still stands in its group. */
const TOGETHER = 5 * 60_000;

/**
 * Lines with what stands between them: days, "New messages", groups.
 *
 * @param fresh place of the first new line, if there is a mark for it
 */
export function rows(lines: readonly Message[], fresh: number | undefined): readonly Row[] {
  const freshAt = freshIndex(lines, fresh);
  const joined = lines.map((line, index) => {
    const before = lines[index - 1];
    return before !== undefined && index !== freshAt && belongTogether(before, line);
  });
  return lines.map((message, index) => {
    const before = lines[index - 1];
    return {
      message,
      day: before === undefined || dayOf(before.at) !== dayOf(message.at),
      fresh: index === freshAt,
      head: joined[index] !== true,
      tail: joined[index + 1] !== true,
    };
  });
}

/** The mark may stand above what is in memory: then no line in memory has it. */
function freshIndex(lines: readonly Message[], fresh: number | undefined): number {
  const index = fresh === undefined ? -1 : lines.findIndex((line) => line.place >= fresh);
  return index === 0 && lines[0]?.place !== fresh ? -1 : index;
}

function belongTogether(a: Message, b: Message): boolean {
  return (
    a.sender === b.sender &&
    a.change === undefined &&
    b.change === undefined &&
    Math.abs(b.at - a.at) < TOGETHER &&
    dayOf(a.at) === dayOf(b.at)
  );
}

/** A number for each day of this device's calendar. */
export function dayOf(at: number): number {
  const date = new Date(at);
  return date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate();
}
