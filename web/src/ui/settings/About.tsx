import { useServer } from '../account/useServer';
import { Bird } from '../parts/Bird';
import { Page } from '../parts/Page';
import { usePort } from '../session';
import { words } from '../words';
import styles from './Settings.module.css';

export function About() {
  const port = usePort();
  const [server] = useServer();
  return (
    <Page title={words.settings.parts.about.title} backTo={{ name: 'settings' }}>
      <div className={styles.account}>
        <Bird size={72} />
        <p className={styles.name}>{words.common.app}</p>
        <p className={styles.text}>{words.settings.aboutText}</p>
      </div>
      <dl className={styles.facts}>
        <div className={styles.fact}>
          <dt>{words.settings.version}</dt>
          <dd>{port.version}</dd>
        </div>
        <div className={styles.fact}>
          <dt>{words.settings.server}</dt>
          <dd>
            {location.host}
            {server.type === 'known' && ` · ${server.answer.version}`}
            {server.type === 'unknown' && ` · ${words.settings.serverUnknown}`}
          </dd>
        </div>
      </dl>
    </Page>
  );
}
