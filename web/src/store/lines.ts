import { Dexie } from 'dexie';
import type { Content, Seq } from '../protocol/frames';
import { KIND } from '../protocol/kinds';
import type { Database } from './database';
import { readChanges } from './lineChanges';
import { drawn, isLine, sameLine } from './lineText';
import type { Meta } from './meta';
import { rowsOfEntries } from './outboxRows';
import type { EntryRow, LineRow } from './rows';
import { indexLines } from './searchIndex';
import { Summaries } from './summaries';

/**
 * Keeps beside the entries what is drawn of them, what lists show, and what searches find. Collects what a transaction
 * touches and makes it right at the end, in a handful of requests.
 */
export class Lines {
  /** By key: the row where it is new in this transaction and was not changed since, else nothing. */
  private touched = new Map<number, EntryRow | undefined>();
  /** Seqs whose entries changed with an entry that is about them, by conversation. */
  private targets = new Map<number, Set<Seq>>();
  private readonly summaries: Summaries;

  constructor(
    private readonly db: Database,
    private readonly meta: Meta,
  ) {
    this.summaries = new Summaries(db);
  }

  /** The entry is new in the log and never was here: nothing waits for it, and no own change holds on to it. */
  fresh(row: EntryRow): void {
    this.touched.set(row.key, row);
    this.target(row.conversation, row.target);
    this.written(row);
  }

  /** A conversation is the user's as soon as, and as long as, an entry of theirs is in it. */
  private written(row: EntryRow): void {
    if (row.sender === this.db.me) {
      this.summaries.touch(row.conversation);
    }
  }

  /** The entry has got this content. */
  entered(entry: number, conversation: number, content: Content): void {
    if (this.touched.get(entry)?.content !== content) {
      this.touched.set(entry, undefined);
    }
    this.target(conversation, content.target);
  }

  /** The entry is about to change, or has just changed; what it is about changes with it. */
  async touch(entry: number): Promise<void> {
    this.touched.set(entry, undefined);
    const row = await this.db.entries.get(entry);
    if (row) {
      this.touchRow(row);
    }
  }

  /** As `touch`, with the row as it was before or is now. */
  touchRow(row: EntryRow): void {
    this.touched.set(row.key, undefined);
    this.target(row.conversation, row.target);
    this.written(row);
    if (row.targetEntry !== undefined) {
      this.touched.set(row.targetEntry, undefined);
    }
  }

  private target(conversation: number, seq: Seq | undefined): void {
    if (seq !== undefined) {
      const seqs = this.targets.get(conversation);
      if (seqs) {
        seqs.add(seq);
      } else {
        this.targets.set(conversation, new Set([seq]));
      }
    }
  }

  /** The conversation is new, has gone, or is another one's now. */
  conversation(key: number): void {
    this.summaries.touch(key);
  }

  /** The user has seen more of it, or less. */
  seen(conversation: number): void {
    this.summaries.recount(conversation);
  }

  /** All entries of a conversation become another's. */
  async move(from: number, into: number): Promise<void> {
    const rows = await this.db.entries
      .where('[conversation+sender+id]')
      .between([from, Dexie.minKey], [from, Dexie.maxKey])
      .toArray();
    rows.forEach((row) => this.touchRow(row));
    await this.db.entries.bulkPut(rows.map((row) => ({ ...row, conversation: into })));
  }

  async settle(): Promise<void> {
    await this.findTargets();
    const { touched } = this;
    this.touched = new Map();
    const rows = await this.rows(touched);
    const older = [...touched].flatMap(([key, row]) => (row ? [] : [key]));
    const before = (await this.db.lines.bulkGet(older)).filter((line) => line !== undefined);
    const after = await this.draw(rows, new Set(older));
    await this.write(before, after);
    await this.summaries.settle(before, after);
  }

  private async write(before: readonly LineRow[], after: readonly LineRow[]): Promise<void> {
    const old = new Map(before.map((line) => [line.entry, line]));
    const changed = after.filter((line) => !sameLine(old.get(line.entry), line));
    after.forEach((line) => old.delete(line.entry));
    const gone = [...old.values()];
    await this.db.lines.bulkDelete(gone.map((line) => line.entry));
    await this.db.lines.bulkPut(changed);
    await indexLines(
      this.db,
      changed.filter((line) => line.kind === KIND.message),
    );
  }

  /** Adds the entries that stand at the seqs which touched ones are about. */
  private async findTargets(): Promise<void> {
    for (const row of this.touched.values()) {
      if (row?.seq !== undefined) {
        this.targets.get(row.conversation)?.delete(row.seq);
      }
    }
    const places = [...this.targets].flatMap(([conversation, seqs]) => [...seqs].map((seq) => [conversation, seq]));
    this.targets = new Map();
    const found = await Promise.all(
      places.map((place) => this.db.entries.where('[conversation+seq]').equals(place).primaryKeys()),
    );
    for (const key of found.flat()) {
      if (!this.touched.has(key)) {
        this.touched.set(key, undefined);
      }
    }
  }

  private async rows(touched: ReadonlyMap<number, EntryRow | undefined>): Promise<readonly EntryRow[]> {
    const missing = [...touched].flatMap(([key, row]) => (row ? [] : [key]));
    const read = await this.db.entries.bulkGet(missing);
    return [...touched.values(), ...read].filter((row) => row !== undefined);
  }

  private async draw(rows: readonly EntryRow[], older: ReadonlySet<number>): Promise<readonly LineRow[]> {
    const lines = rows.filter((row) => isLine(row.kind));
    const changes = await readChanges(this.db, lines, older);
    const own = lines.filter((row) => row.sender === this.db.me && older.has(row.key));
    const outbox = await rowsOfEntries(
      this.db,
      own.map((row) => row.key),
    );
    const offset = await this.meta.number('clockOffset');
    return lines
      .map((row) => drawn(row, outbox.get(row.key), changes.get(row.key) ?? [], this.db.me, offset))
      .filter((line) => line !== undefined);
  }
}
