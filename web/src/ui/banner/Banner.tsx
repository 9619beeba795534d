import { CloudOff, Hourglass, RefreshCw, TriangleAlert } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { OutboxItem } from '../../store/model';
import { useLive } from '../live';
import { Button } from '../parts/Button';
import { classes } from '../parts/classes';
import { Hidden } from '../parts/Hidden';
import { Icon } from '../parts/Icon';
import { useSay } from '../parts/Say';
import { usePort, useSession } from '../session';
import { words } from '../words';
import styles from './Banner.module.css';
import { Countdown } from './Countdown';
import { usePersisted } from './usePersisted';
import { bannerLines, type Line } from './line';

/** What is usually over in less is not worth a line that comes and goes. */
const QUIET_MS = 1_500;

const ICONS = { connection: CloudOff, storage: TriangleAlert, update: RefreshCw } as const;

/** Says what the network, the storage and the app itself are doing, only when there is something to say. */
export function Banner({ outbox }: { readonly outbox: readonly OutboxItem[] }) {
  const port = usePort();
  const { reads } = useSession();
  const connection = useLive(() => reads.connection(), [reads], undefined);
  const network = useNetwork();
  const [persisted, setKept] = usePersisted(outbox.length > 0);
  const update = useSyncExternalStore(
    (listener) => port.subscribe(listener),
    () => port.updateReady(),
  );
  const waiting = outbox.filter((item) => item.what === 'message' && item.state.type === 'pending').length;
  const lines = connection ? bannerLines({ connection, network, waiting, persisted, update }) : [];
  return (
    <section className={styles.banner} aria-label={words.banner.label}>
      {lines.map((line) => (
        <BannerLine key={line.about + (line.action ?? '')} line={line} onKept={setKept} />
      ))}
    </section>
  );
}

function BannerLine({ line, onKept }: { readonly line: Line; readonly onKept: () => void }) {
  const shown = useWaited(line.patient ? QUIET_MS : 0);
  const icon = line.look === 'quiet' && line.about === 'connection' ? Hourglass : ICONS[line.about];
  return (
    shown && (
      <div className={classes(styles.line, styles[line.look])}>
        <Icon of={icon} size={16} />
        <span className={styles.text}>
          <span role="status">
            {line.until !== undefined && <Hidden>{words.banner.notConnected}</Hidden>}
            {line.until === undefined && line.text}
          </span>
          {line.until !== undefined && <Countdown until={line.until} />}
          {line.until !== undefined && line.text !== '' && ` · ${line.text}`}
        </span>
        <Action line={line} onKept={onKept} />
      </div>
    )
  );
}

function Action({ line, onKept }: { readonly line: Line; readonly onKept: () => void }) {
  const port = usePort();
  const { hints } = useSession();
  const say = useSay();
  const keep = async () => {
    say((await port.persist()) ? words.banner.kept : words.banner.notKept);
    onKept();
  };
  switch (line.action) {
    case 'tryNow':
      return (
        <Button look="quiet" onClick={() => hints.tryNow()}>
          {words.banner.tryNow}
        </Button>
      );
    case 'keep':
      return (
        <Button look="quiet" onClick={() => void keep()}>
          {words.banner.keep}
        </Button>
      );
    case 'reload':
      return (
        <Button look="quiet" onClick={() => port.reload()}>
          {words.common.reload}
        </Button>
      );
    case undefined:
      return null;
    default: {
      const never: never = line.action;
      return never;
    }
  }
}

function useNetwork(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
      };
    },
    () => navigator.onLine,
  );
}

/** Whether so much time has gone since it was first drawn. */
function useWaited(ms: number): boolean {
  const [waited, setWaited] = useState(ms === 0);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return waited;
}
