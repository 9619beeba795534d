import { useCallback, useRef, useState, type KeyboardEvent } from 'react';
import type { Conversation } from '../../store/model';
import { Bar, barOf } from './Bar';
import { Composer, type ComposerHandle } from './Composer';
import styles from './ConversationPane.module.css';
import { FindBar } from './FindBar';
import { Header } from './Header';
import { History, type HistoryHandle } from './History';
import { MessageActions } from './MessageActions';
import type { Opening } from './span';
import { useDraft } from './useDraft';
import { titleOf } from '../words/titles';

interface Props {
  readonly about: Conversation;
  readonly at: number | undefined;
  readonly opened: Promise<Opening>;
}

/** One conversation: who, what was said, and what is to be said. */
export function Talk({ about, at, opened }: Props) {
  const [finding, setFinding] = useState(false);
  const history = useRef<HistoryHandle>(null);
  const composer = useRef<ComposerHandle>(null);
  const draft = useDraft(about);

  const write = useCallback(() => composer.current?.focus(), []);
  const find = useCallback((place: number) => history.current?.jump(place), []);
  const endFind = useCallback(() => {
    setFinding(false);
    composer.current?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    // The browser's own search sees only the lines that are drawn; pressed again it is the browser's.
    if (event.key === 'f' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && !finding) {
      event.preventDefault();
      setFinding(true);
    }
  };

  const bar = barOf(about);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of everything inside
    <section className={styles.pane} aria-label={titleOf(about)} onKeyDown={onKeyDown}>
      <Header about={about} finding={finding} onFind={() => setFinding((now) => !now)} />
      {finding && <FindBar conversation={about.key} onFound={find} onClose={endFind} />}
      <MessageActions draft={draft} onWrite={write}>
        <History ref={history} about={about} at={at} opened={opened} onWrite={write} />
        {bar ? (
          <Bar about={about} what={bar} />
        ) : (
          <Composer
            ref={composer}
            about={about}
            draft={draft}
            onSent={() => history.current?.toEnd()}
            lastOwn={() => history.current?.lastOwn()}
          />
        )}
      </MessageActions>
    </section>
  );
}
