import { MessageDetails } from '../conversation/MessageDetails';
import { Info } from '../people/Info';
import type { Route } from '../routes';

interface Props {
  readonly route: Extract<Route, { readonly name: 'info' | 'message' }>;
}

/** What stands beside a conversation: about it, or about one of its messages. */
export function Side({ route }: Props) {
  switch (route.name) {
    case 'info':
      return <Info conversation={route.key} />;
    case 'message':
      return <MessageDetails key={route.message} conversation={route.key} message={route.message} />;
    default: {
      const never: never = route;
      return never;
    }
  }
}
