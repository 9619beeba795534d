import type { Phase, Status } from './effects';

export function isSameStatus(one: Status, other: Status): boolean {
  return one.caughtUp === other.caughtUp && one.settled === other.settled && isSamePhase(one.phase, other.phase);
}

function isSamePhase(one: Phase, other: Phase): boolean {
  switch (one.type) {
    case 'idle':
    case 'connecting':
    case 'online':
      return other.type === one.type;
    case 'waiting':
      return other.type === one.type && other.at === one.at && other.reason === one.reason;
    case 'signedOut':
      return other.type === one.type && other.reason === one.reason;
    default:
      return one satisfies never;
  }
}
