import { useEffect, useState } from 'react';
import { Button } from '../parts/Button';
import { useSay } from '../parts/Say';
import { Page } from '../parts/Page';
import { usePort } from '../session';
import { words } from '../words';
import styles from './Settings.module.css';

/** How much there is on this device, and whether the browser promises to keep it. */
export function Storage() {
  const port = usePort();
  const say = useSay();
  const [persisted, setPersisted] = useState<boolean>();
  const [used, setUsed] = useState<number>();
  useEffect(() => {
    void port.persisted().then(setPersisted);
    void port.storageUsed().then(setUsed);
  }, [port]);
  const keep = async () => {
    const kept = await port.persist();
    setPersisted(kept);
    say(kept ? words.banner.kept : words.banner.notKept);
  };
  return (
    <Page title={words.settings.parts.storage.title} backTo={{ name: 'settings' }}>
      <p className={styles.text}>{words.settings.storageText}</p>
      <dl className={styles.facts}>
        {used !== undefined && (
          <div className={styles.fact}>
            <dt>{words.settings.used}</dt>
            <dd>{words.settings.megabytes(used / 1_000_000)}</dd>
          </div>
        )}
        {persisted !== undefined && (
          <div className={styles.fact}>
            <dt>{words.settings.persistence}</dt>
            <dd>{persisted ? words.settings.persisted : words.settings.notPersisted}</dd>
          </div>
        )}
      </dl>
      {persisted === false && (
        <div>
          <Button onClick={() => void keep()}>{words.banner.keep}</Button>
        </div>
      )}
    </Page>
  );
}
