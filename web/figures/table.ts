interface Row {
  readonly figure: string;
  readonly target: string;
  readonly measured: string;
  readonly met: boolean;
}

/** Figures as they are measured, beside what they are to be. */
export class Table {
  private readonly rows: Row[] = [];

  /** Milliseconds of several runs; the one in the middle counts. */
  times(figure: string, most: number | undefined, all: readonly number[]): void {
    const sorted = all.toSorted((one, other) => one - other);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    const range = sorted.length > 1 ? ` (${shown(sorted[0])}–${shown(sorted.at(-1))})` : '';
    this.add(
      figure,
      most === undefined ? '' : `≤ ${shown(most)}`,
      shown(middle) + range,
      !(middle > (most ?? Infinity)),
    );
  }

  size(figure: string, most: number, bytes: number): void {
    this.add(figure, `≤ ${(most / 1_000).toFixed(0)} KB`, `${(bytes / 1_000).toFixed(1)} KB`, bytes <= most);
  }

  score(figure: string, least: number, score: number): void {
    this.add(figure, `≥ ${least}`, `${Math.round(score)}`, score >= least);
  }

  note(figure: string, measured: string): void {
    this.add(figure, '', measured, true);
  }

  /** Each row is said at once, too: what was measured is not lost with what comes after it. */
  private add(figure: string, target: string, measured: string, met: boolean): void {
    this.rows.push({ figure, target, measured, met });
    console.log(`  ${figure}: ${measured}${target === '' ? '' : `, ${target}${met ? '' : '  MISSED'}`}`);
  }

  print(): void {
    const lines = this.rows.map(
      ({ figure, target, measured, met }) => `| ${figure} | ${target} | ${met ? measured : `**${measured}**`} |`,
    );
    console.log(['', '| figure | target | median (least–most) |', '|---|---|---|', ...lines].join('\n'));
  }
}

function shown(millis = Number.NaN): string {
  return millis >= 1_000 ? `${(millis / 1_000).toFixed(1)} s` : `${millis.toFixed(millis < 10 ? 1 : 0)} ms`;
}
