import base from './playwright.config';

/** Not tests but measurements: `npm run figures`. Minutes long, and only true on a machine that does nothing else. */
export default {
  ...base,
  testDir: 'figures',
  outputDir: 'target/figures',
  timeout: 1_200_000,
  // A trace takes a picture of the page at each step: it would measure itself.
  use: { ...base.use, trace: 'off' as const },
};
