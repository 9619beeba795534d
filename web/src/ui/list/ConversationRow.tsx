import { BellOff, CircleAlert } from 'lucide-react';
import { memo, type FocusEvent } from 'react';
import type { Conversation, Nearby } from '../../store/model';
import { classes } from '../parts/classes';
import { ConversationAvatar } from '../parts/ConversationAvatar';
import { Hidden } from '../parts/Hidden';
import { Icon } from '../parts/Icon';
import { Link } from '../parts/Link';
import { StateMark } from '../parts/StateMark';
import { Time } from '../parts/Time';
import { useNames } from '../names';
import { useSession } from '../session';
import { words } from '../words';
import { titleOf } from '../words/titles';
import styles from './ConversationRow.module.css';
import { rowLine } from './rowLine';

interface Props {
  readonly conversation: Conversation;
  readonly nearby: Nearby;
  readonly open: boolean;
  /** Whether Tab stops here: one row of the list has it. */
  readonly stop: boolean;
  readonly onFocus?: (event: FocusEvent<HTMLAnchorElement>) => void;
}

export const ConversationRow = memo(function ConversationRow({ conversation, nearby, open, stop, onFocus }: Props) {
  const { account } = useSession();
  const names = useNames();
  const line = rowLine(conversation, { me: account.user, nearby, names, open });
  const { unread, muted, failed, last } = conversation;
  const online = conversation.peer !== undefined && nearby.presences[conversation.peer]?.state === 'online';
  return (
    <Link
      to={{ name: 'conversation', key: conversation.key }}
      className={classes(styles.row, open && styles.open, unread > 0 && !muted && styles.unread)}
      aria-current={open ? 'page' : undefined}
      tabIndex={stop ? 0 : -1}
      onFocus={onFocus}
      data-row={conversation.key}
    >
      <ConversationAvatar conversation={conversation} online={online && !conversation.self} />
      <span className={styles.words}>
        <span className={styles.top}>
          <span className={styles.title} dir="auto">
            {titleOf(conversation)}
          </span>
          {online && !conversation.self && <Hidden>{words.sidebar.online}</Hidden>}
          {last && <Time at={last.at} as="short" className={styles.time ?? ''} />}
        </span>
        <span className={styles.bottom}>
          {line.state && <StateMark state={line.state} side="start" />}
          <span className={classes(styles.line, styles[line.look])}>
            {line.lead && <span className={styles.lead}>{line.lead} </span>}
            <bdi>{line.text}</bdi>
          </span>
          {muted && (
            <span className={styles.sign} title={words.sidebar.muted}>
              <Icon of={BellOff} size={14} />
              <Hidden>{words.sidebar.muted}</Hidden>
            </span>
          )}
          {failed > 0 && last?.state.type !== 'failed' && (
            <span className={styles.failedSign} title={words.sidebar.failed(failed)}>
              <Icon of={CircleAlert} size={16} />
              <Hidden>{words.sidebar.failed(failed)}</Hidden>
            </span>
          )}
          {unread > 0 && (
            <span className={classes(styles.badge, muted && styles.quiet)}>
              <span aria-hidden="true">{words.number(unread)}</span>
              <Hidden>{words.sidebar.unread(unread)}</Hidden>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
});
