import { Dexie } from 'dexie';
import type { Seq } from '../protocol/frames';
import type { Database } from './database';
import { PERSON, type GroupFact } from './groupFacts';

export interface Base {
  readonly seq: Seq;
  readonly value?: string;
}

/** Beyond as many subjects one read of all of them costs less than one for each. */
const FEW = 32;

const NO_FACTS: readonly GroupFact[] = [];

/** What is written down of some subjects of one group. */
export class GroupRecords {
  private constructor(
    private readonly bases: ReadonlyMap<string, Base>,
    private readonly factsBySubject: ReadonlyMap<string, readonly GroupFact[]>,
  ) {}

  static async read(db: Database, conversation: number, subjects: ReadonlySet<string>): Promise<GroupRecords> {
    const few = subjects.size <= FEW;
    const names = [...subjects];
    const bases = few
      ? await db.groupBases.bulkGet(names.map((subject): [number, string] => [conversation, subject]))
      : await db.groupBases
          .where('[conversation+subject]')
          .between([conversation, Dexie.minKey], [conversation, Dexie.maxKey])
          .toArray();
    const facts = few
      ? await Promise.all(names.map((subject) => factsBetween(db, conversation, subject, subject)))
      : [await factsBetween(db, conversation, '', END)];
    const found = new Map<string, Base>();
    for (const base of bases) {
      if (base !== undefined) {
        found.set(base.subject, base);
      }
    }
    return new GroupRecords(found, bySubject(facts.flat()));
  }

  /** What the server said; it counts for every fact up to its seq, and up to `floor` it has said it of everybody. */
  base(subject: string, floor: Seq): Base {
    const found = this.bases.get(subject);
    return found === undefined ? { seq: floor } : { seq: Math.max(floor, found.seq), value: found.value };
  }

  /** In the order of their seqs. */
  facts(subject: string): readonly GroupFact[] {
    return this.factsBySubject.get(subject) ?? NO_FACTS;
  }
}

function bySubject(facts: readonly GroupFact[]): ReadonlyMap<string, readonly GroupFact[]> {
  const out = new Map<string, GroupFact[]>();
  for (const fact of facts) {
    const known = out.get(fact.subject);
    if (known === undefined) {
      out.set(fact.subject, [fact]);
    } else {
      known.push(fact);
    }
  }
  return out;
}

/** Behind every subject that begins like this. */
export const END = '\uffff';

/** Facts of these subjects (both included), in the order of subjects and seqs. */
function factsBetween(db: Database, conversation: number, from: string, to: string): Promise<GroupFact[]> {
  return db.groupFacts
    .where('[conversation+subject+seq]')
    .between([conversation, from, Dexie.minKey], [conversation, to, Dexie.maxKey])
    .toArray();
}

/** Subjects that begin with `prefix` and have a fact behind this seq. */
export async function subjectsBehind(
  db: Database,
  conversation: number,
  seq: Seq,
  prefix: string,
): Promise<readonly string[]> {
  const facts = await db.groupFacts
    .where('[conversation+seq]')
    .between([conversation, seq], [conversation, Dexie.maxKey], false)
    .toArray();
  return [...new Set(facts.map((fact) => fact.subject).filter((subject) => subject.startsWith(prefix)))];
}

export function isPerson(subject: string): boolean {
  return subject.startsWith(PERSON);
}
