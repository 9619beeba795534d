import { useEffect, useId, useRef, type ReactNode, type SyntheticEvent } from 'react';
import styles from './Dialog.module.css';

interface Props {
  readonly title: string;
  /** Escape, or a touch beside it. */
  readonly onClose: () => void;
  /** Something is typed in it, which a touch beside it must not lose. */
  readonly firm?: boolean;
  readonly children: ReactNode;
  /** What can be done, the main action last. */
  readonly actions?: ReactNode;
}

/**
 * Asks something that has to be answered now. Mount it to open it. The browser keeps the focus in it, and gives it
 * back to where it was.
 */
export function Dialog({ title, onClose, firm = false, children, actions }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const outside = useRef(false);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, []);
  const cancel = (event: SyntheticEvent) => {
    event.preventDefault();
    onClose();
  };
  // Who marks text with the pointer may let it go outside.
  const press = (event: SyntheticEvent) => {
    outside.current = event.target === event.currentTarget;
  };
  const touch = (event: SyntheticEvent) => {
    if (!firm && outside.current && event.target === event.currentTarget) {
      onClose();
    }
  };
  return (
    // The browser's own Escape is the key that goes with the touch beside it.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={id}
      onCancel={cancel}
      onPointerDown={press}
      onClick={touch}
    >
      <div className={styles.inside}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <div className={styles.text}>{children}</div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </dialog>
  );
}
