import type { MessageState } from '../../store/model';
import { isolated } from './isolated';

/*
 * Everything that is said to people, in English: short, plain, what happened, what happens next, what can be done.
 * Another language is another file with the same shape (`Words`).
 */

const plural = new Intl.PluralRules('en');
const number = new Intl.NumberFormat('en');
const list = new Intl.ListFormat('en', { type: 'conjunction' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** "1 message", "3,000 messages". */
function counted(count: number, one: string, other: string): string {
  return `${number.format(count)} ${plural.select(count) === 'one' ? one : other}`;
}

function pendingWords(state: MessageState & { readonly type: 'pending' }): string {
  switch (state.waitsFor) {
    case 'connection':
      return 'Waiting for a connection';
    case 'earlier':
      return 'Waiting for the message before it';
    case 'name':
      return state.name === undefined ? 'Waiting for the name to be looked up' : `Looking up ${isolated(state.name)}`;
    case 'answer':
      return 'Waiting for the server’s answer';
    case 'retry':
      return 'Waiting for the next attempt';
    default: {
      const never: never = state.waitsFor;
      return never;
    }
  }
}

export const en = {
  /** Language tag for what the browser words itself: days, lists, plurals. */
  language: 'en',
  list: (parts: readonly string[]) => list.format(parts),
  number: (value: number) => number.format(value),

  common: {
    app: 'Godwit',
    back: 'Back',
    cancel: 'Cancel',
    close: 'Close',
    details: 'Details',
    discard: 'Discard',
    edit: 'Edit',
    more: 'More',
    notNow: 'Not now',
    reload: 'Reload',
    retry: 'Retry',
    save: 'Save',
    you: 'You',
    somebody: 'Somebody',
    undo: 'Undo',
  },

  /** One state of an own message, for screen readers and pointers that rest on its mark. */
  state: {
    of(state: MessageState): string {
      switch (state.type) {
        case 'pending':
          return pendingWords(state);
        case 'sent':
          return 'Sent';
        case 'delivered':
          return 'Delivered';
        case 'read':
          return 'Read';
        case 'failed':
          return 'Not sent';
        case 'received':
          return '';
        default: {
          const never: never = state;
          return never;
        }
      }
    },
  },

  presence: {
    online: 'online',
    away: 'away',
    busy: 'busy',
    offline: 'offline',
    lastSeen(seen: number, now: number): string {
      const minutes = Math.max(0, Math.round((now - seen) / 60_000));
      if (minutes < 1) {
        return 'last seen just now';
      }
      if (minutes < 60) {
        return `last seen ${relative.format(-minutes, 'minute')}`;
      }
      const hours = Math.round(minutes / 60);
      return hours < 24
        ? `last seen ${relative.format(-hours, 'hour')}`
        : `last seen ${relative.format(-Math.round(hours / 24), 'day')}`;
    },
    /** In a group the names, elsewhere it is clear who. */
    typing(names: readonly string[]): string {
      const [first, second] = names;
      if (first === undefined) {
        return 'writing …';
      }
      if (second === undefined) {
        return `${isolated(first)} is writing …`;
      }
      return names.length === 2
        ? `${isolated(first)} and ${isolated(second)} are writing …`
        : `${number.format(names.length)} people are writing …`;
    },
  },

  loading: 'Opening your messages …',

  noStorage: {
    title: 'This browser gives Godwit no place for your messages',
    text: 'Godwit keeps messages on this device, so that it works without a network. Private windows and some settings forbid that.',
    next: 'Open Godwit in an ordinary window, or allow this site to store data, then reload.',
  },

  broken: {
    title: 'This screen could not be drawn',
    text: 'Nothing is lost: what you wrote is in this browser’s storage.',
    storage: {
      full: 'The storage of this browser is full',
      blocked: 'This browser does not let Godwit open its storage',
      broken: 'This browser’s storage gave no answer',
    },
    storageNext: {
      full: 'Free some space on this device, then reload. What was saved before is still there.',
      blocked: 'Close private windows of this site or allow it to store data, then reload.',
      broken: 'Reload. If it stays, restart the browser; what was saved before is still there.',
    },
  },

  account: {
    signIn: 'Sign in',
    signUp: 'Create an account',
    welcome: 'Sign in to Godwit',
    first: 'This server is new',
    firstText:
      'Create the first account; it will be its administrator. The setup code stands in the terminal where the server runs.',
    invitedText: 'An invitation comes from the people who run this server. Each one works once.',
    openText: 'Everybody may register here.',
    name: 'Name',
    nameHint: 'How others find you: letters, digits, dots and dashes.',
    password: 'Password',
    passwordHint: 'A few words that nobody else would put together.',
    showPassword: 'Show the password',
    hidePassword: 'Hide the password',
    setupCode: 'Setup code',
    invitation: 'Invitation',
    working: 'Asking the server …',
    toSignUp: 'No account yet? Create one',
    toSignIn: 'You have an account? Sign in',
    lockedTitle: (name: string) => `Welcome back, ${isolated(name)}`,
    locked: 'Signed out on another device.',
    lockedWaiting: (waiting: number) =>
      waiting === 0
        ? 'Sign in again to go on.'
        : `Sign in to send what waits: ${counted(waiting, 'message', 'messages')}. Nothing of it is lost.`,
    otherPerson: 'Sign in as somebody else',
    missing: 'This is still empty.',
  },

  banner: {
    label: 'Connection',
    noNetwork: 'No network.',
    waiting: (waiting: number) =>
      waiting === 0
        ? 'What you write is kept and goes out by itself.'
        : plural.select(waiting) === 'one'
          ? '1 message waits here and goes out by itself.'
          : `${number.format(waiting)} messages wait here and go out by themselves.`,
    connecting: 'Connecting …',
    catchingUp: 'Fetching what is new …',
    reconnecting: (seconds: number) =>
      seconds <= 0 ? 'Reconnecting …' : `Reconnecting in ${number.format(seconds)} s`,
    tryNow: 'Try now',
    signedOut: 'Signed out on another device.',
    signIn: (waiting: number) => (waiting === 0 ? 'Sign in to go on.' : 'Sign in to send what waits.'),
    evictable: (waiting: number) =>
      `This browser may delete what is not sent yet: ${counted(waiting, 'message', 'messages')}.`,
    keep: 'Keep it',
    kept: 'This browser keeps your messages now.',
    notKept: 'This browser does not promise it. Godwit installed as an app is kept by most browsers.',
    full: 'The storage of this browser is full. New messages cannot be kept until there is room.',
    update: 'A newer version is ready.',
  },

  sidebar: {
    title: 'Conversations',
    label: 'Conversations',
    menu: 'Menu',
    newChat: 'New message',
    newGroup: 'New group',
    contacts: 'Contacts',
    outbox: 'What waits',
    settings: 'Settings',
    keys: 'Keys',
    search: 'Search',
    clearSearch: 'Clear the search',
    empty: 'Nobody here yet',
    emptyText:
      'Write to somebody by their name. It also works without a network: the message leaves when there is one.',
    emptyAction: 'Write a message',
    draft: 'Draft:',
    muted: 'Muted',
    request: 'Wants to write to you',
    online: 'Online',
    noMessages: 'No messages yet',
    deleted: 'Deleted message',
    notUnderstood: 'Something that this version cannot show',
    you: 'You:',
    author: (name: string) => `${isolated(name)}:`,
    unread: (count: number) => counted(count, 'unread message', 'unread messages'),
    untitledGroup: 'Group',
    notes: 'Notes to yourself',
  },

  search: {
    conversations: 'Conversations',
    messages: 'Messages',
    people: 'People',
    nothing: (query: string) => `Nothing found for “${isolated(query)}”`,
    nothingText: 'Messages on this device and people it knows were looked through.',
    writeTo: (name: string) => `Write to ${isolated(name)}`,
    results: (count: number) => counted(count, 'result', 'results'),
  },

  shell: {
    noConversation: 'Choose a conversation',
    noConversationText: 'Or press Ctrl K to find one.',
    conversation: 'Conversation',
    details: 'Details',
    gone: 'This conversation is not on this device',
    toList: 'To the conversations',
  },
};

export type Words = typeof en;
