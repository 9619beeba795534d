import { useState } from 'react';
import { BESIDE, useLive } from '../live';
import { EmptyState } from '../parts/EmptyState';
import { Link } from '../parts/Link';
import { useSession } from '../session';
import { words } from '../words';
import styles from './ConversationPane.module.css';
import { opening } from './span';
import { Talk } from './Talk';

interface Props {
  readonly conversation: number;
  /** Place of the message to begin with. */
  readonly at?: number;
}

/** Where people read and write. */
export function ConversationPane({ conversation, at }: Props) {
  const { reads } = useSession();
  // What it begins with is read while it is found out what it is.
  const [opened] = useState(() => opening(reads, conversation, at));
  const about = useLive(
    () => reads.conversation(conversation).then((found) => found ?? 'gone'),
    [reads, conversation],
    undefined,
    BESIDE,
  );
  if (about === undefined) {
    return <section className={styles.pane} aria-busy="true" aria-label={words.shell.conversation} />;
  }
  if (about === 'gone') {
    return <EmptyState title={words.shell.gone} action={<Link to={{ name: 'list' }}>{words.shell.toList}</Link>} />;
  }
  // Its key may be another than was asked for: two conversations turned out to be one.
  return <Talk key={about.key} about={about} at={at} opened={opened} />;
}
