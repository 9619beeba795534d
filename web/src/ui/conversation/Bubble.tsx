import type { Message } from '../../store/model';
import { StateMark } from '../parts/StateMark';
import { classes } from '../parts/classes';
import { words, when } from '../words';
import styles from './Bubble.module.css';
import { isFewEmoji } from './emoji';
import { MessageText } from './MessageText';

interface Props {
  readonly message: Message;
  readonly head: boolean;
  readonly tail: boolean;
  /** Who wrote it, where that is not clear. */
  readonly name: string | undefined;
}

/** One message. What waits looks like what was sent: it is not less mine because there is no network. */
export function Bubble({ message, head, tail, name }: Props) {
  const { mine, deleted, understood } = message;
  const large = understood && !deleted && isFewEmoji(message.text);
  return (
    <div className={classes(styles.bubble, mine ? styles.mine : styles.others, tail && styles.tail)}>
      {head && name !== undefined && (
        <span className={styles.name} dir="auto">
          {name}
        </span>
      )}
      <div className={classes(styles.text, (deleted || !understood) && styles.aside, large && styles.large)} dir="auto">
        <span data-text="">
          {deleted ? (
            words.conversation.takenBack
          ) : understood ? (
            <MessageText text={message.text} />
          ) : (
            words.conversation.notUnderstood
          )}
        </span>
        <Meta message={message} />
      </div>
    </div>
  );
}

/** What happened to it and when, at the end of its last line; the mark's box is always as wide. */
function Meta({ message }: { readonly message: Message }) {
  const { deleted, edited, changing, readers } = message;
  return (
    <span className={styles.end}>
      <span className={styles.meta} dir={document.dir === 'rtl' ? 'rtl' : 'ltr'}>
        {edited && !deleted && <span>{words.conversation.edited}</span>}
        {changing && <span>{words.conversation.changing}</span>}
        {readers > 0 && <span>{words.conversation.readBy(readers)}</span>}
        <time dateTime={new Date(message.at).toISOString()}>{when.clock(message.at)}</time>
        <StateMark state={message.state} />
      </span>
    </span>
  );
}
