import type { GroupLink, Role, Seq } from '../protocol/frames';
import { asRole, type GroupFact } from './groupFacts';

/*
 * From what held at a seq, and the facts behind it, to what holds now. Facts come in the order of their seqs, whatever
 * order they arrived in, and some may be missing yet.
 */

/** `role` is absent for who is no member; `since`: seq of the entry that took them in, 0 if it is not here. */
export interface Membership {
  readonly role?: Role;
  readonly since: Seq;
}

const OUTSIDE: Membership = { since: 0 };

/** `base`: what they were at `seq`. */
export function foldMember(base: string | undefined, seq: Seq, facts: readonly GroupFact[]): Membership {
  let role = asRole(base);
  let since = 0;
  for (const fact of facts) {
    const counts = fact.seq > seq;
    if (fact.what === 'in') {
      // Whoever is in stays what they are.
      const enters = counts && role === undefined;
      since = enters || since === 0 ? fact.seq : since;
      role = enters ? asRole(fact.value) : role;
    } else if (fact.what === 'out') {
      since = 0;
      role = counts ? undefined : role;
    } else if (counts) {
      role = asRole(fact.value);
    }
  }
  return role === undefined ? OUTSIDE : { role, since };
}

/** What one thing is set to; of several the last one. */
export function foldValue(base: string | undefined, seq: Seq, facts: readonly GroupFact[]): string | undefined {
  return facts.findLast((fact) => fact.seq > seq)?.value ?? base;
}

/** A link that works, as far as the facts go. */
export function foldLink(
  code: string,
  base: string | undefined,
  seq: Seq,
  facts: readonly GroupFact[],
): GroupLink | undefined {
  let link = base === undefined ? undefined : readLink(code, base);
  for (const fact of facts) {
    if (fact.seq > seq) {
      link =
        fact.what === 'made' ? readLink(code, fact.value) : fact.what === 'used' && link ? usedOnce(link) : undefined;
    }
  }
  return link;
}

function readLink(code: string, value: string): GroupLink {
  const blank = value.indexOf(' ');
  return { code, uses: Number(value.slice(0, blank)), until: Number(value.slice(blank + 1)) };
}

function usedOnce(link: GroupLink): GroupLink | undefined {
  switch (link.uses) {
    case 0:
      return link;
    case 1:
      return undefined;
    default:
      return { ...link, uses: link.uses - 1 };
  }
}
