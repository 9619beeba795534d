import type { UserId } from '../../protocol/frames';
import type { Conversation, Message, MessageState, Nearby } from '../../store/model';
import { words } from '../words';
import { changeOf } from '../words/changes';

/** What a row of the list says below its title: the one thing that matters most now. */
export interface RowLine {
  readonly look: 'typing' | 'draft' | 'request' | 'failed' | 'last' | 'none';
  /** Stands before the text: who wrote it, or "Draft:". */
  readonly lead?: string;
  readonly text: string;
  readonly state?: MessageState;
}

interface Around {
  readonly me: UserId;
  readonly nearby: Nearby;
  readonly names: ReadonlyMap<UserId, string>;
  /** Whether it is the conversation on the screen: its draft is seen there. */
  readonly open: boolean;
}

export function rowLine(conversation: Conversation, { me, nearby, names, open }: Around): RowLine {
  const typing = nearby.typing[conversation.key] ?? [];
  if (typing.length > 0) {
    const who = conversation.group ? typing.map((user) => names.get(user) ?? words.common.somebody) : [];
    return { look: 'typing', text: words.presence.typing(who) };
  }
  if (conversation.draft !== '' && !open) {
    return { look: 'draft', lead: words.sidebar.draft, text: oneLine(conversation.draft) };
  }
  if (conversation.request) {
    return { look: 'request', text: words.sidebar.request };
  }
  const { last } = conversation;
  if (!last) {
    return { look: 'none', text: words.sidebar.noMessages };
  }
  const lead = leadOf(last, conversation);
  return {
    look: last.state.type === 'failed' ? 'failed' : 'last',
    text: textOf(last, me),
    ...(lead === undefined ? {} : { lead }),
    ...(last.mine && !last.deleted ? { state: last.state } : {}),
  };
}

/** In a group it is said who wrote; own messages have their mark. */
function leadOf(last: Message, conversation: Conversation): string | undefined {
  if (!conversation.group || last.change) {
    return undefined;
  }
  return last.mine ? words.sidebar.you : words.sidebar.author(last.senderName ?? words.common.somebody);
}

export function textOf(message: Message, me: UserId): string {
  if (message.deleted) {
    return words.sidebar.deleted;
  }
  const change = changeOf(message, me);
  if (change !== undefined) {
    return change;
  }
  return message.understood ? oneLine(message.text) : words.sidebar.notUnderstood;
}

const MOST_SHOWN = 200;

function oneLine(text: string): string {
  return text.slice(0, MOST_SHOWN).replaceAll(/\s+/g, ' ').trim();
}
