import { useRef, useState, type KeyboardEvent } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { Conversation, Nearby } from '../../store/model';
import { ConversationRow } from './ConversationRow';
import styles from './ConversationList.module.css';
import { stepOf } from './steps';

interface Props {
  readonly conversations: readonly Conversation[];
  readonly nearby: Nearby;
  /** Key of the conversation on the screen. */
  readonly open: number | undefined;
  /** ↑ on the first row. */
  readonly onLeaveUp: () => void;
}

const ROW_HEIGHT = 72;
const PAGE = 8;

/** Last active first. One of the rows is in the order of Tab; the arrows go from row to row. */
export function ConversationList({ conversations, nearby, open, onLeaveUp }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useRef<VirtualizerHandle>(null);
  const [focused, setFocused] = useState<number>();
  const at = conversations.findIndex((each) => each.key === (focused ?? open));
  const stop = Math.max(0, at);

  const onKeyDown = (event: KeyboardEvent) => {
    const to = stepOf(event, stop, conversations.length, PAGE);
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    const next = conversations[to];
    if (event.key === 'ArrowUp' && stop === 0) {
      onLeaveUp();
    } else if (next) {
      rows.current?.scrollToIndex(to, { align: 'nearest' });
      setFocused(next.key);
      // Drawn in the next frame if it was out of sight.
      requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>(`[data-row="${next.key}"]`)?.focus());
    }
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of the links in it
    <div ref={scroll} className={styles.scroll} onKeyDown={onKeyDown}>
      <Virtualizer ref={rows} as="ul" item="li" data={conversations} itemSize={ROW_HEIGHT} keepMounted={[stop]}>
        {(conversation, index) => (
          <ConversationRow
            key={conversation.key}
            conversation={conversation}
            nearby={nearby}
            open={conversation.key === open}
            stop={index === stop}
            onFocus={() => setFocused(conversation.key)}
          />
        )}
      </Virtualizer>
    </div>
  );
}
