import base from './playwright.config';

/** Not tests but pictures: `npm run screens` draws docs/web/*.png anew, and all others into target/screens. */
export default {
  ...base,
  testDir: 'screens',
  outputDir: 'target/screens-run',
  timeout: 300_000,
  use: { ...base.use, trace: 'off' as const, actionTimeout: 15_000 },
};
