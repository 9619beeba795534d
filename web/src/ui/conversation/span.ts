import type { Reads } from '../../store/api';
import { WAITING } from '../../store/rows';

/**
 * Which lines of a conversation are in memory, by place. A conversation has 100,000 lines, a screen thirty: the span
 * holds at most {@link CAP} of them and slides.
 */
export interface Span {
  readonly from: number;
  /** {@link END}: whatever comes is in it. */
  readonly to: number;
}

const BEGIN = 0;
export const END = Number.MAX_SAFE_INTEGER;

/** Lines in memory; a little more between growing at one side and cutting at the other. */
export const CAP = 400;
/** Lines that one step adds. */
export const PAGE = 80;
/** Lines with which a conversation opens: a tall screen, and a little to scroll. */
export const FIRST = 60;

export type Side = 'before' | 'after';

/** Where a conversation opens. `place`: the line to show, absent for the newest end. */
export interface Opening {
  readonly span: Span;
  readonly place?: number;
  readonly why: 'end' | 'unread' | 'asked';
}

export async function opening(reads: Reads, conversation: number, asked: number | undefined): Promise<Opening> {
  const place = asked ?? (await reads.firstUnread(conversation));
  if (place === undefined) {
    return { span: await newestSpan(reads, conversation), why: 'end' };
  }
  const [from, to] = await Promise.all([
    reads.placeBefore(conversation, place, FIRST / 2),
    reads.placeAfter(conversation, place, FIRST),
  ]);
  const span = { from, to: await endOr(reads, conversation, to) };
  return { span, place, why: asked === undefined ? 'unread' : 'asked' };
}

export async function newestSpan(reads: Reads, conversation: number): Promise<Span> {
  const from = await reads.placeBefore(conversation, END, FIRST);
  if (from < WAITING) {
    return { from, to: END };
  }
  // What waits moves to the front of what waits when it gets its seq: the span must not begin among it.
  const sent = await reads.placeBefore(conversation, WAITING, 1);
  return { from: sent < WAITING ? sent : BEGIN, to: END };
}

/** The span and a page more at one side; the same span if there is nothing more. */
export async function grown(reads: Reads, conversation: number, span: Span, side: Side): Promise<Span> {
  if (side === 'before') {
    const from = await reads.placeBefore(conversation, span.from, PAGE);
    return from < span.from ? { from, to: span.to } : span;
  }
  if (span.to === END) {
    return span;
  }
  const to = await reads.placeAfter(conversation, span.to, PAGE);
  return { from: span.from, to: await endOr(reads, conversation, Math.max(to, span.to)) };
}

/** `to`, or {@link END} if nothing stands behind it. */
async function endOr(reads: Reads, conversation: number, to: number): Promise<number> {
  return (await reads.placeAfter(conversation, to, 1)) > to ? to : END;
}

/** Indexes of the lines that are on the screen. */
export interface Seen {
  readonly first: number;
  readonly last: number;
}

/**
 * Cuts a span with more than {@link CAP} lines, first at the side that is farther from the screen; never what is on
 * the screen.
 *
 * @param places of the lines that are in the span, ascending
 */
export function trimmed(span: Span, places: readonly number[], seen: Seen): Span {
  const over = places.length - CAP;
  if (over <= 0) {
    return span;
  }
  const above = Math.max(0, Math.min(seen.first, places.length - 1));
  const below = Math.max(0, places.length - 1 - Math.max(seen.last, above));
  const cutAbove = above >= below ? Math.min(over, above) : over - Math.min(over, below);
  const cutBelow = over - cutAbove;
  return {
    from: cutAbove > 0 ? (places[Math.min(cutAbove, above)] ?? span.from) : span.from,
    to: cutBelow > 0 ? (places[places.length - 1 - Math.min(cutBelow, below)] ?? span.to) : span.to,
  };
}

/** At which side the screen comes near the edge of what is in memory. `older`: whether there is more before it. */
export function nearEdge(span: Span, count: number, seen: Seen, older: boolean): Side | undefined {
  if (older && seen.first < NEAR) {
    return 'before';
  }
  return span.to !== END && count - 1 - seen.last < NEAR ? 'after' : undefined;
}

/** Lines beside the screen below which more are read, so that a fast scroll does not meet the edge. */
const NEAR = 30;
