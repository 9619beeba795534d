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

export type FaultWords = Readonly<Record<string, readonly [what: string, next: string]>> & {
  readonly other: readonly [what: string, next: string];
};

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
    reload: 'Reload',
    retry: 'Retry',
    save: 'Save',
    you: 'You',
    somebody: 'Somebody',
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
    /** Behind the countdown, where there is something to add. */
    waitingShort: (waiting: number) =>
      waiting === 0 ? '' : `${counted(waiting, 'message waits', 'messages wait')} here`,
    notConnected: 'Not connected. It is tried again by itself.',
    connecting: 'Connecting …',
    catchingUp: 'Fetching what is new …',
    reconnecting(seconds: number): string {
      if (seconds <= 0) {
        return 'Reconnecting …';
      }
      return seconds < 100
        ? `Reconnecting in ${number.format(seconds)} s`
        : `Reconnecting in ${number.format(Math.ceil(seconds / 60))} min`;
    },
    tryNow: 'Try now',
    signedOut: 'Signed out on another device.',
    signIn: (waiting: number) => (waiting === 0 ? 'Sign in to go on.' : 'Sign in to send what waits.'),
    evictable: (waiting: number) =>
      `This browser may delete what is not sent yet: ${counted(waiting, 'message', 'messages')}.`,
    keep: 'Keep it',
    kept: 'This browser keeps your messages now.',
    notKept: 'This browser does not promise it. Godwit installed as an app is kept by most browsers.',
    storage: {
      'storage.full': 'The storage of this browser is full. What is new stays on the server until there is room here.',
      'storage.blocked': 'This browser does not let Godwit save anything now. It is tried again by itself.',
      'storage.broken': 'This browser’s storage gave no answer. It is tried again by itself.',
    },
    update: 'A newer version is ready.',
  },

  sidebar: {
    title: 'Conversations',
    label: 'Conversations',
    menu: 'Menu',
    menuFailed: 'Menu: something was not sent',
    newChat: 'New message',
    newGroup: 'New group',
    contacts: 'Contacts',
    outbox: 'What waits',
    outboxCount: (count: number) => (count === 0 ? 'What waits' : `What waits (${number.format(count)})`),
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
    failed: (count: number) => `${counted(count, 'message', 'messages')} not sent`,
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

  conversation: {
    back: 'To the conversations',
    info: (title: string) => `${isolated(title)}, details`,
    search: 'Search in this conversation',
    history: 'Messages',
    begins: 'Here the conversation begins',
    olderLater: 'Older messages are fetched when there is a connection.',
    empty: 'No messages yet',
    emptyText: 'What you write is kept here and goes out by itself.',
    fresh: 'New messages',
    toEnd: 'To the newest message',
    newBelow: (count: number) => counted(count, 'new message', 'new messages'),
    members: (count: number) => counted(count, 'member', 'members'),
    online: (count: number) => `${number.format(count)} online`,
    takenBack: 'Taken back',
    notUnderstood:
      'This message is of a kind that this version of Godwit cannot show. It will once the app is updated.',
    edited: 'edited',
    changing: 'change waiting',
    leadsTo: (host: string) => `leads to ${host}`,
    readBy: (count: number) => `read by ${number.format(count)}`,
    actions: 'Actions',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'The browser did not allow copying.',
    whereIsIt: 'Where is my message?',
    takeBack: 'Delete for everyone',
    takeBackTitle: 'Delete this message for everyone?',
    takeBackText: 'It disappears for all who are in this conversation, also for those who have read it.',
    takeBackDo: 'Delete',
    discardTitle: 'Discard this message?',
    discardText: 'It has not been sent. It disappears from this device, and nobody gets it.',
    discardMaybeText: 'It may be on its way. It is withdrawn; if it has arrived already, it is deleted for everyone.',
    keep: 'Keep it',
    /** A message as a screen reader says it. */
    said: (sender: string, text: string, time: string, state: string) =>
      [`${sender}: ${text}`, time, state].filter((part) => part !== '').join(', '),
    incoming: (sender: string, text: string) => `${sender}: ${text}`,
  },

  composer: {
    label: 'Message',
    placeholder: 'Write a message',
    send: 'Send',
    emoji: 'Emoji',
    editing: 'Editing a message',
    endEdit: 'Leave it as it was',
    saveEdit: 'Save the change',
    tooLong: (bytes: number) =>
      `Too long by ${number.format(bytes)} ${plural.select(bytes) === 'one' ? 'byte' : 'bytes'}. Shorten it, or send it in parts.`,
    storage: {
      full: 'This browser’s storage is full, so the message was not kept. Free some space on this device, then send it again.',
      blocked: 'This browser does not let Godwit store anything now. Your text stays here: copy it, then reload.',
      broken:
        'This browser’s storage did not take the message. Your text stays here: try again, or copy it and reload.',
    },
    emojiSearch: 'Search emoji',
    emojiRecent: 'Recently used',
    emojiNone: 'No emoji found',
    emojiLoading: 'Fetching emoji …',
    emojiBroken: 'The emoji could not be loaded. They come with the app; reload to try again.',
    emojiGroups: [
      'Smileys',
      'People',
      '',
      'Animals and nature',
      'Food and drink',
      'Travel and places',
      'Activities',
      'Objects',
      'Symbols',
      'Flags',
    ] as readonly string[],
  },

  bars: {
    request: (name: string) => `${isolated(name)} wants to write to you. They see nothing of you until you accept.`,
    accept: 'Accept',
    block: 'Block',
    blocked: (name: string) => `You have blocked ${isolated(name)}.`,
    unblock: 'Unblock',
    left: 'You are no member any more. What was written until then stays here.',
    joining: 'Joining. You can write as soon as the group has let you in.',
  },

  find: {
    label: 'Search in this conversation',
    field: 'Words to look for',
    older: 'Older match',
    newer: 'Newer match',
    none: 'Nothing found',
    position: (index: number, count: number, more: boolean) =>
      `${number.format(index)} of ${number.format(count)}${more ? ' or more' : ''}`,
  },

  where: {
    title: 'Where is my message?',
    gone: 'This message is no longer on this device.',
    written: 'Written here',
    stored: 'On the server’s disk',
    notStored: 'Not on the server yet',
    delivered: 'Delivered',
    notDelivered: 'Not delivered yet',
    read: 'Read',
    notRead: 'Not read yet',
    to: (names: readonly string[]) => list.format(names),
    and: (names: readonly string[], others: number) => list.format([...names, counted(others, 'other', 'others')]),
    by: (count: number) => `by ${counted(count, 'member', 'members')}`,
    received: 'Received',
    attempts: (count: number) => `The server asked to wait ${counted(count, 'time', 'times')}.`,
    nextTry: (time: string) => `Next try: ${time}`,
    waitsHere: 'It is safe on this device and goes out by itself.',
    failed: 'Not sent',
    id: 'Message id',
    seq: 'Number in the conversation',
    code: 'Code',
    kind: 'Kind',
  },

  shell: {
    noConversation: 'Choose a conversation',
    noConversationText: (key: string) => `Or press ${key} to find one.`,
    conversation: 'Conversation',
    details: 'Details',
    gone: 'This conversation is not on this device',
    toList: 'To the conversations',
  },

  people: {
    newChat: 'New message',
    newGroup: 'New group',
    contacts: 'Contacts',
    notes: 'Notes to yourself',
    notesText: 'Only you see these, on all your devices.',
    name: 'Name',
    nameHint: 'Somebody’s name on this server. It is looked up when there is a network.',
    found: 'People',
    chosen: 'Chosen',
    takeOut: (name: string) => `Take out ${isolated(name)}`,
    writeTo: 'Write to this name',
    title: 'Name of the group',
    titleMissing: 'Give the group a name.',
    addPeople: 'Add people',
    addHint: 'Type a name and press Enter. You can add more later.',
    addUnknown: 'Add this name; it is looked up when there is a network',
    create: 'Create the group',
    unknown: 'This name is looked up when there is a network.',
    nick: 'What you call them',
    nickHint: 'Only you see it.',
    addContact: 'Add to contacts',
    addContactField: 'Add somebody',
    removeContact: 'Remove from contacts',
    noContacts: 'No contacts yet',
    noContactsText: 'Whoever is a contact can see when you are there, if you let only contacts see it.',
    write: 'Write',
    mute: 'Mute',
    unmute: 'Unmute',
    block: 'Block',
    unblock: 'Unblock',
    blocked: 'Blocked',
    blockTitle: (name: string) => `Block ${isolated(name)}?`,
    blockText: 'They cannot write to you or add you to groups, and see nothing of you. They are not told.',
    blockedText: (name: string) => `You have blocked ${isolated(name)}: nothing from them arrives.`,
    members: (count: number) => counted(count, 'member', 'members'),
    membersTitle: 'Members',
    notMember: 'You are not in this group any more.',
    joining: 'You have asked to join; the server has not answered yet.',
    waiting: 'waits to be sent',
    role: { owner: 'Owner', admin: 'Admin', member: 'Member' },
    makeRole: { owner: 'Make an owner', admin: 'Make an admin', member: 'Make a member' },
    remove: 'Remove from the group',
    removeTitle: (name: string) => `Remove ${isolated(name)}?`,
    removeText: 'They keep what they could read until now and get nothing new. Everybody in the group sees it.',
    actionsFor: (name: string) => `Actions for ${isolated(name)}`,
    history: 'Newcomers',
    historyAll: 'Can read everything',
    historyHint: 'Otherwise they read what is written after they came.',
    links: 'Invitations',
    linksText: 'Whoever has the address can join.',
    linkTerms(uses: number, until: string | undefined): string {
      const often = uses === 0 ? 'for any number of people' : `for ${counted(uses, 'person', 'people')}`;
      return until === undefined ? often : `${often}, until ${until}`;
    },
    makeLink: 'Make an invitation',
    makeLinkOnce: 'For one person',
    copyLink: 'Copy the address',
    linkCopied: 'The address is copied.',
    revokeLink: 'Take it back',
    leave: 'Leave the group',
    leaveTitle: (title: string) => `Leave ${isolated(title)}?`,
    leaveText: 'You keep what is here and get nothing new. Everybody in the group sees that you left.',
    leaveOwner:
      'You keep what is here and get nothing new. If you are the last owner, whoever has been an admin or member the longest becomes one.',
    joinTitle: 'Invitation',
    joinQuestion: 'Join this group?',
    joinText: 'Its members will see that you joined. What the group is called you see when you are in it.',
    join: 'Join',
  },

  outbox: {
    failed: 'Not sent',
    waiting: 'Waiting',
    text: 'All of this is kept on this device and goes out by itself, in this order for each conversation.',
    empty: 'Nothing waits',
    emptyText: 'Everything that you did has reached the server.',
    account: 'Your account',
    edit: (text: string) => `Edited: ${text}`,
    delete: 'A message is deleted',
    withdraw: 'A message is taken back',
    lookup: (name: string) => `Looking up ${name}`,
    group: 'A change of the group',
    other: 'Something of a newer version',
    editTitle: 'Edit the message',
    discardTitle: 'Discard this?',
    discardText: 'If it has left already, it is deleted for everybody. It cannot be brought back.',
  },

  settingChanges: {
    contact: (name: string) => `Contact: ${name}`,
    noContact: (name: string) => `No contact any more: ${name}`,
    block: (name: string) => `Blocked: ${name}`,
    unblock: (name: string) => `Not blocked any more: ${name}`,
    draft: 'A draft, for your other devices',
    noDraft: 'A draft is taken back',
    mute: 'A conversation is muted',
    unmute: 'A conversation is not muted any more',
    audience: 'Who sees when you are there',
    busy: 'Do not disturb',
    notBusy: 'Do not disturb is off',
    other: 'A setting',
  },

  settings: {
    title: 'Settings',
    administrator: 'Administrator of this server',
    parts: {
      appearance: { title: 'Appearance', hint: 'Light or dark' },
      presence: { title: 'Presence', hint: 'Who sees when you are there' },
      devices: { title: 'Devices', hint: 'Where you are signed in' },
      invite: { title: 'Invite people', hint: 'To this server' },
      storage: { title: 'Storage', hint: 'What is kept on this device' },
      keys: { title: 'Keys', hint: 'What the keyboard can do' },
      about: { title: 'About', hint: 'Versions' },
    },
    theme: 'Theme of this browser',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    busy: 'Do not disturb',
    busyHint: 'You are shown as busy on all your devices until you switch it off.',
    audience: 'Who sees when you are there',
    audiences: {
      everybody: { label: 'Everybody you write with' },
      contacts: { label: 'Your contacts' },
      nobody: { label: 'Nobody' },
    },
    audienceText: 'Strangers never see anything, whatever is chosen here.',
    thisDevice: 'This device',
    lastUsed: (at: string) => `Last used: ${at}`,
    endDevice: (name: string) => `Sign out ${isolated(name)}`,
    endDeviceText: 'It asks for the password again. What waits there stays there until then.',
    deviceEnded: (name: string) => `${isolated(name)} is signed out.`,
    signOut: 'Sign out',
    inviteText: 'An invitation lets one person create an account on this server. It works once.',
    makeInvitation: 'Make an invitation',
    makeAnother: 'Make another',
    copy: 'Copy the address',
    copied: 'The address is copied.',
    storageText: 'All your messages are on this device too, so that you can read and search them without a network.',
    used: 'Used',
    megabytes: (value: number) =>
      new Intl.NumberFormat('en', { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(value),
    persistence: 'Kept by this browser',
    persisted: 'Until you delete it',
    notPersisted: 'It may delete it when space is short',
    aboutText: 'Messages that wait for the network, arrive once, and keep their order.',
    version: 'Version of this app',
    server: 'Server',
    serverUnknown: 'not reachable now',
  },

  signOut: {
    title: 'Sign out of this device?',
    text: 'Your messages are taken off this device. They stay on the server and come back when you sign in.',
    unsentTitle: (count: number) => `${counted(count, 'thing was', 'things were')} not sent yet`,
    unsentText(waiting: number, failed: number): string {
      const parts = [
        ...(waiting > 0 ? [`${counted(waiting, 'waits', 'wait')} for the server`] : []),
        ...(failed > 0 ? [`${number.format(failed)} could not be sent`] : []),
      ];
      return `${list.format(parts)}. If you sign out now, this is lost.`;
    },
    sendFirst: 'Send first',
    discard: 'Discard and sign out',
    sending: (waiting: number) => `Sending, ${number.format(waiting)} left. You are signed out when all is sent.`,
    leaving: 'Signing out …',
  },

  keys: {
    title: 'Keys',
    all: [
      { does: 'Search', keys: ['Ctrl K'] },
      { does: 'Previous conversation', keys: ['Alt ↑'] },
      { does: 'Next conversation', keys: ['Alt ↓'] },
      { does: 'New message', keys: ['Alt N'] },
      { does: 'Along a list', keys: ['↑', '↓'] },
      { does: 'Send', keys: ['Enter'] },
      { does: 'New line', keys: ['Shift Enter'] },
      { does: 'Edit the last message', keys: ['↑'] },
      { does: 'Back', keys: ['Esc'] },
      { does: 'These keys', keys: ['?'] },
    ],
  },

  /** What happens to a group; `you` and `somebody` within a sentence, capitals where it begins. */
  changes: {
    you: 'you',
    somebody: 'somebody',
    create: (who: string, title: string) => `${who} made the group: ${title}`,
    add: (who: string, people: string) => `${who} added ${people}`,
    remove: (who: string, person: string) => `${who} removed ${person}`,
    leave: (who: string) => `${who} left`,
    setRole: (who: string, person: string, role: string) => `${who} made ${person} ${role}`,
    setTitle: (who: string, title: string) => `${who} changed the title: ${title}`,
    historyAll: 'Newcomers can read everything from now on',
    historyJoined: 'Newcomers can read what comes after them from now on',
    join: (who: string) => `${who} joined by a link`,
    makeLink: (who: string) => `${who} made a link`,
    revokeLink: (who: string) => `${who} took back a link`,
    inherit: (who: string, me: boolean) => `${who} now ${me ? 'own' : 'owns'} the group`,
    large: 'The group is large now',
    small: 'The group is small again',
    roles: { member: 'a member', admin: 'an admin', owner: 'an owner' },
  },

  /**
   * By code: what happened, and what can be done. The server's codes, and those of what this device refuses or cannot
   * keep (`storage.…`). `other` says it for a code of a later version.
   */
  faults: {
    unreachable: ['The server did not answer.', 'Check the network and try again.'],
    wrong_password: ['Name or password is wrong.', 'Check both and try again.'],
    name_taken: ['Somebody has this name already.', 'Choose another one, or sign in if it is yours.'],
    bad_name: ['Nobody can be called that.', 'Use 2 to 32 letters, digits, dots, dashes or underscores.'],
    weak_password: [
      'This password is too easy to guess.',
      'Take at least eight characters: a few words together are good.',
    ],
    invitation_needed: [
      'This code does not work.',
      'Ask an administrator of this server for an invitation; each one works once.',
    ],
    administrators_only: ['Only administrators may do that.', 'Ask one of this server.'],
    throttled: ['That was too often.', 'Wait a minute, then try again.'],
    internal: [
      'The server had a fault.',
      'Try again. If it stays, tell whoever runs the server; the details help them.',
    ],
    storage_full: ['The server has no room left.', 'It goes out by itself when there is room again.'],
    retry: ['The server could not do it just now.', 'Try again in a moment.'],
    draining: ['The server is being restarted.', 'It goes on by itself in a moment.'],
    unauthorized: ['You are signed out.', 'Sign in again; what waits stays here.'],
    too_large: ['This is too long for one message.', 'Shorten it, or send it in parts.'],
    not_a_member: ['You are not in this group any more.', 'Ask somebody in the group to add you, then retry.'],
    not_allowed: ['That is not allowed here.', 'Ask an owner or an admin of the group.'],
    no_change: ['That was so already.', 'Nothing is left to do; discard it.'],
    not_accepted: ['They do not take messages from you.', 'Only they can change that.'],
    stale: ['Somebody else changed it in the meantime.', 'Look at what stands there now, and decide again.'],
    no_conversation: ['There is no such person or conversation on the server.', 'Check the name, or discard this.'],
    no_message: ['This message is not on this device any more.', 'Nothing is left to do.'],
    bad_content: ['The server could not take this.', 'Edit it and send it again.'],
    cancelled: ['This was taken back before.', 'Retry to send it anew, or discard it.'],
    id_reused: ['This was sent before with another text.', 'Retry to send it anew, or discard it.'],
    not_a_group: ['This conversation is no group.', 'Nothing was changed.'],
    bad_title: ['A group cannot be called that.', 'A title has 1 to 200 characters.'],
    bad_link: ['This is no link to a group, or it does not work any more.', 'Ask for a new one.'],
    other_server: ['This link leads to a group on another server.', 'Open it where you have an account there.'],
    empty: ['There is no text in it.', 'Write something.'],
    unsent: ['Messages wait here that were not sent yet.', 'Send them first, or discard them.'],
    'storage.full': [
      'The storage of this browser is full; nothing was saved.',
      'Free some space on this device, then try again. What you typed is still here.',
    ],
    'storage.blocked': [
      'This browser does not let Godwit save anything.',
      'Allow this site to store data, then try again. What you typed is still here.',
    ],
    'storage.broken': [
      'This browser’s storage gave no answer; nothing was saved.',
      'Try again, or reload. Copy what you typed first.',
    ],
    other: ['That did not work.', 'Try again. The details help whoever has to look into it.'],
  } satisfies Readonly<Record<string, readonly [what: string, next: string]>> as FaultWords,
};

export type Words = typeof en;
