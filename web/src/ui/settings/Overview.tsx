import {
  ChevronRight,
  HardDrive,
  Info,
  Keyboard,
  LogOut,
  MonitorSmartphone,
  Palette,
  TicketPlus,
  UserRoundCheck,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import type { OutboxItem } from '../../store/model';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { Icon } from '../parts/Icon';
import { Link } from '../parts/Link';
import { Page } from '../parts/Page';
import type { SettingsPart } from '../routes';
import { useSession } from '../session';
import { words } from '../words';
import styles from './Settings.module.css';
import { SignOut } from './SignOut';

const PARTS: readonly { readonly part: SettingsPart; readonly icon: LucideIcon; readonly administrators?: true }[] = [
  { part: 'appearance', icon: Palette },
  { part: 'presence', icon: UserRoundCheck },
  { part: 'devices', icon: MonitorSmartphone },
  { part: 'invite', icon: TicketPlus, administrators: true },
  { part: 'storage', icon: HardDrive },
  { part: 'keys', icon: Keyboard },
  { part: 'about', icon: Info },
];

export function Overview({ outbox }: { readonly outbox: readonly OutboxItem[] }) {
  const { account } = useSession();
  const [leaving, setLeaving] = useState(false);
  return (
    <Page title={words.settings.title} backTo={{ name: 'list' }}>
      <div className={styles.account}>
        <Avatar id={account.user} name={account.name} size="large" />
        <p className={styles.name} dir="auto">
          {account.name}
        </p>
        {account.administrator && <p className={styles.hint}>{words.settings.administrator}</p>}
      </div>
      <ul className={styles.parts}>
        {PARTS.filter((each) => !each.administrators || account.administrator).map(({ part, icon }) => (
          <li key={part}>
            <Link className={styles.part} to={{ name: 'settings', part }}>
              <Icon of={icon} />
              <span className={styles.partWords}>
                {words.settings.parts[part].title}
                <span className={styles.hint}>{words.settings.parts[part].hint}</span>
              </span>
              <span className={styles.arrow}>
                <Icon of={ChevronRight} size={18} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <div>
        <Button icon={LogOut} onClick={() => setLeaving(true)}>
          {words.settings.signOut}
        </Button>
      </div>
      {leaving && (
        <SignOut outbox={outbox.filter((item) => item.what !== 'lookup')} onClose={() => setLeaving(false)} />
      )}
    </Page>
  );
}
