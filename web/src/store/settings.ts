import { Dexie } from 'dexie';
import type { Content, Seq, UserId } from '../protocol/frames';
import type { AccountSetting } from '../protocol/groups';
import { conversationId } from '../protocol/ids';
import { KIND } from '../protocol/kinds';
import { readSetting } from '../protocol/settings';
import type { Database } from './database';

/** `value` is absent where it was taken out; `waiting`: it is not in the log yet. */
export interface SettingNow {
  readonly value?: string;
  readonly waiting: boolean;
}

const NOTHING: SettingNow = { waiting: false };

/**
 * What is the user's own on all devices: of each name the value that is last in the account's log, and over it what
 * waits here to get there. Belongs to one transaction.
 */
export class Settings {
  /** Names whose last entry is gone. */
  private readonly lost = new Set<string>();
  private logKey: number | undefined;

  constructor(
    private readonly db: Database,
    private readonly me: UserId,
  ) {}

  private async log(): Promise<number | undefined> {
    this.logKey ??= (await this.db.conversations.where('id').equals(conversationId.account(this.me)).first())?.key;
    return this.logKey;
  }

  /** An entry stands at this seq. In whatever order they come, the last one counts. */
  async entered(conversation: number, seq: Seq, sender: UserId, content: Content): Promise<void> {
    if (content.kind !== KIND.setting || sender !== this.me || (await this.log()) !== conversation) {
      return;
    }
    const setting = settingOf(content);
    if (setting === undefined) {
      return;
    }
    const known = await this.db.settings.get(setting.name);
    if (known === undefined || seq >= known.seq) {
      await this.db.settings.put({ ...setting, seq });
    }
  }

  /** No entry stands at this seq any more. */
  async left(conversation: number, seq: Seq): Promise<void> {
    if ((await this.log()) !== conversation) {
      return;
    }
    const names = await this.db.settings.where('seq').equals(seq).primaryKeys();
    for (const name of names) {
      this.lost.add(name);
    }
    await this.db.settings.bulkDelete(names);
  }

  /** What was overwritten by entries that are gone counts again. */
  async settle(): Promise<void> {
    const log = await this.log();
    if (this.lost.size === 0 || log === undefined) {
      return;
    }
    const standing = await this.db.entries
      .where('[conversation+seq]')
      .between([log, Dexie.minKey], [log, Dexie.maxKey])
      .toArray();
    for (const entry of standing) {
      const name = settingOf(entry.content)?.name;
      if (entry.seq !== undefined && name !== undefined && this.lost.has(name)) {
        await this.entered(log, entry.seq, entry.sender, entry.content);
      }
    }
    this.lost.clear();
  }

  async get(name: string): Promise<SettingNow> {
    return (await this.withPrefix(name)).get(name) ?? NOTHING;
  }

  /** Those that have a value or wait. */
  async withPrefix(prefix: string): Promise<ReadonlyMap<string, SettingNow>> {
    const out = new Map<string, SettingNow>();
    for (const { name, value } of await this.db.settings.where('name').startsWith(prefix).toArray()) {
      if (value !== undefined) {
        out.set(name, { value, waiting: false });
      }
    }
    for (const { name, value } of await this.waiting()) {
      if (name.startsWith(prefix)) {
        out.set(name, value === undefined ? { waiting: true } : { value, waiting: true });
      }
    }
    return out;
  }

  /** In the order in which they will leave. */
  private async waiting(): Promise<readonly AccountSetting[]> {
    const log = await this.log();
    if (log === undefined) {
      return [];
    }
    const rows = await this.db.outbox
      .where('[conversation+pos]')
      .between([log, Dexie.minKey], [log, Dexie.maxKey])
      .toArray();
    const keys = rows.filter((row) => row.op === 'send' && !row.failed).map((row) => row.entry);
    const entries = await this.db.entries.bulkGet(keys.filter((key) => key !== undefined));
    return entries.map((entry) => entry && settingOf(entry.content)).filter((setting) => setting !== undefined);
  }
}

/** Absent where the content is none. Nobody but another client of this user writes them; what is none sets nothing. */
export function settingOf(content: Content): AccountSetting | undefined {
  try {
    return readSetting(content);
  } catch {
    return undefined;
  }
}
