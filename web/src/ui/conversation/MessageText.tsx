import { memo } from 'react';
import { words } from '../words';
import styles from './Bubble.module.css';
import { segments } from './links';

/** Somebody's words: inert text, with links that say where they lead. */
export const MessageText = memo(function MessageText({ text }: { readonly text: string }) {
  return segments(text).map((segment, index) =>
    segment.type === 'text' ? (
      segment.text
    ) : (
      <span key={`${index} ${segment.href}`}>
        <a className={styles.link} href={segment.href} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
          {segment.text}
        </a>
        {segment.host !== undefined && <bdi className={styles.host}> ({words.conversation.leadsTo(segment.host)})</bdi>}
      </span>
    ),
  );
});
