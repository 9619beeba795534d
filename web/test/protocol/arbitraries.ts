import * as fc from 'fast-check';
import type { Code } from '../../src/protocol/codes';
import type { ClientFrame, Content, Cursor, Entry, GroupView, Item, ServerFrame } from '../../src/protocol/frames';
import { cursor as cursorOf } from '../../src/protocol/items';
import { MAX_NUMBER } from '../../src/protocol/limits';

/** Frames of all types, with and without each optional field, at the edges of what may be in them. */

const base32 = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'), minLength: length, maxLength: length });
const prefixed = (prefix: string, length: number) => base32(length).map((rest) => prefix + rest);

const user = prefixed('u', 26);
const device = prefixed('v', 26);
const conversation = fc.oneof(prefixed('d', 32), prefixed('g', 32), prefixed('a', 26));
const id = fc.string({ unit: fc.constantFrom(...'AZaz09-_.'), minLength: 1, maxLength: 64 });
/** Lengths count UTF-16 units: a character may be two. */
const text = (maxLength: number) => fc.string({ unit: 'binary', maxLength: maxLength / 2 });
const whole = (min = 0) =>
  fc.oneof(
    fc.constantFrom(min, MAX_NUMBER),
    fc.maxSafeInteger().map((n) => atLeast(min, n)),
  );
const count = fc.nat();

function atLeast(min: number, n: number): number {
  return Math.max(min, Math.abs(n));
}

const cursor: fc.Arbitrary<Cursor> = fc.tuple(whole(), whole()).map(([delivered, read]) => cursorOf(delivered, read));
const receipts = fc.array(full({ conversation, cursor }), { maxLength: 4 });
const limit = fc.integer({ min: 1, max: 200 });
const role = fc.constantFrom('member', 'admin', 'owner');
const history = fc.constantFrom('joined', 'all');
const state = fc.constantFrom('online', 'away', 'busy', 'offline');
const code: fc.Arbitrary<Code> = fc.constantFrom('bad_frame', 'stale', 'retry', 'throttled', 'cancelled');

function full<T>(fields: { [N in keyof T]: fc.Arbitrary<T[N]> }): fc.Arbitrary<T> {
  return fc.record(fields, { noNullPrototype: true });
}

/** Fields that may be absent are; those that are there are never `undefined`. */
function record<T, K extends keyof T>(
  fields: { [N in keyof T]: fc.Arbitrary<T[N]> },
  optional: readonly K[],
): fc.Arbitrary<Omit<T, K> & Partial<Pick<T, K>>> {
  const required = (Object.keys(fields) as (keyof T)[]).filter((name) => !optional.includes(name as K));
  return fc.record(fields, { requiredKeys: required as never, noNullPrototype: true }) as never;
}

export const content: fc.Arbitrary<Content> = record(
  {
    kind: fc.constantFrom('message', 'edit', 'x.y-z_1', 'k'.repeat(32)),
    target: whole(1),
    mentions: fc.array(user, { maxLength: 4 }),
    blobs: fc.array(text(20), { maxLength: 3 }),
    expect: full({ register: text(30).map((rest) => `r${rest}`), version: whole() }),
    body: full({ type: text(30), data: text(300) }),
  },
  ['target', 'expect'],
);

const entry: fc.Arbitrary<Entry> = full({ seq: whole(1), at: whole(), from: user, device, id, content });

const skip = fc
  .tuple(whole(1), whole(1), text(30))
  .map(([one, other, reason]) => ({ skip: { from: Math.min(one, other), to: Math.max(one, other), reason } }));

const items: fc.Arbitrary<readonly Item[]> = fc.array(fc.oneof(entry, skip), { maxLength: 5 });
const members = fc.array(full({ user, role }), { maxLength: 4 });

const group: fc.Arbitrary<GroupView> = record(
  {
    seq: whole(),
    title: text(40),
    titleVersion: whole(),
    history,
    large: fc.boolean(),
    count,
    role,
    members,
    links: fc.array(full({ code: base32(26), uses: whole(), until: whole() }), { maxLength: 2 }),
  },
  ['role'],
);

const change = record(
  {
    conversation,
    members: fc.array(user, { maxLength: 3 }),
    group,
    head: whole(),
    cursors: fc.array(full({ user, cursor }), { maxLength: 3 }),
    items,
  },
  ['group'],
);

const t = <T extends string>(type: T) => fc.constant<T>(type);

export const clientFrame: fc.Arbitrary<ClientFrame> = fc.oneof(
  record(
    {
      t: t('hello'),
      version: count,
      token: text(40),
      agent: text(20),
      epoch: text(20),
      mark: text(40),
      digest: text(16),
      receipts,
    },
    ['token', 'epoch', 'mark', 'digest'],
  ),
  record({ t: t('send'), conversation, id, after: id, with: user, content }, ['after', 'with']),
  record({ t: t('cancel'), conversation, id, with: user }, ['with']),
  full({
    t: t('sync'),
    rid: whole(),
    conversation,
    direction: fc.constantFrom('after', 'before'),
    seq: whole(1),
    limit,
  }),
  full({ t: t('receipts'), receipts }),
  record({ t: t('check'), mark: text(40) }, ['mark']),
  full({
    t: t('watch'),
    conversations: fc.array(conversation, { maxLength: 16 }),
    users: fc.array(user, { maxLength: 5 }),
  }),
  record({ t: t('presence'), state, ttl: fc.integer({ min: 1, max: 43_200_000 }) }, ['ttl']),
  full({ t: t('typing'), conversation, on: fc.boolean() }),
  record({ t: t('members'), rid: whole(), conversation, after: user, limit }, ['after']),
);

export const serverFrame: fc.Arbitrary<ServerFrame> = fc.oneof(
  full({
    t: t('welcome'),
    epoch: text(20),
    user,
    device,
    at: whole(),
    window: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    strangers: fc.boolean(),
    features: fc.array(text(20), { maxLength: 3 }),
  }),
  full({ t: t('changes'), conversations: fc.array(change, { maxLength: 4 }) }),
  full({ t: t('current'), mark: text(40), digest: text(16) }),
  full({ t: t('sent'), conversation, id, seq: whole(1), at: whole() }),
  record({ t: t('refused'), conversation, id, code, message: text(100), retryAfter: whole(), version: whole() }, [
    'retryAfter',
    'version',
  ]),
  full({ t: t('cancelled'), conversation, id }),
  full({ t: t('page'), rid: whole(), conversation, items, head: whole(), more: fc.boolean() }),
  full({ t: t('entry'), conversation, entry }),
  full({ t: t('receipt'), conversation, user, cursor }),
  full({ t: t('changed'), conversation, head: whole() }),
  full({
    t: t('counts'),
    conversation,
    members: count,
    online: count,
    readers: fc.array(full({ seq: whole(), count }), { maxLength: 4 }),
  }),
  full({ t: t('presences'), users: fc.array(record({ user, state, seen: whole() }, ['seen']), { maxLength: 4 }) }),
  full({ t: t('typing'), conversation, user, on: fc.boolean() }),
  full({ t: t('members'), rid: whole(), conversation, members, count, more: fc.boolean() }),
  full({ t: t('behind') }),
  full({ t: t('draining'), retryAfter: whole() }),
  record({ t: t('error'), code, message: text(100), hint: text(100), rid: whole() }, ['rid']),
);
