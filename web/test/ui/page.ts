/*
 * The screens without a server and without an engine, to look at while they are drawn. Not shipped:
 * `npx vite`, then /test/ui/index.html?world=busy&connection=waiting&theme=dark&path=/c/1
 */
import { setTheme, THEMES } from '../../src/ui/theme';
import { mount } from '../../src/ui/app';
import { port } from './port';

const wanted = new URLSearchParams(location.search);
const chosen = THEMES.find((each) => each === wanted.get('theme'));
if (chosen) {
  setTheme(chosen);
}
history.replaceState(null, '', wanted.get('path') ?? '/');
const root = document.getElementById('root');
if (root) {
  mount(root, port(wanted));
}
