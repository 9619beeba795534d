import { useMinute } from '../now';
import { when } from '../words';

interface Props {
  readonly at: number;
  /** `clock`: "14:05"; `short`: the shortest that says which day; `full`: day and clock. */
  readonly as: 'clock' | 'short' | 'full';
  readonly className?: string;
}

export function Time({ at, as, className }: Props) {
  const now = useMinute();
  const text = as === 'clock' ? when.clock(at) : as === 'short' ? when.short(at, now) : when.full(at, now);
  return (
    <time className={className} dateTime={new Date(at).toISOString()} title={when.full(at, now)}>
      {text}
    </time>
  );
}
