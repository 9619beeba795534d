import { Copy, Link as LinkIcon, Trash2 } from 'lucide-react';
import type { ConversationId } from '../../protocol/frames';
import { useLive } from '../live';
import { Button } from '../parts/Button';
import { IconButton } from '../parts/IconButton';
import { useSay } from '../parts/Say';
import { pathOf } from '../routes';
import { useSession } from '../session';
import { when, words } from '../words';
import { useMinute } from '../now';
import styles from './GroupLinks.module.css';
import { Section } from '../parts/Page';
import page from '../parts/Page.module.css';
import { useAttempt } from '../attempt';

const WEEK = 7 * 24 * 3_600_000;

/** Ways into the group for whoever has them; for owners and admins. */
export function GroupLinks({ group, id }: { readonly group: number; readonly id?: ConversationId }) {
  const { reads, writes } = useSession();
  const attempt = useAttempt();
  const say = useSay();
  const now = useMinute();
  const links = useLive(() => reads.links(group), [reads, group], []);
  const copy = (code: string) => {
    const address = location.origin + pathOf({ name: 'join', group: id ?? '', code });
    attempt.run(
      () => navigator.clipboard.writeText(address),
      () => say(words.people.linkCopied),
    );
  };
  return (
    <Section title={words.people.links}>
      <p className={page.text}>{words.people.linksText}</p>
      <ul className={styles.list}>
        {links.map(({ code, uses, until }) => (
          <li key={code} className={styles.link}>
            <span className={styles.words}>
              <span className={page.code}>{code}</span>
              <span className={page.text}>
                {words.people.linkTerms(uses, until === 0 ? undefined : when.full(until, now))}
              </span>
            </span>
            <IconButton icon={Copy} label={words.people.copyLink} tip="aboveEnd" onClick={() => copy(code)} />
            <IconButton
              icon={Trash2}
              label={words.people.revokeLink}
              tip="aboveEnd"
              onClick={() => attempt.run(() => writes.revokeLink(group, code))}
            />
          </li>
        ))}
      </ul>
      <div className={page.actions}>
        <Button icon={LinkIcon} onClick={() => attempt.run(() => writes.makeLink(group, 0, WEEK))}>
          {words.people.makeLink}
        </Button>
        <Button onClick={() => attempt.run(() => writes.makeLink(group, 1, WEEK))}>{words.people.makeLinkOnce}</Button>
      </div>
    </Section>
  );
}
