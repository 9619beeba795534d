import { useState } from 'react';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { words } from '../words';
import styles from './Outbox.module.css';

interface Props {
  readonly text: string;
  readonly onClose: () => void;
  readonly onSave: (text: string) => void;
}

/** Another text for what has not arrived; whether it has left already makes no difference to who writes it. */
export function EditDialog({ text, onClose, onSave }: Props) {
  const [now, setNow] = useState(text);
  return (
    <Dialog
      title={words.outbox.editTitle}
      onClose={onClose}
      firm
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button look="main" disabled={now.trim() === ''} onClick={() => onSave(now)}>
            {words.common.save}
          </Button>
        </>
      }
    >
      <textarea
        className={styles.editor}
        aria-label={words.outbox.editTitle}
        dir="auto"
        rows={4}
        value={now}
        onChange={(event) => setNow(event.target.value)}
      />
    </Dialog>
  );
}
