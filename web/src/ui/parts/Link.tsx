import type { ComponentProps, MouseEvent } from 'react';
import { go, pathOf, type Route } from '../routes';

interface Props extends Omit<ComponentProps<'a'>, 'href'> {
  readonly to: Route;
  /** Back does not come here again. */
  readonly replace?: boolean;
}

/** A link within the app: a real address, so that it opens in a new tab too. */
export function Link({ to, replace = false, onClick, children, ...rest }: Props) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (plain && !event.defaultPrevented) {
      event.preventDefault();
      go(to, replace);
    }
  };
  return (
    <a {...rest} href={pathOf(to)} onClick={follow}>
      {children}
    </a>
  );
}
