import type { OutboxItem } from '../../store/model';
import type { SettingsPart } from '../routes';
import { About } from './About';
import { Appearance } from './Appearance';
import { Devices } from './Devices';
import { Invite } from './Invite';
import { KeysPage } from './KeysPage';
import { Overview } from './Overview';
import { Presence } from './Presence';
import { Storage } from './Storage';

interface Props {
  readonly part: SettingsPart | undefined;
  readonly outbox: readonly OutboxItem[];
}

export function Settings({ part, outbox }: Props) {
  switch (part) {
    case undefined:
      return <Overview outbox={outbox} />;
    case 'appearance':
      return <Appearance />;
    case 'presence':
      return <Presence />;
    case 'devices':
      return <Devices />;
    case 'invite':
      return <Invite />;
    case 'storage':
      return <Storage />;
    case 'keys':
      return <KeysPage />;
    case 'about':
      return <About />;
    default: {
      const never: never = part;
      return never;
    }
  }
}
