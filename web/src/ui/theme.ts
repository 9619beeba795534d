export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** `--surface` of tokens.css. */
const SURFACE = { light: '#FBF9F6', dark: '#171614' } as const;

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
  // What the browser draws around the page.
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const dark = now === 'dark' || (now === 'system' && meta.media.includes('dark'));
    meta.content = dark ? SURFACE.dark : SURFACE.light;
  }
}
