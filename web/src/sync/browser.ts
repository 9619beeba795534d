import type { Random } from './core/events';

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** What a user recognises this browser by in the list of their devices: "Firefox on Windows". */
export function deviceName(userAgent: string, brands: readonly string[]): string {
  const named = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'Browser';
  // Browsers built from Chromium call themselves Chrome; their brands say more.
  const plain = named === 'Chrome' && brands.length > 0 && !brands.includes('Google Chrome');
  const brand = brands.find((each) => each !== 'Chromium' && !/not.*brand/i.test(each));
  const browser = plain ? (brand ?? 'Chromium') : named;
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  return system === undefined ? browser : `${browser} on ${system}`;
}

/** The brands that the browser gives itself, where it does. */
export function brandsOf(from: object): readonly string[] {
  const data = 'userAgentData' in from ? from.userAgentData : undefined;
  const brands = typeof data === 'object' && data !== null && 'brands' in data ? data.brands : undefined;
  return Array.isArray(brands)
    ? brands.map((each: { readonly brand?: unknown }) => each.brand).filter((each) => typeof each === 'string')
    : [];
}

/** For jitter only. */
export const BROWSER_RANDOM: Random = { below: (bound) => Math.floor(Math.random() * bound) };

export function randomBytes(n: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(n));
}

/** Another one each time; `crypto.randomUUID` is there over HTTPS only. */
export function randomName(): string {
  return [...randomBytes(12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
