/** Wires everything; the only one that knows all layers. */
import { App } from './sync/app';
import { BROWSER_CLOCK } from './sync/clock';
import { mount } from './ui/app';
import type { AppPort } from './ui/ports';

const app = new App({
  origin: location.origin,
  fetch: (path, init) => fetch(path, init),
  clock: BROWSER_CLOCK,
  version: GODWIT_VERSION,
  reloadPage: () => location.reload(),
});

const root = document.getElementById('root');
if (root !== null) {
  const port: AppPort = app;
  mount(root, port);
  // While developing, modules change too often to be kept.
  void app.start(import.meta.env.PROD ? '/service-worker.js' : undefined);
}
