import type { Database } from './database';
import type { MetaName, MetaRow } from './rows';

/** Single values of the database, read at once, and once per transaction. */
export class Meta {
  private known: Map<MetaName, MetaRow['value']> | undefined;

  constructor(private readonly db: Database) {}

  async get(name: MetaName): Promise<MetaRow['value'] | undefined> {
    return (await this.all()).get(name);
  }

  private async all(): Promise<Map<MetaName, MetaRow['value']>> {
    this.known ??= new Map((await this.db.meta.toArray()).map((row) => [row.name, row.value]));
    return this.known;
  }

  /** 0 where there is none. */
  async number(name: MetaName): Promise<number> {
    return Number((await this.get(name)) ?? 0);
  }

  async set(name: MetaName, value: MetaRow['value']): Promise<void> {
    (await this.all()).set(name, value);
    await this.db.meta.put({ name, value });
  }

  async clear(name: MetaName): Promise<void> {
    (await this.all()).delete(name);
    await this.db.meta.delete(name);
  }
}
