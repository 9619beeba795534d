import { content } from '../../src/protocol/contents';
import type { Entry, Seq } from '../../src/protocol/frames';
import type { StoreOp } from '../../src/sync/core/effects';
import { BOB, entry, ME, type Profile, WITH_BOB } from './profile';

/**
 * The log of one conversation on a server that is restored now and then, and what an engine would write after having
 * talked to it. Does only what a server and an engine may do.
 */
export class LossyServer {
  log: readonly Entry[] = [];
  private readonly burnt = new Set<string>();
  private epoch = 0;
  private written = 0;

  constructor(private readonly profile: Profile) {}

  get head(): Seq {
    return this.log.length;
  }

  /** Bob writes; his device has not told ours yet. */
  bobWrites(about: number): void {
    const seq = this.head + 1;
    const id = `b${++this.written}`;
    const target = 1 + (about % seq);
    const what = about % 3 === 0 && target < seq ? content.edit(target, `bob's edit ${seq}`) : undefined;
    this.log = [...this.log, entry(seq, BOB, id, what ?? content.message(`bob's ${seq}`))];
  }

  /** The first thing that waits reaches the server; `answered`: and its answer reaches us. */
  async deliver(answered: boolean): Promise<void> {
    const row = (await this.profile.rows()).find((each) => each.type !== 'lookup');
    if (!row) {
      return;
    }
    const stands = this.log.find((each) => each.from === ME && each.id === row.id);
    if (row.type === 'send') {
      await this.profile.markSent(row);
      if (!stands && this.burnt.has(row.id)) {
        await this.profile.apply({ type: 'fail', row: row.key, rev: row.rev, code: 'cancelled', reason: 'No.' });
        return;
      }
    } else if (!stands) {
      this.burnt.add(row.id);
      await this.when(answered, { type: 'burnt', conversation: WITH_BOB, id: row.id });
      return;
    }
    const seq = stands?.seq ?? this.head + 1;
    if (row.type === 'send' && !stands) {
      this.log = [...this.log, entry(seq, ME, row.id, row.content)];
    }
    await this.when(answered, { type: 'confirm', conversation: WITH_BOB, id: row.id, seq, at: 1000 + seq });
  }

  /** The first thing that waits is refused for good. */
  async refuse(code: string): Promise<void> {
    const row = (await this.profile.rows()).find((each) => each.type === 'send');
    if (row?.type === 'send' && !this.log.some((each) => each.from === ME && each.id === row.id)) {
      await this.profile.markSent(row);
      await this.profile.apply({ type: 'fail', row: row.key, rev: row.rev, code, reason: 'No.' });
    }
  }

  private async when(answered: boolean, op: StoreOp): Promise<void> {
    if (answered) {
      await this.profile.apply(op);
    }
  }

  /** A part of the log comes. */
  async page(from: number, length: number): Promise<void> {
    const first = this.head === 0 ? 0 : from % this.head;
    const entries = this.log.slice(first, first + 1 + (length % 8));
    await this.profile.apply({ type: 'putEntries', conversation: WITH_BOB, entries });
  }

  /** The server is restored to an earlier state, and what is here is compared with it. */
  async restore(keep: number): Promise<void> {
    const upTo = keep % (this.head + 1);
    const seqs = (await this.profile.store.localEntries(WITH_BOB, upTo + 1, Number.MAX_SAFE_INTEGER)).map(
      (each) => each.seq,
    );
    this.log = this.log.slice(0, upTo);
    await this.profile.apply(
      { type: 'beginEpoch', epoch: `e${++this.epoch}` },
      { type: 'displace', conversation: WITH_BOB, seqs },
      { type: 'verified', conversation: WITH_BOB, upTo },
    );
  }
}
