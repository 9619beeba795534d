import { MessageSquarePlus } from 'lucide-react';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { Conversation, Message, Nearby } from '../../store/model';
import { Avatar } from '../parts/Avatar';
import { ConversationAvatar } from '../parts/ConversationAvatar';
import { EmptyState } from '../parts/EmptyState';
import { Icon } from '../parts/Icon';
import { Hidden } from '../parts/Hidden';
import { Link } from '../parts/Link';
import { Time } from '../parts/Time';
import { useAttempt } from '../attempt';
import { go } from '../routes';
import { useSession } from '../session';
import { words } from '../words';
import { titleOf } from '../words/titles';
import { Found } from './Found';
import { ConversationRow } from './ConversationRow';
import { textOf } from './rowLine';
import styles from './SearchResults.module.css';
import { stepOf } from './steps';
import type { Results } from './useSearch';

interface Props {
  readonly results: Results;
  readonly all: readonly Conversation[];
  readonly nearby: Nearby;
  readonly open: number | undefined;
  /** ↑ on the first result. */
  readonly onLeaveUp: () => void;
}

const PAGE = 5;

/** What was found on this device: conversations, people, messages with the place of the words marked. */
export function SearchResults({ results, all, nearby, open, onLeaveUp }: Props) {
  const { query, conversations, people, messages } = results;
  const box = useRef<HTMLDivElement>(null);
  const count = conversations.length + people.length + messages.length;
  const onKeyDown = (event: KeyboardEvent) => {
    const links = [...(box.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const to = stepOf(event, at, links.length, PAGE);
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    if (event.key === 'ArrowUp' && at === 0) {
      onLeaveUp();
    } else {
      links[to]?.focus();
    }
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of the links in it
    <div ref={box} className={styles.results} onKeyDown={onKeyDown}>
      <Hidden>
        <span role="status">{words.search.results(count)}</span>
      </Hidden>
      <Group title={words.search.conversations} show={conversations.length > 0}>
        {conversations.map((each) => (
          <li key={each.key}>
            <ConversationRow conversation={each} nearby={nearby} open={each.key === open} stop />
          </li>
        ))}
      </Group>
      <Group title={words.search.people} show={people.length > 0}>
        {people.map((person) => (
          <li key={person.user}>
            <PersonResult user={person.user} name={person.name} query={query} />
          </li>
        ))}
      </Group>
      <Group title={words.search.messages} show={messages.length > 0}>
        {messages.map((message) => (
          <li key={message.key}>
            <MessageResult message={message} query={query} in={all.find((each) => each.key === message.conversation)} />
          </li>
        ))}
      </Group>
      {count === 0 && <EmptyState title={words.search.nothing(query)}>{words.search.nothingText}</EmptyState>}
    </div>
  );
}

function Group({
  title,
  show,
  children,
}: {
  readonly title: string;
  readonly show: boolean;
  readonly children: ReactNode;
}) {
  return (
    show && (
      <section>
        <h2 className={styles.heading}>{title}</h2>
        <ul>{children}</ul>
      </section>
    )
  );
}

function PersonResult({ user, name, query }: { readonly user: string; readonly name: string; readonly query: string }) {
  const { writes } = useSession();
  const attempt = useAttempt();
  return (
    <button
      type="button"
      className={styles.row}
      data-row={user}
      onClick={() => attempt.run(async () => go({ name: 'conversation', key: await writes.open(user) }))}
    >
      <Avatar id={user} name={name} />
      <span className={styles.words}>
        <span className={styles.title}>
          <Found text={name} query={query} />
        </span>
        <span className={styles.line}>{words.sidebar.newChat}</span>
      </span>
      <span className={styles.sign}>
        <Icon of={MessageSquarePlus} size={18} />
      </span>
    </button>
  );
}

interface MessageProps {
  readonly message: Message;
  readonly query: string;
  readonly in: Conversation | undefined;
}

function MessageResult({ message, query, in: conversation }: MessageProps) {
  const { account } = useSession();
  const who = message.mine
    ? words.sidebar.you
    : conversation?.group
      ? words.sidebar.author(message.senderName ?? '')
      : '';
  return (
    <Link
      to={{ name: 'conversation', key: message.conversation, at: message.place }}
      className={styles.row}
      data-row={`m${message.key}`}
    >
      {conversation && <ConversationAvatar conversation={conversation} />}
      <span className={styles.words}>
        <span className={styles.top}>
          <span className={styles.title} dir="auto">
            {conversation ? titleOf(conversation) : ''}
          </span>
          <Time at={message.at} as="short" className={styles.time ?? ''} />
        </span>
        <span className={styles.text}>
          {who && <span className={styles.lead}>{who} </span>}
          <Found text={message.change ? textOf(message, account.user) : message.text} query={query} />
        </span>
      </span>
    </Link>
  );
}
