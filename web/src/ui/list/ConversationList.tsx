import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
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
const MOST_FRAMES = 10;

/** Last active first. One of the rows is in the order of Tab; the arrows go from row to row. */
export function ConversationList({ conversations, nearby, open, onLeaveUp }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useRef<VirtualizerHandle>(null);
  const moving = useRef(false);
  const [focused, setFocused] = useState<number>();
  const at = conversations.findIndex((each) => each.key === (focused ?? open));
  const stop = Math.max(0, at);

  // The row is there, even if it was far out of sight: the one in the order of Tab is always drawn. But it takes the
  // focus only once it was measured, some frames later.
  useEffect(() => {
    if (!moving.current) {
      return undefined;
    }
    let frame = 0;
    let left = MOST_FRAMES;
    const take = () => {
      const row = scroll.current?.querySelector<HTMLElement>(`[data-row="${focused}"]`);
      row?.focus({ preventScroll: true });
      moving.current = document.activeElement !== row && --left > 0;
      frame = moving.current ? requestAnimationFrame(take) : 0;
    };
    take();
    return () => cancelAnimationFrame(frame);
  }, [focused]);

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
      moving.current = true;
      setFocused(next.key);
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
