import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runMain } from './lib/fail.mjs';
import { prepare, root } from './lib/prepare.mjs';

// `npm start`: makes the checkout ready and becomes the server. The server runs in this very process, so that
// stopping npm stops it.
await runMain(async () => {
  await prepare();
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(join(root, 'build/server/main.js')).href);
});
