import { useCallback, useState } from 'react';
import { useSay } from './parts/Say';
import { faultWords } from './words/faults';

export interface Attempt {
  /** While one is under way: local, so for a moment only. */
  readonly busy: boolean;
  /** Does it, then `after`; says in words why it was not done. */
  readonly run: (work: () => Promise<unknown>, after?: () => void) => void;
}

/** Something that the user has asked for, and that may be refused. */
export function useAttempt(): Attempt {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    (work: () => Promise<unknown>, after?: () => void) => {
      setBusy(true);
      work()
        .then(() => after?.())
        .catch((fault: unknown) => say(faultWords(fault)))
        .finally(() => setBusy(false));
    },
    [say],
  );
  return { busy, run };
}
