import type { MessageState } from '../../store/model';
import { words } from '../words';
import { Hidden } from './Hidden';
import styles from './StateMark.module.css';

type Drawn = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';

interface Props {
  readonly state: MessageState;
  /** Which side of its box a narrow mark keeps to: the one where text ends or begins. */
  readonly side?: 'start' | 'end';
}

/**
 * The one state of an own message, as a mark and in words. All marks stand in the same box on the same baseline, so
 * that nothing moves when one takes another's place. Nothing for messages of others.
 */
export function StateMark({ state, side = 'end' }: Props) {
  const drawn = markOf(state);
  if (!drawn) {
    return null;
  }
  const label = words.state.of(state);
  return (
    <span className={styles[drawn]} title={label} data-state={drawn}>
      <svg
        className={styles.mark}
        viewBox={side === 'start' && narrow(drawn) ? '5.5 0 18 12' : '0 0 18 12'}
        aria-hidden="true"
      >
        {drawing(drawn)}
      </svg>
      <Hidden>{label}</Hidden>
    </span>
  );
}

export function markOf(state: MessageState): Drawn | undefined {
  switch (state.type) {
    case 'pending':
      return 'waiting';
    case 'sent':
    case 'delivered':
    case 'read':
    case 'failed':
      return state.type;
    case 'received':
      return undefined;
    default: {
      const never: never = state;
      return never;
    }
  }
}

function narrow(drawn: Drawn): boolean {
  return drawn === 'waiting' || drawn === 'sent' || drawn === 'failed';
}

function drawing(drawn: Drawn) {
  switch (drawn) {
    case 'waiting':
      return (
        <>
          <circle cx="11.5" cy="6" r="5" />
          <path d="M11.5 3.2V6l1.9 1.3" />
        </>
      );
    case 'sent':
      return <path d="m7 6.6 3.1 3.2L16.8 2.6" />;
    case 'delivered':
    case 'read':
      return (
        <>
          <path d="m1.4 6.6 3.1 3.2 6.7-7.2" />
          <path d="m9.2 8.9.9.9 6.7-7.2" />
        </>
      );
    case 'failed':
      return (
        <>
          <circle cx="11.5" cy="6" r="5.6" className={styles.disc} />
          <path d="M11.5 3v3.6M11.5 8.9v.1" className={styles.onDisc} />
        </>
      );
    default: {
      const never: never = drawn;
      return never;
    }
  }
}
