import { markFound } from './highlight';
import styles from './Found.module.css';

/** A text with what was looked for marked in it. */
export function Found({ text, query }: { readonly text: string; readonly query: string }) {
  return (
    <bdi>
      {markFound(text, query).map((part, index) =>
        // Parts have no identity of their own; the whole line is drawn anew.
        // oxlint-disable-next-line react/no-array-index-key
        part.found ? (
          <mark key={index} className={styles.mark}>
            {part.text}
          </mark>
        ) : (
          <span key={index}>{part.text}</span>
        ),
      )}
    </bdi>
  );
}
