import { useState } from 'react';
import { Button } from '../parts/Button';
import { Notice } from '../parts/Notice';
import { useSay } from '../parts/Say';
import { Page } from '../parts/Page';
import { pathOf } from '../routes';
import { usePort } from '../session';
import { words } from '../words';
import { explain, type Explained } from '../words/faults';
import styles from './Settings.module.css';

/** Lets one person register. */
export function Invite() {
  const { accounts } = usePort();
  const say = useSay();
  const [code, setCode] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Explained>();
  const make = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      setCode((await accounts.invite()).code);
    } catch (cause) {
      setFault(explain(cause));
    } finally {
      setBusy(false);
    }
  };
  const address = code === undefined ? '' : location.origin + pathOf({ name: 'invited', code });
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    say(words.settings.copied);
  };
  return (
    <Page title={words.settings.parts.invite.title} backTo={{ name: 'settings' }}>
      <p className={styles.text}>{words.settings.inviteText}</p>
      {code !== undefined && (
        <output className={styles.code} dir="ltr">
          {address}
        </output>
      )}
      {fault && <Notice fault={fault} />}
      <div className={styles.actions}>
        {code !== undefined && (
          <Button look="main" onClick={() => void copy()}>
            {words.settings.copy}
          </Button>
        )}
        <Button look={code === undefined ? 'main' : 'plain'} disabled={busy} onClick={() => void make()}>
          {code === undefined ? words.settings.makeInvitation : words.settings.makeAnother}
        </Button>
      </div>
    </Page>
  );
}
