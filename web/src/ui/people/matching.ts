export interface Choice {
  readonly user: string;
  readonly name: string;
}

/** What somebody is called when it is compared: neither case nor accents make another person. */
function folded(name: string): string {
  return name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();
}

/** People whose name has a word that begins with what was typed, those whose whole name does first. */
export function matching(people: readonly Choice[], typed: string, without: ReadonlySet<string>): readonly Choice[] {
  const wanted = folded(typed.trim());
  const rank = ({ name }: Choice): number => {
    const all = folded(name);
    return all.startsWith(wanted) ? 0 : all.split(/[\s._-]+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return people
    .filter((person) => !without.has(person.user) && rank(person) < 2)
    .toSorted((one, other) => rank(one) - rank(other));
}

/** Somebody whom this device does not know yet: their name is looked up when there is a network. */
export function stranger(people: readonly Choice[], typed: string): string | undefined {
  const name = typed.trim();
  return name === '' || people.some((person) => folded(person.name) === folded(name)) ? undefined : name;
}
