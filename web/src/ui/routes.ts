import { useMemo, useSyncExternalStore } from 'react';

/** What the screen shows; all of it is in the address, so that Back, Reload and links work. */
export type Route =
  | { readonly name: 'list' }
  /** `at`: place of the message to begin with. */
  | { readonly name: 'conversation'; readonly key: number; readonly at?: number }
  /** Details of a person or a group, beside or over its conversation. */
  | { readonly name: 'info'; readonly key: number }
  /** "Where is my message?" */
  | { readonly name: 'message'; readonly key: number; readonly message: number }
  | { readonly name: 'new' }
  | { readonly name: 'newGroup' }
  | { readonly name: 'contacts' }
  | { readonly name: 'outbox' }
  | { readonly name: 'settings'; readonly part?: SettingsPart }
  | { readonly name: 'join'; readonly group: string; readonly code: string }
  /** Somebody opened part of a link to a group. */
  | { readonly name: 'badLink' }
  /** Opened by an invitation to this server; says nothing to who has an account. */
  | { readonly name: 'invited'; readonly code: string };

export const SETTINGS_PARTS = ['appearance', 'presence', 'devices', 'invite', 'storage', 'keys', 'about'] as const;
export type SettingsPart = (typeof SETTINGS_PARTS)[number];

const INVITATION = /^#[\w-]{4,64}$/;
const GROUP_LINK = /^#(g[0-9a-z]{32})\.([0-9a-z]{26})$/;

/** Reads an address; what it does not know is the list. */
export function readRoute(url: { readonly pathname: string; readonly search: string; readonly hash: string }): Route {
  const [first, second, third, fourth, ...rest] = url.pathname.split('/').filter((part) => part !== '');
  if (rest.length > 0) {
    return { name: 'list' };
  }
  switch (first) {
    case 'c':
      return conversationRoute(numberIn(second), third, numberIn(fourth), url.search);
    case 'new':
      return { name: 'new' };
    case 'group':
      return second === 'new' ? { name: 'newGroup' } : { name: 'list' };
    case 'contacts':
    case 'outbox':
      return { name: first };
    case 'settings':
      return { name: 'settings', part: SETTINGS_PARTS.find((part) => part === second) };
    case 'join': {
      const [, group, code] = GROUP_LINK.exec(url.hash) ?? [];
      return group !== undefined && code !== undefined ? { name: 'join', group, code } : { name: 'badLink' };
    }
    case 'invited':
      return INVITATION.test(url.hash) ? { name: 'invited', code: url.hash.slice(1) } : { name: 'list' };
    default:
      return { name: 'list' };
  }
}

function conversationRoute(
  key: number | undefined,
  what: string | undefined,
  message: number | undefined,
  search: string,
): Route {
  if (key === undefined) {
    return { name: 'list' };
  }
  if (what === 'info') {
    return { name: 'info', key };
  }
  if (what === 'm' && message !== undefined) {
    return { name: 'message', key, message };
  }
  const at = numberIn(new URLSearchParams(search).get('at') ?? undefined);
  return at === undefined ? { name: 'conversation', key } : { name: 'conversation', key, at };
}

/** Places of what waits may be negative once taken relative to `WAITING`, but never here: they are whole and not below 0. */
function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : undefined;
}

export function pathOf(route: Route): string {
  switch (route.name) {
    case 'list':
      return '/';
    case 'conversation':
      return route.at === undefined ? `/c/${route.key}` : `/c/${route.key}?at=${route.at}`;
    case 'info':
      return `/c/${route.key}/info`;
    case 'message':
      return `/c/${route.key}/m/${route.message}`;
    case 'new':
      return '/new';
    case 'newGroup':
      return '/group/new';
    case 'contacts':
      return '/contacts';
    case 'outbox':
      return '/outbox';
    case 'settings':
      return route.part === undefined ? '/settings' : `/settings/${route.part}`;
    case 'join':
      return `/join#${route.group}.${route.code}`;
    case 'badLink':
      return '/join';
    case 'invited':
      return `/invited#${route.code}`;
    default: {
      const never: never = route;
      return never;
    }
  }
}

/** How many of our own screens are behind this one: Back leaves the app only from the first. */
interface Depth {
  readonly depth: number;
}

function depth(): number {
  const state = history.state as Depth | null;
  return state?.depth ?? 0;
}

const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) {
    listener();
  }
}

/** Goes there; `replace`: Back does not come here again. */
export function go(route: Route, replace = false): void {
  const path = pathOf(route);
  if (path === address()) {
    return;
  }
  const state: Depth = { depth: replace ? depth() : depth() + 1 };
  if (replace) {
    history.replaceState(state, '', path);
  } else {
    history.pushState(state, '', path);
  }
  changed();
}

/** Goes where the user came from, or to `otherwise` if that was not in the app. */
export function goBack(otherwise: Route): void {
  if (depth() > 0) {
    history.back();
  } else {
    go(otherwise, true);
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  window.addEventListener('hashchange', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
    window.removeEventListener('hashchange', listener);
  };
}

function address(): string {
  return location.pathname + location.search + location.hash;
}

export function useRoute(): Route {
  const now = useSyncExternalStore(subscribe, address);
  return useMemo(() => readRoute(new URL(location.origin + now)), [now]);
}
