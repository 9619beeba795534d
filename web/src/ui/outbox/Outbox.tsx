import { CircleCheck } from 'lucide-react';
import type { OutboxItem } from '../../store/model';
import { EmptyState } from '../parts/EmptyState';
import { Icon } from '../parts/Icon';
import { Page } from '../people/Page';
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
          <p className={styles.text}>{words.outbox.text}</p>
          <ul className={styles.items}>
            {outbox.map((item) => (
              <OutboxRow key={item.key} item={item} />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
