import { CircleCheck } from 'lucide-react';
import type { OutboxItem } from '../../store/model';
import { EmptyState } from '../parts/EmptyState';
import { Icon } from '../parts/Icon';
import { Page, Section } from '../parts/Page';
import { words } from '../words';
import styles from './Outbox.module.css';
import { OutboxRow } from './OutboxRow';

/** What still has to reach the server, in the order in which the user did it. */
export function Outbox({ outbox }: { readonly outbox: readonly OutboxItem[] }) {
  return (
    <Page title={words.sidebar.outbox} backTo={{ name: 'list' }}>
      {outbox.length === 0 ? (
        <EmptyState picture={<Icon of={CircleCheck} size={40} />} title={words.outbox.empty}>
          {words.outbox.emptyText}
        </EmptyState>
      ) : (
        <>
          <Items title={words.outbox.failed} items={outbox.filter((item) => item.state.type === 'failed')} />
          <Items
            title={words.outbox.waiting}
            text={words.outbox.text}
            items={outbox.filter((item) => item.state.type !== 'failed')}
          />
        </>
      )}
    </Page>
  );
}

interface ItemsProps {
  readonly title: string;
  readonly text?: string;
  readonly items: readonly OutboxItem[];
}

function Items({ title, text, items }: ItemsProps) {
  return (
    items.length > 0 && (
      <Section title={title}>
        {text && <p className={styles.text}>{text}</p>}
        <ul className={styles.items}>
          {items.map((item) => (
            <OutboxRow key={item.key} item={item} />
          ))}
        </ul>
      </Section>
    )
  );
}
