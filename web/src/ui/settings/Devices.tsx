import { useCallback, useState } from 'react';
import { useAsked } from '../asked';
import type { Device } from '../ports';
import { Button } from '../parts/Button';
import { Notice } from '../parts/Notice';
import { useSay } from '../parts/Say';
import { Working } from '../parts/Working';
import { Page } from '../parts/Page';
import { Sure } from '../parts/Sure';
import { usePort } from '../session';
import { when, words } from '../words';
import { useMinute } from '../now';
import { faultWords } from '../words/faults';
import styles from './Settings.module.css';

/** Where else the user is signed in: only the server knows. */
export function Devices() {
  const { accounts } = usePort();
  const say = useSay();
  const [asked, askAgain] = useAsked(useCallback(() => accounts.devices(), [accounts]));
  const [leaving, setLeaving] = useState<Device>();
  const revoke = async (device: Device) => {
    try {
      await accounts.revoke(device.id);
      say(words.settings.deviceEnded(device.name));
      askAgain();
    } catch (cause) {
      say(faultWords(cause));
    }
  };
  return (
    <Page title={words.settings.parts.devices.title} backTo={{ name: 'settings' }}>
      {asked.type === 'unknown' && (
        <>
          <Notice fault={asked.fault} />
          <div>
            <Button onClick={askAgain}>{words.banner.tryNow}</Button>
          </div>
        </>
      )}
      {asked.type === 'asking' && <Working>{words.account.working}</Working>}
      <ul className={styles.devices}>
        {(asked.type === 'known' ? asked.answer : []).map((device) => (
          <DeviceRow key={device.id} device={device} onLeave={() => setLeaving(device)} />
        ))}
      </ul>
      {leaving && (
        <Sure
          title={words.settings.endDevice(leaving.name)}
          text={words.settings.endDeviceText}
          action={words.settings.signOut}
          onClose={() => setLeaving(undefined)}
          onSure={() => void revoke(leaving)}
        />
      )}
    </Page>
  );
}

function DeviceRow({ device, onLeave }: { readonly device: Device; readonly onLeave: () => void }) {
  const now = useMinute();
  return (
    <li className={styles.device}>
      <span className={styles.deviceWords}>
        <bdi>{device.name}</bdi>
        <span className={styles.hint}>
          {device.current ? words.settings.thisDevice : words.settings.lastUsed(when.full(device.lastUsed, now))}
        </span>
      </span>
      {!device.current && (
        <Button look="quiet" onClick={onLeave} aria-label={words.settings.endDevice(device.name)}>
          {words.settings.signOut}
        </Button>
      )}
    </li>
  );
}
