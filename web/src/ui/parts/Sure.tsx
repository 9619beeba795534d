import { Button } from './Button';
import { Dialog } from './Dialog';
import { words } from '../words';

interface Props {
  readonly title: string;
  readonly text: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly onClose: () => void;
  readonly onSure: () => void;
}

/** Asks before something that others notice or that cannot be taken back. */
export function Sure({ title, text, action, onClose, onSure }: Props) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button
            look="danger"
            onClick={() => {
              onClose();
              onSure();
            }}
          >
            {action}
          </Button>
        </>
      }
    >
      {text}
    </Dialog>
  );
}
