import { watch } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildServer } from './build.mjs';
import { createDevServer } from './lib/dev-server.mjs';
import { runMain } from './lib/fail.mjs';
import { prepare, root } from './lib/prepare.mjs';

// `npm run dev`: the product at its usual address, from the sources as they are. A change of the server builds it anew
// (not the types: `npm run check` looks at those) and restarts it; a change of the dashboard is put into the open page.
const folder = join(root, '.cache/dev');
const settleMs = 60;
const screens =
  'home|login|signup|forgot-password|reset-password|invitation|payment-links|payments|products|settings|developers';
const notDashboard = `^/(?!$|\\?|@|src/|node_modules/|(?:${screens})(?:/|\\?|$))`;

await runMain(async () => {
  await prepare({ build: false });
  const port = process.env.PORT ?? '3000';
  const environment = {
    LOG_LEVEL: 'debug',
    ...process.env,
    PORT: String(await freePort()),
    PUBLIC_URL: process.env.PUBLIC_URL ?? `http://localhost:${port}`,
  };
  await buildServer(root, folder);
  const server = createDevServer(join(folder, 'server/main.js'), environment);
  const dashboard = await openDashboard(Number(port), `http://127.0.0.1:${environment.PORT}`, server);
  const watcher = watchSources(async () => {
    try {
      await buildServer(root, folder);
      await server.restart();
    } catch {
      process.stderr.write('The sources cannot be built; what was built last goes on.\n');
    }
  });
  process.stderr.write(`http://localhost:${port} shows the sources as they are. Stop it with Ctrl+C.\n`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, async () => {
      watcher.close();
      await Promise.all([server.stop(), dashboard.close()]);
    });
  }
  await server.restart();
});

/** The dashboard's own server stands in front and hands on everything that is not the dashboard's. */
async function openDashboard(port, target, server) {
  const dashboardFolder = join(root, 'dashboard');
  const vitePath = createRequire(join(dashboardFolder, 'package.json')).resolve('vite');
  const { createServer: createViteServer } = await import(pathToFileURL(vitePath).href);
  const dashboard = await createViteServer({
    root: dashboardFolder,
    configFile: join(dashboardFolder, 'vite.config.ts'),
    clearScreen: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'as-the-server-would',
        transformIndexHtml: (html) =>
          html
            .replaceAll('__PLATFORM_NAME__', process.env.PLATFORM_NAME ?? 'Linktill')
            .replaceAll('__MAIL_DELIVERY__', process.env.SMTP_URL ? 'sent' : 'development'),
        configureServer: ({ middlewares }) => {
          middlewares.use((_request, _response, next) => {
            server.ready.then(
              () => next(),
              () => next(),
            );
          });
        },
      },
    ],
    server: { host: '127.0.0.1', port, strictPort: true, proxy: { [notDashboard]: target } },
  });
  await dashboard.listen();
  return dashboard;
}

/** Calls back once for changes that come together, as an editor's do. */
function watchSources(onChange) {
  let timer;
  return watch(join(root, 'src'), { recursive: true }, (_event, name) => {
    if (name?.includes('.test.')) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, settleMs);
  });
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
