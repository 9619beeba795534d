import { ArrowLeft, Bookmark, Search, Users } from 'lucide-react';
import { NOTHING_NEARBY, type Conversation, type Nearby } from '../../store/model';
import { useLive } from '../live';
import { useMinute } from '../now';
import { Avatar } from '../parts/Avatar';
import { IconButton } from '../parts/IconButton';
import { Link } from '../parts/Link';
import { goBack } from '../routes';
import { useSession } from '../session';
import { words } from '../words';
import styles from './Header.module.css';
import { presenceLine } from './presenceLine';
import { titleOf } from '../words/titles';

interface Props {
  readonly about: Conversation;
  readonly finding: boolean;
  readonly onFind: () => void;
}

/** Who it is, whether they are there, and what can be done with the whole of it. */
export function Header({ about, finding, onFind }: Props) {
  const { account, reads } = useSession();
  const nearby = useLive(() => reads.nearby(), [reads], NOTHING_NEARBY);
  const now = useMinute();
  const writing = nearby.typing[about.key] ?? [];
  const names = useWriters(about, writing);
  const line = presenceLine(about, nearby, names, account.user, now);
  const title = titleOf(about);
  return (
    <header className={styles.header}>
      <span className={styles.back}>
        <IconButton
          icon={ArrowLeft}
          label={words.conversation.back}
          tip="belowStart"
          onClick={() => goBack({ name: 'list' })}
        />
      </span>
      <Link to={{ name: 'info', key: about.key }} className={styles.who} aria-label={words.conversation.info(title)}>
        <Avatar
          id={about.peer ?? about.id ?? String(about.key)}
          name={title}
          online={isOnline(about, nearby)}
          {...(about.self ? { icon: Bookmark } : about.group ? { icon: Users } : {})}
        />
        <div className={styles.words}>
          <h1 className={styles.title} dir="auto">
            {title}
          </h1>
          {/* The place is kept where there is nothing to say, so that the title does not jump. */}
          <span className={writing.length > 0 ? styles.writing : styles.line}>{line === '' ? '\u00a0' : line}</span>
        </div>
      </Link>
      <IconButton
        icon={Search}
        label={words.conversation.search}
        tip="belowEnd"
        aria-pressed={finding}
        onClick={onFind}
      />
    </header>
  );
}

function isOnline(about: Conversation, nearby: Nearby): boolean {
  return !about.self && about.peer !== undefined && nearby.presences[about.peer]?.state === 'online';
}

/** Names are looked up only for groups: elsewhere it is clear who writes. */
function useWriters(about: Conversation, writing: readonly string[]): readonly string[] {
  const { reads } = useSession();
  const wanted = about.group ? writing.slice(0, 3).join(' ') : '';
  return useLive(
    async () => {
      if (wanted === '') {
        return [];
      }
      const people = new Map((await reads.people()).map((person) => [person.user, person.name]));
      return wanted.split(' ').map((user) => people.get(user) ?? words.common.somebody);
    },
    [reads, wanted],
    [],
  );
}
