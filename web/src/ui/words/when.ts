/*
 * Times for people: the day in the language of the words, the clock as the person's system writes it. Everything takes
 * the present as an argument, so that it can be told again when the day changes.
 */

const DAY = 24 * 60 * 60 * 1000;

/** Puts times into the words of one language. */
export class When {
  readonly #clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
  readonly #weekday: Intl.DateTimeFormat;
  readonly #weekdayShort: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #dayOfYear: Intl.DateTimeFormat;
  readonly #dayShort: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;
  readonly #relative: Intl.RelativeTimeFormat;

  constructor(language: string) {
    this.#weekday = new Intl.DateTimeFormat(language, { weekday: 'long' });
    this.#weekdayShort = new Intl.DateTimeFormat(language, { weekday: 'short' });
    this.#day = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });
    this.#dayOfYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' });
    this.#dayShort = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
    this.#date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
    this.#relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  }

  /** "14:05" */
  clock(at: number): string {
    return this.#clock.format(at);
  }

  /** Shortest that still says which day: "14:05", "Yesterday", "Tue", "3 May", "3 May 2024". */
  short(at: number, now: number): string {
    const days = daysBetween(at, now);
    if (days <= 0) {
      return this.clock(at);
    }
    if (days === 1) {
      return capital(this.#relative.format(-1, 'day'));
    }
    if (days < 7) {
      return this.#weekdayShort.format(at);
    }
    return sameYear(at, now) ? this.#dayShort.format(at) : this.#date.format(at);
  }

  /** Heading of a day: "Today", "Yesterday", "Tuesday", "Sunday, May 3", "May 3, 2024". */
  day(at: number, now: number): string {
    const days = daysBetween(at, now);
    if (days === 0 || days === 1) {
      return capital(this.#relative.format(-days, 'day'));
    }
    if (days > 1 && days < 7) {
      return this.#weekday.format(at);
    }
    return sameYear(at, now) ? this.#day.format(at) : this.#dayOfYear.format(at);
  }

  /** Day and clock: "Today, 14:05". */
  full(at: number, now: number): string {
    return `${this.day(at, now)}, ${this.clock(at)}`;
  }
}

/** Whole days by the calendar of this device; below 0: `at` is after today. */
export function daysBetween(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / DAY);
}

/** Midnight before `at`: the same for all times of one day. */
export function startOfDay(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

function sameYear(at: number, now: number): boolean {
  return new Date(at).getFullYear() === new Date(now).getFullYear();
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
