import type { Route } from '../routes';

/** Which column a phone shows. */
export function layoutOf(route: Route): 'showList' | 'showMain' | 'showDetails' {
  switch (route.name) {
    case 'list':
    case 'invited':
      return 'showList';
    case 'info':
    case 'message':
      return 'showDetails';
    case 'conversation':
    case 'new':
    case 'newGroup':
    case 'contacts':
    case 'outbox':
    case 'settings':
    case 'join':
    case 'badLink':
      return 'showMain';
    default: {
      const never: never = route;
      return never;
    }
  }
}

/** Key of the conversation that an address is about. */
export function conversationOf(route: Route): number | undefined {
  return route.name === 'conversation' || route.name === 'info' || route.name === 'message' ? route.key : undefined;
}
