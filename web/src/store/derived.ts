import type { Content, Seq, UserId } from '../protocol/frames';
import { isGroupChange, KIND } from '../protocol/kinds';
import type { Database } from './database';
import { GroupLedger } from './groupLedger';
import { Lines } from './lines';
import type { Meta } from './meta';
import { Settings } from './settings';
import { Ticks } from './ticks';

/** Whether entries of this kind change more than what is drawn. */
export function hasConsequences(kind: string): boolean {
  return isGroupChange(kind) || kind === KIND.setting;
}

/** Tables that follow from entries, kept right in the transaction that changes the entries. */
export class Derived {
  readonly lines: Lines;
  readonly groups: GroupLedger;
  readonly settings: Settings;
  readonly ticks: Ticks;

  constructor(db: Database, meta: Meta) {
    this.lines = new Lines(db, meta);
    this.groups = new GroupLedger(db, db.me);
    this.settings = new Settings(db, db.me);
    this.ticks = new Ticks(db);
  }

  /** The entry stands at this seq, with this content. */
  async entered(entry: number, conversation: number, seq: Seq, sender: UserId, content: Content): Promise<void> {
    this.lines.entered(entry, conversation, content);
    if (isGroupChange(content.kind)) {
      await this.groups.entered(conversation, seq, sender, content);
    } else if (content.kind === KIND.setting) {
      await this.settings.entered(conversation, seq, sender, content);
    }
  }

  /** No entry stands at this seq any more. */
  async left(conversation: number, seq: Seq): Promise<void> {
    await this.groups.left(conversation, seq);
    await this.settings.left(conversation, seq);
  }

  async settle(): Promise<void> {
    for (const group of await this.groups.settle()) {
      this.ticks.touch(group);
    }
    await this.ticks.settle();
    await this.settings.settle();
    await this.lines.settle();
  }
}
