export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'godwit.theme';

/** Of this browser, not of the account: a phone at night is not a desk at noon. */
export function theme(): Theme {
  const kept = keptTheme();
  return THEMES.find((each) => each === kept) ?? 'system';
}

export function setTheme(to: Theme): void {
  try {
    localStorage.setItem(KEY, to);
  } catch {
    // A browser that keeps nothing shows it until the page is closed.
  }
  show(to);
}

/** Call it once before the first thing is drawn. */
export function applyTheme(): void {
  show(theme());
}

function keptTheme(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function show(now: Theme): void {
  if (now === 'system') {
    delete document.documentElement.dataset['theme'];
  } else {
    document.documentElement.dataset['theme'] = now;
  }
}
