import { parseContent, parseEntry } from '../../../src/protocol/entryCodec';
import { readClient, readServer } from '../../../src/protocol/codec';
import type { Content, Entry, GroupView } from '../../../src/protocol/frames';
import type { Action, Effects, StoreOp } from '../../../src/sync/core/effects';
import type { Event, LocalChanges, OutboxRow, Snapshot } from '../../../src/sync/core/events';

/**
 * Traces as the Java core writes them (`TracesTest` in `client/` says how). They are in the types of `events.ts` and
 * `effects.ts`, but what belongs to the protocol stands in its wire form: the one difference between `Wired<T>` and `T`.
 */
export interface Trace {
  readonly story: string;
  readonly agent: string;
  readonly snapshot: Wired<Snapshot>;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly event: Wired<Event>;
  /** What the engine drew while this happened: bounds and results. */
  readonly draws: readonly (readonly [number, number])[];
  readonly effects: Wired<Effects>;
}

/** Some JSON object. */
interface Wire {
  readonly wire?: never;
}

type Wired<T> = T extends Content | Entry | GroupView | { readonly t: string }
  ? Wire
  : T extends object
    ? { readonly [K in keyof T]: Wired<T[K]> }
    : T;

export function readSnapshot(snapshot: Wired<Snapshot>): Snapshot {
  return { ...snapshot, local: readChanges(snapshot.local) };
}

export function readEvent(event: Wired<Event>): Event {
  switch (event.type) {
    case 'changed':
      return { ...event, changes: readChanges(event.changes) };
    case 'received':
      return { ...event, frame: readServer(JSON.stringify(event.frame)) };
    default:
      return event;
  }
}

function readChanges(changes: Wired<LocalChanges>): LocalChanges {
  return { ...changes, rows: changes.rows.map(readRow) };
}

function readRow(row: Wired<OutboxRow>): OutboxRow {
  return row.type === 'send' ? { ...row, content: parseContent(JSON.stringify(row.content)) } : row;
}

export function readEffects(effects: Wired<Effects>): Effects {
  return { ...effects, ops: effects.ops.map(readOp), actions: effects.actions.map(readAction) };
}

function readOp(op: Wired<StoreOp>): StoreOp {
  switch (op.type) {
    case 'putEntries':
      return { ...op, entries: op.entries.map((entry) => parseEntry(JSON.stringify(entry))) };
    case 'setGroup':
      return { ...op, group: readGroupView(op.group) };
    default:
      return op;
  }
}

/** The codec reads groups only where they stand in frames. */
function readGroupView(group: Wire): GroupView {
  const change = { conversation: `g${'0'.repeat(32)}`, head: 0, group };
  const frame = readServer(JSON.stringify({ t: 'changes', conversations: [change] }));
  const view = frame.t === 'changes' ? frame.conversations[0]?.group : undefined;
  if (!view) {
    throw new Error('a group was written and not read');
  }
  return view;
}

function readAction(action: Wired<Action>): Action {
  return action.type === 'sendFrame' ? { ...action, frame: readClient(JSON.stringify(action.frame)) } : action;
}
