import type { Message, MessageState } from '../../store/model';

/**
 * One step of the list from what it shows to what it is to show. `shift`: lines came or went at the front, so the list
 * keeps its distance from the end. `rest`: what to show right after, because a list cannot keep its place while lines
 * change at both ends in one step.
 */
export interface Stage {
  readonly lines: readonly Message[];
  readonly shift: boolean;
  readonly rest?: readonly Message[];
}

/** The next step; absent if the two have no line in common, so that there is no place to keep. */
export function stage(shown: readonly Message[], next: readonly Message[]): Stage | undefined {
  const indexes = new Map(shown.map((message, index) => [message.key, index]));
  const gained = next.findIndex((message) => indexes.has(message.key));
  const lost = indexes.get(next[gained]?.key ?? -1);
  if (lost === undefined) {
    return shown.length === 0 || next.length === 0 ? { lines: next, shift: false } : undefined;
  }
  if (gained === lost) {
    return { lines: next, shift: false };
  }
  const front = [...next.slice(0, gained), ...next.slice(gained, gained + 1), ...shown.slice(lost + 1)];
  return front.length === next.length ? { lines: next, shift: true } : { lines: front, shift: true, rest: next };
}

/** `next`, with the very objects of `shown` where nothing has changed: what is drawn of them need not be drawn again. */
export function reused(shown: readonly Message[], next: readonly Message[]): readonly Message[] {
  const known = new Map(shown.map((message) => [message.key, message]));
  return next.map((message) => {
    const before = known.get(message.key);
    return before !== undefined && same(before, message) ? before : message;
  });
}

function same(a: Message, b: Message): boolean {
  return (
    a.place === b.place &&
    a.text === b.text &&
    a.at === b.at &&
    a.seq === b.seq &&
    a.id === b.id &&
    a.senderName === b.senderName &&
    a.edited === b.edited &&
    a.deleted === b.deleted &&
    a.changing === b.changing &&
    a.readers === b.readers &&
    a.understood === b.understood &&
    sameState(a.state, b.state) &&
    JSON.stringify(a.names) === JSON.stringify(b.names) &&
    JSON.stringify(a.change) === JSON.stringify(b.change)
  );
}

function sameState(a: MessageState, b: MessageState): boolean {
  switch (a.type) {
    case 'pending':
      return b.type === 'pending' && a.waitsFor === b.waitsFor && a.name === b.name && a.nextAt === b.nextAt;
    case 'failed':
      return b.type === 'failed' && a.code === b.code && a.reason === b.reason;
    case 'received':
      return b.type === 'received' && a.read === b.read;
    case 'sent':
    case 'delivered':
    case 'read':
      return a.type === b.type;
  }
}
