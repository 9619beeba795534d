import type { Database } from './database';
import type { MetaName, MetaRow } from './rows';

/** Single values of the database, each read once per transaction. */
export class Meta {
  private readonly known = new Map<MetaName, MetaRow['value'] | undefined>();

  constructor(private readonly db: Database) {}

  async get(name: MetaName): Promise<MetaRow['value'] | undefined> {
    if (!this.known.has(name)) {
      this.known.set(name, (await this.db.meta.get(name))?.value);
    }
    return this.known.get(name);
  }

  /** 0 where there is none. */
  async number(name: MetaName): Promise<number> {
    return Number((await this.get(name)) ?? 0);
  }

  async set(name: MetaName, value: MetaRow['value']): Promise<void> {
    this.known.set(name, value);
    await this.db.meta.put({ name, value });
  }

  async clear(name: MetaName): Promise<void> {
    this.known.set(name, undefined);
    await this.db.meta.delete(name);
  }
}
