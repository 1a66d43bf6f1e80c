import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { contentSecurityPolicy } from '#pages/content-security-policy.ts';
import { sampleContext } from '#test/pages/samples.ts';
import { type State, states } from '#test/pages/states.ts';
import { startBrowser } from '#test/support/cluster-browser.ts';

/**
 * `npm run screenshots [name…]`: photographs every state of the buyer's pages on a phone and a desk, light and dark,
 * into `screenshots/`, and fails on an accessibility violation, a policy report, sideways scrolling at 320 px or a
 * link page over its weight. With names, only states whose name contains one of them.
 */
const folder = join(process.cwd(), 'screenshots', 'buyer');
const axe = readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core'), 'utf8');
const widths = [390, 1280] as const;
const themes = ['light', 'dark'] as const;
const maxLinkPageBytes = 30 * 1024;

type Files = ReadonlyMap<string, { readonly type: string; readonly body: string }>;

await main();

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const chosen = states.filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  const files = await makeFiles(chosen);
  const { server, origin } = await serve(files);
  const running = await startBrowser();
  const browser = await chromium.connect(running.endpoint);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const complaints = weigh(files);
  try {
    for (const state of chosen) complaints.push(...(await photograph(browser, state, origin)));
  } finally {
    await browser.close();
    await running.stop();
    server.close();
  }
  for (const complaint of complaints) process.stdout.write(`${complaint}\n`);
  process.stdout.write(
    `${chosen.length} states photographed into ${folder}, ${complaints.length} complaints.\n`,
  );
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

async function makeFiles(chosen: readonly State[]): Promise<Files> {
  const context = sampleContext();
  const bundle = (entry: string) =>
    build({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      write: false,
    });
  const [script, style] = await Promise.all([
    bundle('src/pages/scripts/pages.ts'),
    bundle('src/pages/styles/pages.css'),
  ]);
  const pages = chosen.map(
    ({ name, render }) => [`/${name}`, { type: 'text/html', body: render(context) }] as const,
  );
  return new Map([
    ...pages,
    [context.assets.script, { type: 'text/javascript', body: script.outputFiles[0]?.text ?? '' }],
    [context.assets.css, { type: 'text/css', body: style.outputFiles[0]?.text ?? '' }],
  ]);
}

async function serve(files: Files): Promise<{ server: Server; origin: string }> {
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    const body = file?.body ?? '';
    const [, style = ''] = /<style>(.*?)<\/style>/.exec(body) ?? [];
    const accentHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
    response.writeHead(file ? 200 : 404, {
      'content-type': `${file?.type ?? 'text/plain'}; charset=utf-8`,
      'content-security-policy': contentSecurityPolicy({ accentHash }),
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What a buyer's phone loads before the link page stands. */
function weigh(files: Files): string[] {
  const context = sampleContext();
  const parts = ['/link', context.assets.css, context.assets.script];
  if (!files.has('/link')) return [];
  const sizes = parts.map((path) => gzipSync(files.get(path)?.body ?? '', { level: 9 }).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  process.stdout.write(`Link page: ${sizes.join(' + ')} = ${total} bytes gzipped (HTML, CSS, script).\n`);
  return total > maxLinkPageBytes
    ? [`The link page weighs ${total} bytes, more than ${maxLinkPageBytes}.`]
    : [];
}

async function photograph(browser: Browser, state: State, origin: string): Promise<string[]> {
  const complaints: string[] = [];
  for (const colorScheme of themes) {
    const context = await browser.newContext({ colorScheme, deviceScaleFactor: 1, locale: 'en-GB' });
    const page = await context.newPage();
    const complain = (what: string) => complaints.push(`${state.name} (${colorScheme}): ${what}`);
    page.on('console', (message) => message.type() === 'error' && complain(message.text()));
    page.on('pageerror', (error) => complain(error.message));
    await page.route(
      (url) => url.origin !== origin,
      // An answer without content keeps a page that leaves where it is; nothing else may ask another host.
      (route) => {
        if (!state.name.startsWith('leave-')) complain(`asks ${route.request().url()}`);
        return route.fulfill({ status: 204 });
      },
    );
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.goto(`${origin}/${state.name}`, { waitUntil: 'commit' });
      await page.waitForLoadState('load');
      for (const violation of await violations(page)) complain(`at ${width} px: ${violation}`);
      await page.screenshot({
        path: join(folder, `${state.name}-${width}-${colorScheme}.png`),
        fullPage: true,
      });
    }
    await page.setViewportSize({ width: 320, height: 640 });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    if (Number(overflow) > 0) complain(`scrolls sideways by ${overflow} px at 320 px`);
    await context.close();
  }
  return complaints;
}

async function violations(page: Page): Promise<string[]> {
  // Injected by evaluation: the page's policy rightly refuses a script element.
  await page.evaluate(axe);
  const found = await page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) =>
      id + ': ' + nodes.map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join('; ')))`,
  );
  return found as string[];
}
