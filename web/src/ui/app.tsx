import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { Loading } from './account/Loading';
import { NoStorage } from './account/NoStorage';
import { Fence } from './Fence';
import { later } from './later';
import { SayLine } from './parts/Say';
import type { AppPort } from './ports';
import { PortContext, SessionContext } from './session';
import { Shell } from './shell/Shell';
import './styles/tokens.css';
import './styles/base.css';
import { applyTheme } from './theme';

const AccountScreen = later(() => import('./account/AccountScreen').then((file) => file.AccountScreen));

/** Draws the app into `root`, for as long as the page lives. */
export function mount(root: HTMLElement, port: AppPort): void {
  applyTheme();
  createRoot(root).render(
    <StrictMode>
      <App port={port} />
    </StrictMode>,
  );
}

export function App({ port }: { readonly port: AppPort }) {
  return (
    <PortContext value={port}>
      <Fence>
        <SayLine>
          <Screen port={port} />
        </SayLine>
      </Fence>
    </PortContext>
  );
}

function Screen({ port }: { readonly port: AppPort }) {
  const state = useSyncExternalStore(
    (listener) => port.subscribe(listener),
    () => port.state(),
  );
  switch (state.type) {
    case 'loading':
      return <Loading />;
    case 'noStorage':
      return <NoStorage reason={state.reason} />;
    case 'signedOut':
      return <AccountScreen locked={state.locked} waiting={state.waiting} />;
    case 'signedIn':
      return (
        <SessionContext value={state.session} key={state.session.account.user}>
          <Shell />
        </SessionContext>
      );
    default: {
      const never: never = state;
      return never;
    }
  }
}
