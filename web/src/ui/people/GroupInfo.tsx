import { LogOut, UsersRound } from 'lucide-react';
import { useState } from 'react';
import type { Conversation, Group } from '../../store/model';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { Switch } from '../parts/Switch';
import { useSession } from '../session';
import { words } from '../words';
import { GroupLinks } from './GroupLinks';
import { Members } from './Members';
import { MuteButton } from './MuteButton';
import styles from '../parts/Page.module.css';
import { Section } from '../parts/Page';
import { Sure } from '../parts/Sure';
import { TitleField } from './TitleField';
import { useAttempt } from '../attempt';

interface Props {
  readonly conversation: Conversation;
  readonly group: Group;
}

/** What a group is, and what its members may change of it; the server has the last word, in the order of the log. */
export function GroupInfo({ conversation, group }: Props) {
  const { writes } = useSession();
  const attempt = useAttempt();
  const [leaving, setLeaving] = useState(false);
  const { key } = conversation;
  const manages = group.role === 'owner' || group.role === 'admin';
  const title = conversation.title || words.sidebar.untitledGroup;
  return (
    <>
      <div className={styles.face}>
        <Avatar id={conversation.id ?? String(key)} name={title} size="large" icon={UsersRound} />
        {!manages && (
          <p className={styles.name} dir="auto">
            {title}
          </p>
        )}
        <p className={styles.text}>
          {group.joining
            ? words.people.joining
            : group.role === undefined
              ? words.people.notMember
              : words.people.members(group.count)}
        </p>
      </div>
      {manages && <TitleField key={title} group={key} title={conversation.title} />}
      {group.role !== undefined && <Members group={key} mine={group.role} large={group.large} />}
      {manages && (
        <>
          <Section title={words.people.history}>
            <Switch
              label={words.people.historyAll}
              hint={words.people.historyHint}
              on={group.history === 'all'}
              onChange={(all) => attempt.run(() => writes.setHistory(key, all ? 'all' : 'joined'))}
            />
          </Section>
          <GroupLinks group={key} {...(conversation.id === undefined ? {} : { id: conversation.id })} />
        </>
      )}
      <div className={styles.stack}>
        <MuteButton conversation={conversation} />
        {group.role !== undefined && (
          <Button look="danger" icon={LogOut} onClick={() => setLeaving(true)}>
            {words.people.leave}
          </Button>
        )}
      </div>
      {leaving && (
        <Sure
          title={words.people.leaveTitle(title)}
          text={group.role === 'owner' ? words.people.leaveOwner : words.people.leaveText}
          action={words.people.leave}
          onClose={() => setLeaving(false)}
          onSure={() => attempt.run(() => writes.leave(key))}
        />
      )}
    </>
  );
}
