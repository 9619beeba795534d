import { SETTING } from '../../protocol/groups';
import { useLive } from '../live';
import { Choices } from '../parts/Choices';
import { Switch } from '../parts/Switch';
import { Page } from '../parts/Page';
import { useAttempt } from '../attempt';
import { useSession } from '../session';
import { words } from '../words';
import styles from './Settings.module.css';

const AUDIENCES = ['everybody', 'contacts', 'nobody'] as const;
const BUSY = 'busy';

/** Who sees when the user is there. Saved here at once, and told to the server when there is a connection. */
export function Presence() {
  const { reads, writes } = useSession();
  const attempt = useAttempt();
  const kept = useLive(() => reads.setting(SETTING.audience), [reads], undefined);
  const status = useLive(() => reads.setting(SETTING.status), [reads], undefined);
  return (
    <Page title={words.settings.parts.presence.title} backTo={{ name: 'settings' }}>
      <Switch
        label={words.settings.busy}
        hint={words.settings.busyHint}
        on={status === BUSY}
        onChange={(on) => attempt.run(() => writes.set(SETTING.status, on ? BUSY : undefined))}
      />
      <Choices
        label={words.settings.audience}
        value={AUDIENCES.find((each) => each === kept) ?? 'everybody'}
        choices={AUDIENCES.map((value) => ({ value, ...words.settings.audiences[value] }))}
        onChange={(chosen) => attempt.run(() => writes.set(SETTING.audience, chosen))}
      />
      <p className={styles.text}>{words.settings.audienceText}</p>
    </Page>
  );
}
