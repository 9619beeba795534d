import { Ban, UserRoundMinus, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import type { Conversation } from '../../store/model';
import { useLive } from '../live';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { useSession } from '../session';
import { words } from '../words';
import { MuteButton } from './MuteButton';
import { NickField } from './NickField';
import styles from '../parts/Page.module.css';
import { Section } from '../parts/Page';
import { Sure } from '../parts/Sure';
import { useAttempt } from '../attempt';

export function PersonInfo({ conversation }: { readonly conversation: Conversation }) {
  const { reads, writes } = useSession();
  const attempt = useAttempt();
  const [asking, setAsking] = useState(false);
  const { peer, title, self, blocked } = conversation;
  const contact = useLive(
    async () => (await reads.contacts()).find(({ user }) => user === peer),
    [reads, peer],
    undefined,
  );
  return (
    <>
      <div className={styles.face}>
        <Avatar id={peer ?? title} name={title} size="large" />
        <p className={styles.name} dir="auto">
          {self ? words.sidebar.notes : title}
        </p>
        {self && <p className={styles.text}>{words.people.notesText}</p>}
        {!self && peer === undefined && <p className={styles.text}>{words.people.unknown}</p>}
      </div>
      {!self && peer !== undefined && contact?.known && <NickField key={peer} user={peer} nick={contact.nick} />}
      <div className={styles.stack}>
        {conversation.id !== undefined && <MuteButton conversation={conversation} />}
        {!self && peer !== undefined && (
          <>
            {contact?.known ? (
              <Button look="quiet" icon={UserRoundMinus} onClick={() => attempt.run(() => writes.removeContact(peer))}>
                {words.people.removeContact}
              </Button>
            ) : (
              <Button look="quiet" icon={UserRoundPlus} onClick={() => attempt.run(() => writes.addContact(peer, ''))}>
                {words.people.addContact}
              </Button>
            )}
            {blocked ? (
              <Button look="quiet" icon={Ban} onClick={() => attempt.run(() => writes.unblock(peer))}>
                {words.people.unblock}
              </Button>
            ) : (
              <Button look="danger" icon={Ban} onClick={() => setAsking(true)}>
                {words.people.block}
              </Button>
            )}
          </>
        )}
      </div>
      {blocked && (
        <Section>
          <p className={styles.text}>{words.people.blockedText(title)}</p>
        </Section>
      )}
      {asking && peer !== undefined && (
        <Sure
          title={words.people.blockTitle(title)}
          text={words.people.blockText}
          action={words.people.block}
          onClose={() => setAsking(false)}
          onSure={() => attempt.run(() => writes.block(peer))}
        />
      )}
    </>
  );
}
