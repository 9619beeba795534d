import type { DBCore, DBCoreTable } from 'dexie';
import { expect } from 'vitest';
import type { Database } from '../../src/store/database';
import type { Profile } from './profile';

class Stop extends Error {}

/**
 * "Outbox or log, never neither": runs one transaction and stops it at each of its requests. That must show the state
 * before, whole; and when it is let through, the state after must keep the rules. Answers with how often it was stopped.
 */
export async function torment(profile: Profile, transaction: () => Promise<unknown>): Promise<number> {
  const probe = new Probe();
  await probe.into(profile.db);
  const old = await dump(profile.db);
  for (let request = 1; ; request++) {
    probe.arm(request);
    const stopped = await transaction().then(
      () => false,
      (cause: unknown) => {
        expect(probe.hasStopped, String(cause)).toBe(true);
        return true;
      },
    );
    probe.disarm();
    if (!stopped) {
      expect(probe.hasStopped).toBe(false);
      await profile.rules();
      return request - 1;
    }
    expect(await dump(profile.db), `stopped at request ${request}`).toEqual(old);
  }
}

/** Stops at a given request, counted from when it was armed. */
class Probe {
  hasStopped = false;
  private left = Infinity;

  arm(request: number): void {
    this.hasStopped = false;
    this.left = request;
  }

  disarm(): void {
    this.left = Infinity;
  }

  async into(db: Database): Promise<void> {
    db.close();
    db.use({
      stack: 'dbcore',
      name: 'probe',
      create: (core: DBCore) => ({ ...core, table: (name: string) => this.around(core.table(name)) }),
    });
    await db.open();
  }

  private around(table: DBCoreTable): DBCoreTable {
    return {
      ...table,
      mutate: (request) => this.ask(() => table.mutate(request)),
      get: (request) => this.ask(() => table.get(request)),
      getMany: (request) => this.ask(() => table.getMany(request)),
      query: (request) => this.ask(() => table.query(request)),
      openCursor: (request) => this.ask(() => table.openCursor(request)),
      count: (request) => this.ask(() => table.count(request)),
    };
  }

  private ask<T>(request: () => T): T {
    if (--this.left === 0) {
      this.hasStopped = true;
      throw new Stop('stopped');
    }
    return request();
  }
}

/** All that the database holds. */
export async function dump(db: Database): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const rows = await Promise.all(db.tables.map((table) => table.toArray()));
  return new Map(db.tables.map((table, index) => [table.name, rows[index] ?? []]));
}
