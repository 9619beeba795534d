import { X } from 'lucide-react';
import type { MessageDetails as Facts, Reach } from '../../store/model';
import { useLive } from '../live';
import { useMinute } from '../now';
import { EmptyState } from '../parts/EmptyState';
import { IconButton } from '../parts/IconButton';
import { goBack } from '../routes';
import { useSession } from '../session';
import { when, words } from '../words';
import { Bubble } from './Bubble';
import { nameOf } from './Line';
import styles from './MessageDetails.module.css';
import { reasonOf } from './reasons';

interface Props {
  readonly conversation: number;
  readonly message: number;
}

/** "Where is my message?": each state with its time, by member; what it waits for; what whoever reports it needs. */
export function MessageDetails({ conversation, message }: Props) {
  const { reads } = useSession();
  const facts = useLive(() => reads.details(message).then((found) => found ?? 'gone'), [reads, message], undefined);
  const mine = facts === undefined || facts === 'gone' || facts.message.mine;
  return (
    <div className={styles.details}>
      <header className={styles.header}>
        <h1>{mine ? words.where.title : words.common.details}</h1>
        <IconButton
          icon={X}
          label={words.common.close}
          tip="belowEnd"
          onClick={() => goBack({ name: 'conversation', key: conversation })}
        />
      </header>
      {facts === 'gone' && <EmptyState title={words.where.gone} />}
      {facts !== undefined && facts !== 'gone' && <Story facts={facts} />}
    </div>
  );
}

function Story({ facts }: { readonly facts: Facts }) {
  const now = useMinute();
  const { message, written, stored, reach } = facts;
  const { where } = words;
  return (
    <div className={styles.story}>
      {message.change === undefined && (
        <div className={message.mine ? styles.mine : styles.others}>
          <Bubble message={message} head tail name={message.mine ? undefined : nameOf(message)} />
        </div>
      )}
      <ol className={styles.steps}>
        {message.mine && isWrittenHere(facts) && <Step done title={where.written} text={when.full(written, now)} />}
        {message.mine ? (
          <Stored facts={facts} now={now} />
        ) : (
          <Step done title={where.received} text={when.full(stored ?? message.at, now)} />
        )}
        {message.mine && stored !== undefined && (
          <>
            <Reached title={where.delivered} not={where.notDelivered} reach={reach} has={(each) => each.delivered} />
            {message.readers > 0 ? (
              <Step done title={where.read} text={where.by(message.readers)} />
            ) : (
              <Reached title={where.read} not={where.notRead} reach={reach} has={(each) => each.read} />
            )}
          </>
        )}
      </ol>
      <Numbers facts={facts} />
    </div>
  );
}

/** What another device of the user wrote was on the server's disk before this device had it; clocks differ a little. */
function isWrittenHere({ written, stored }: Facts): boolean {
  return stored === undefined || written < stored + CLOCKS;
}

const CLOCKS = 5 * 60_000;

function Stored({ facts, now }: { readonly facts: Facts; readonly now: number }) {
  const { message, stored, attempts, nextAt } = facts;
  const { where } = words;
  if (stored !== undefined) {
    return <Step done title={where.stored} text={when.full(stored, now)} />;
  }
  if (message.state.type === 'failed') {
    return <Step failed title={where.failed} text={reasonOf(message.state)} />;
  }
  const text = [
    `${words.state.of(message.state)}. ${where.waitsHere}`,
    attempts > 0 ? where.attempts(attempts) : '',
    nextAt === undefined ? '' : where.nextTry(when.clock(nextAt)),
  ];
  return <Step title={where.notStored} text={text.filter((each) => each !== '').join('\n')} />;
}

interface ReachedProps {
  readonly title: string;
  readonly not: string;
  readonly reach: readonly Reach[];
  readonly has: (each: Reach) => boolean;
}

function Reached({ title, not, reach, has }: ReachedProps) {
  const yes = reach.filter(has);
  const no = reach.filter((each) => !has(each));
  return (
    <>
      {yes.length > 0 && <Step done title={title} text={namesOf(yes)} />}
      {no.length > 0 && <Step title={not} text={namesOf(no)} />}
    </>
  );
}

const NAMED = 20;

function namesOf(reach: readonly Reach[]): string {
  const names = reach.slice(0, NAMED).map((each) => each.name ?? words.common.somebody);
  const others = reach.length - names.length;
  return others > 0 ? words.where.and(names, others) : words.where.to(names);
}

interface StepProps {
  readonly title: string;
  readonly text: string;
  readonly done?: boolean;
  readonly failed?: boolean;
}

function Step({ title, text, done = false, failed = false }: StepProps) {
  return (
    <li className={failed ? styles.failed : done ? styles.done : styles.open}>
      <span className={styles.title}>{title}</span>
      <span className={styles.text} dir="auto">
        {text}
      </span>
    </li>
  );
}

function Numbers({ facts: { message } }: { readonly facts: Facts }) {
  const { where } = words;
  return (
    <details className={styles.numbers}>
      <summary>{words.common.details}</summary>
      <dl>
        <dt>{where.id}</dt>
        <dd>{message.id}</dd>
        {message.seq !== undefined && (
          <>
            <dt>{where.seq}</dt>
            <dd>{message.seq}</dd>
          </>
        )}
        <dt>{where.kind}</dt>
        <dd>{message.kind}</dd>
        {message.state.type === 'failed' && (
          <>
            <dt>{where.code}</dt>
            <dd>{message.state.code}</dd>
          </>
        )}
      </dl>
    </details>
  );
}
