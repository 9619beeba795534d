import type { Conversation, Nearby } from '../../store/model';
import { words } from '../words';

/** What stands below the title: who is writing, else who is there. Empty where nothing is known. */
export function presenceLine(
  about: Conversation,
  nearby: Nearby,
  writers: readonly string[],
  me: string,
  now: number,
): string {
  if ((nearby.typing[about.key] ?? []).length > 0) {
    return words.presence.typing(writers);
  }
  if (about.group) {
    const counts = nearby.counts[about.key];
    const there =
      counts?.online ??
      about.members.filter((user) => user !== me && nearby.presences[user]?.state === 'online').length;
    const members = words.conversation.members(counts?.members ?? about.group.count);
    return there > 0 ? `${members}, ${words.conversation.online(there)}` : members;
  }
  const presence = about.self || about.peer === undefined ? undefined : nearby.presences[about.peer];
  if (presence === undefined) {
    return '';
  }
  switch (presence.state) {
    case 'offline':
      return presence.seen === undefined ? words.presence.offline : words.presence.lastSeen(presence.seen, now);
    case 'online':
    case 'away':
    case 'busy':
      return words.presence[presence.state];
  }
}
