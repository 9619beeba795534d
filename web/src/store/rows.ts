import type {
  ClientMessageId,
  Content,
  ConversationId,
  GroupMember,
  History,
  Millis,
  Role,
  Seq,
  UserId,
} from '../protocol/frames';

/*
 * The rows of one user's database. Keys of rows (`key`) are numbers of this device and are never reused.
 * An own entry without a seq always has a row in `outbox` (waiting or failed): it is in the outbox or in the log.
 */

export interface MetaRow {
  readonly name: MetaName;
  readonly value: string | number | boolean;
}

/** `clockOffset`: the server's clock minus this device's; `fence`: see EngineStore. */
export type MetaName = 'epoch' | 'epochNo' | 'mark' | 'clockOffset' | 'strangers' | 'locked' | 'fence';

export interface PersonRow {
  readonly id: UserId;
  readonly name: string;
}

export interface ConversationRow {
  key: number;
  /** Absent until the name was looked up. */
  id?: ConversationId;
  /** The other person; the user in notes to self; absent for groups and until looked up. */
  peer?: UserId;
  /** As the user wrote it. */
  name?: string;
  members: readonly UserId[];
  head: Seq;
  /** Ranges of seqs that are here: `1-20,25,30-31`. */
  covered: string;
  /** Epoch up to whose entries this copy was compared. */
  trusted: number;
  /** Highest seq that was shown to the user. */
  seen: Seq;
  /** 1 while the user has seen more than their own cursor says. */
  untold?: 1;
  /** The same conversation under another key. */
  mergedInto?: number;
  /** Only until it has an id; then drafts are settings of the account. */
  draft: string;
}

export interface EntryRow {
  key: number;
  conversation: number;
  /** Local order of own entries; those that came from the log have none. */
  ord?: number;
  sender: UserId;
  id: ClientMessageId;
  /** Absent until the server has it. */
  seq?: Seq;
  at?: Millis;
  /** This device's clock, as it was. */
  localAt: Millis;
  kind: string;
  /** Seq of what it is about, as in its content. */
  target?: Seq;
  /** Key of what it is about, for own changes that wait. */
  targetEntry?: number;
  content: Content;
  /** Number of the epoch in which it was learnt. */
  epoch: number;
}

/**
 * An entry as it is drawn, with its edits applied; kept right in the transaction that changes the entries. Only
 * entries that are lines of their conversation have one: no edits, deletions, settings, `sys.…`.
 */
export interface LineRow {
  /** Key of the entry. */
  entry: number;
  conversation: number;
  /** Order within the conversation: the seq, or {@link WAITING} + `ord` for what has none. */
  place: number;
  sender: UserId;
  /** The sender's, as in the entry. */
  id: ClientMessageId;
  kind: string;
  at: Millis;
  /** Empty if deleted, and for changes of groups, which are worded when they are read. */
  text: string;
  edited: boolean;
  deleted: boolean;
  /** An edit or a deletion of it, made here, still waits in the outbox. */
  changing: boolean;
  /** Of changes of a group: the content. */
  change?: Content;
  /** 1: unread until it was seen (somebody else's message that was not deleted). */
  counts: 0 | 1;
}

/** Places of lines without a seq begin here; `ord` may be negative down to −2^40. */
export const WAITING = 2 ** 50;
/** Below this a place is a seq. */
const FIRST_WAITING = WAITING - 2 ** 40;

/** Absent for the place of a line that has none yet. */
export function seqOf(place: number): Seq | undefined {
  return place < FIRST_WAITING ? place : undefined;
}

/** What a list shows of a conversation; kept right in the transaction that changes its lines, cursors or `seen`. */
export interface SummaryRow {
  conversation: number;
  /** Entry of the newest line, and when it was; 0 if there is none. */
  last: number;
  at: Millis;
  /** The newest line as it stands in `lines`: so a list of 500 is one request, and not 500 more. */
  line?: LineRow;
  unread: number;
  /** Whether the user has written in it (a 1:1 of a stranger is a request until then). */
  mine: boolean;
}

export interface OutboxRowStored {
  key: number;
  /** Order in which rows of a conversation leave. */
  pos: number;
  /** Changes with every change that the user makes. */
  rev: number;
  conversation: number;
  op: 'send' | 'cancel' | 'lookup';
  entry?: number;
  /** Of a cancelled entry; absent: it is to vanish. */
  replacement?: Content;
  maybeSent: boolean;
  failed: boolean;
  code?: string;
  reason?: string;
  /** For `stale`: the version that the register has now. */
  version?: number;
  attempts: number;
  nextAt?: Millis;
  since: Millis;
  /** Of rows of one slot that never left, a later one takes the place of an earlier one. */
  slot?: string;
}

/** The name must be looked up before the outbox row can leave; the content has `standIn` in its place until then. */
export interface NeedRow {
  row: number;
  name: string;
  standIn: UserId;
}

export interface CursorRow {
  conversation: number;
  user: UserId;
  delivered: Seq;
  read: Seq;
  /** Own: what the server has on disk. */
  confirmedDelivered: Seq;
  confirmedRead: Seq;
}

/** What the account log says; without `value` where it was taken out. */
export interface SettingRow {
  name: string;
  value?: string;
  seq: Seq;
}

/** What an entry that is here says of a group. `subject`: a user id, `title`, `history`, `large`, `link:CODE`. */
export interface GroupFactRow {
  conversation: number;
  subject: string;
  seq: Seq;
  what: FactKind;
  value: string;
}

/** What happens to a person, to a value (`version`: a title that named the one that it replaced), to a link. */
export type FactKind = 'in' | 'out' | 'role' | 'set' | 'version' | 'made' | 'used' | 'revoked';

/** What the server said of a group: counts for every fact up to `seq`. */
export interface GroupBaseRow {
  conversation: number;
  subject: string;
  seq: Seq;
  value: string;
}

export interface GroupStateRow {
  conversation: number;
  viewSeq: Seq;
  viewEpoch: number;
  viewCount: number;
  /** Up to here nobody is in it but who has a base; the same for links. */
  membersSeq: Seq;
  linksSeq: Seq;
  /** From here on: base and facts together. */
  title: string;
  titleVersion?: number;
  history: History;
  large: boolean;
  count: number;
  /** The user's own; absent for who is no member. */
  role?: Role;
}

export interface MemberRow extends GroupMember {
  conversation: number;
  user: UserId;
  role: Role;
  /** Seq of the entry that took them in; 0: before what is here. */
  since: Seq;
}

export interface LinkRow {
  conversation: number;
  code: string;
  uses: number;
  until: Millis;
}

/** Of own messages: up to here they have reached everybody else. */
export interface TicksRow {
  conversation: number;
  delivered: Seq;
  read: Seq;
}

/** Lines that search knows and that are in no segment yet, as one transaction brought them. */
export interface FreshWordsRow {
  key: number;
  /** How many, together with those of the rows before it. */
  size: number;
  entries: readonly number[];
  conversations: readonly number[];
  ats: readonly Millis[];
  /** Of each line its words, as searchText.ts makes them. */
  words: readonly string[];
}

/** The words of some hundreds of lines. Never changes; what has become of a line is looked up when it is found. */
export interface TermsRow {
  key: number;
  /** The newest line's time, negative: so that the newest segment comes first. */
  age: number;
  /** Sorted, each behind a line feed. */
  terms: string;
  /** Which conversations its lines are of. */
  conversations: readonly number[];
}

/** Which lines of a segment have a term. Lines are numbered from the oldest to the newest. */
export interface PostingsRow {
  key: number;
  /** Of each line; the conversation is a place in `TermsRow.conversations`. */
  entries: Uint32Array;
  ats: Float64Array;
  conversations: Uint16Array;
  /** Where the lines of each term begin in `lines`, and where the last one's end. */
  offsets: Uint16Array | Uint32Array;
  lines: Uint16Array;
}

/** In a large group: how many have read at least up to a seq. */
export interface ReadersRow {
  conversation: number;
  seq: Seq;
  count: number;
}
