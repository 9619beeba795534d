import { useSecond } from '../now';
import { words } from '../words';

/** Counts down once a second; screen readers are told once, elsewhere. */
export function Countdown({ until }: { readonly until: number }) {
  const left = Math.ceil((until - useSecond()) / 1_000);
  return <span aria-hidden="true">{words.banner.reconnecting(left)}</span>;
}
