import { Dialog } from '../parts/Dialog';
import { Button } from '../parts/Button';
import { words } from '../words';
import { KeyTable } from '../settings/KeyTable';

/** The list of keys, by `?`. */
export function Keys({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog
      title={words.keys.title}
      onClose={onClose}
      actions={<Button onClick={onClose}>{words.common.close}</Button>}
    >
      <KeyTable />
    </Dialog>
  );
}
