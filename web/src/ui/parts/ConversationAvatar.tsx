import { Bookmark, UsersRound } from 'lucide-react';
import type { Conversation } from '../../store/model';
import { titleOf } from '../words/titles';
import { Avatar } from './Avatar';

interface Props {
  readonly conversation: Conversation;
  readonly size?: 'small' | 'medium' | 'large';
  readonly online?: boolean;
}

export function ConversationAvatar({ conversation, size = 'medium', online = false }: Props) {
  const { key, id, peer, self, group } = conversation;
  const icon = self ? Bookmark : group ? UsersRound : undefined;
  return (
    <Avatar
      id={peer ?? id ?? String(key)}
      name={titleOf(conversation)}
      size={size}
      online={online}
      {...(icon ? { icon } : {})}
    />
  );
}
