import { Component, type ReactNode } from 'react';
import { StorageFault } from '../store/faults';
import { FullPage } from './parts/FullPage';
import { Button } from './parts/Button';
import { words } from './words';

interface State {
  readonly fault?: unknown;
}

/** Where drawing fails, most of all because the browser's storage does: says so on a plain screen. */
export class Fence extends Component<{ readonly children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(fault: unknown): State {
    return { fault };
  }

  override render() {
    const { fault } = this.state;
    if (fault === undefined) {
      return this.props.children;
    }
    const kind = fault instanceof StorageFault ? fault.kind : undefined;
    return (
      <FullPage
        title={kind ? words.broken.storage[kind] : words.broken.title}
        text={kind ? words.broken.storageNext[kind] : words.broken.text}
        details={fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)}
      >
        <Button look="main" onClick={() => location.reload()}>
          {words.common.reload}
        </Button>
      </FullPage>
    );
  }
}
