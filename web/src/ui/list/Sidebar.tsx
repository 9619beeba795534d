import { Contact, Hourglass, Keyboard, Settings, SquarePen, UsersRound } from 'lucide-react';
import { useCallback, useRef, useState, type RefObject } from 'react';
import type { Conversation, Nearby, OutboxItem } from '../../store/model';
import { Bird } from '../parts/Bird';
import { Button } from '../parts/Button';
import { EmptyState } from '../parts/EmptyState';
import { IconButton } from '../parts/IconButton';
import { Menu } from '../parts/Menu';
import { go } from '../routes';
import { words } from '../words';
import { ConversationList } from './ConversationList';
import { SearchField } from './SearchField';
import { SearchResults } from './SearchResults';
import styles from './Sidebar.module.css';
import { useSearch } from './useSearch';

interface Props {
  /** Absent until the first answer of the database. */
  readonly conversations: readonly Conversation[] | undefined;
  readonly nearby: Nearby;
  readonly outbox: readonly OutboxItem[];
  readonly open: number | undefined;
  readonly searchInput: RefObject<HTMLInputElement | null>;
  readonly onKeys: () => void;
}

/** The first column: where one looks for whom to write to. */
export function Sidebar({ conversations, nearby, outbox, open, searchInput, onKeys }: Props) {
  const [text, setText] = useState('');
  const results = useSearch(text, conversations ?? []);
  const box = useRef<HTMLDivElement>(null);
  const toSearch = useCallback(() => searchInput.current?.focus(), [searchInput]);
  const firstRow = () => box.current?.querySelector<HTMLElement>('[data-row]');
  const toRows = () => (box.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]') ?? firstRow())?.focus();
  const failed = outbox.some((item) => item.state.type === 'failed');
  return (
    <div ref={box} className={styles.sidebar}>
      <div className={styles.header}>
        <Bird size={28} />
        <h1 className={styles.title}>{words.common.app}</h1>
        <IconButton icon={SquarePen} label={words.sidebar.newChat} onClick={() => go({ name: 'new' })} />
        <Menu
          label={failed ? words.sidebar.menuFailed : words.sidebar.menu}
          marked={failed}
          items={[
            { label: words.sidebar.newGroup, icon: UsersRound, onSelect: () => go({ name: 'newGroup' }) },
            { label: words.sidebar.contacts, icon: Contact, onSelect: () => go({ name: 'contacts' }) },
            {
              label: words.sidebar.outboxCount(outbox.length),
              icon: Hourglass,
              onSelect: () => go({ name: 'outbox' }),
            },
            { label: words.sidebar.settings, icon: Settings, apart: true, onSelect: () => go({ name: 'settings' }) },
            { label: words.sidebar.keys, icon: Keyboard, onSelect: onKeys },
          ]}
        />
      </div>
      <SearchField
        input={searchInput}
        text={text}
        onChange={setText}
        onDown={toRows}
        onEnter={() => text !== '' && firstRow()?.click()}
      />
      {results && text.trim() !== '' ? (
        <SearchResults results={results} all={conversations ?? []} nearby={nearby} open={open} onLeaveUp={toSearch} />
      ) : conversations?.length === 0 ? (
        <EmptyState
          picture={<Bird size={72} />}
          title={words.sidebar.empty}
          action={
            <Button look="main" icon={SquarePen} onClick={() => go({ name: 'new' })}>
              {words.sidebar.emptyAction}
            </Button>
          }
        >
          {words.sidebar.emptyText}
        </EmptyState>
      ) : (
        conversations && (
          <ConversationList conversations={conversations} nearby={nearby} open={open} onLeaveUp={toSearch} />
        )
      )}
    </div>
  );
}
