import { useEffect, useState } from 'react';
import type { OutboxItem } from '../../store/model';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Notice } from '../parts/Notice';
import { Working } from '../parts/Working';
import { go } from '../routes';
import { usePort, useSession } from '../session';
import { words } from '../words';
import { explain, type Explained } from '../words/faults';

interface Props {
  readonly outbox: readonly OutboxItem[];
  readonly onClose: () => void;
}

type Step = 'asking' | 'sending' | 'leaving';

/** Signing out takes the messages off this device: what was not sent is asked about first. */
export function SignOut({ outbox, onClose }: Props) {
  const { accounts } = usePort();
  const { hints } = useSession();
  const [step, setStep] = useState<Step>('asking');
  const [fault, setFault] = useState<Explained>();
  const failed = outbox.filter((item) => item.state.type === 'failed').length;
  const waiting = outbox.length - failed;

  const leave = async (what: 'keep' | 'discard') => {
    setStep('leaving');
    setFault(undefined);
    try {
      await accounts.signOut(what);
      go({ name: 'list' }, true);
    } catch (cause) {
      setFault(explain(cause));
      setStep('asking');
    }
  };
  // What has failed does not go out by waiting: then it is asked about again.
  const sending = step === 'sending' && (waiting > 0 || failed === 0);
  const sent = sending && waiting === 0;
  useEffect(() => {
    if (sent) {
      accounts
        .signOut('keep')
        .then(() => go({ name: 'list' }, true))
        .catch((cause: unknown) => {
          setFault(explain(cause));
          setStep('asking');
        });
    }
  }, [accounts, sent]);
  const sendFirst = () => {
    setStep('sending');
    hints.tryNow();
  };

  const say = words.signOut;
  const unsent = outbox.length > 0;
  return (
    <Dialog
      title={unsent ? say.unsentTitle(outbox.length) : say.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} disabled={step === 'leaving'}>
            {words.common.cancel}
          </Button>
          {unsent ? (
            <>
              <Button look="danger" disabled={step === 'leaving'} onClick={() => void leave('discard')}>
                {say.discard}
              </Button>
              {waiting > 0 && (
                <Button look="main" disabled={sending || step === 'leaving'} onClick={sendFirst}>
                  {say.sendFirst}
                </Button>
              )}
            </>
          ) : (
            <Button look="main" disabled={step === 'leaving'} onClick={() => void leave('keep')}>
              {words.settings.signOut}
            </Button>
          )}
        </>
      }
    >
      <p>{unsent ? say.unsentText(waiting, failed) : say.text}</p>
      {sending && !sent && <Working>{say.sending(waiting)}</Working>}
      {(sent || step === 'leaving') && <Working>{say.leaving}</Working>}
      {fault && <Notice fault={fault} />}
    </Dialog>
  );
}
