import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type PageServer, startPageServer } from '#test/pages/page-server.ts';
import { sampleContext } from '#test/pages/samples.ts';
import { type State, states } from '#test/pages/states.ts';
import { startBrowser } from '#test/support/cluster-browser.ts';

/**
 * `npm run screenshots [name…]`: photographs every state of the buyer's pages on a phone and a desk, light and dark,
 * into `screenshots/`, and fails on an accessibility violation, a policy report, a request to another host, sideways
 * scrolling at 320 px or a link page over its weight. Then every screen of the dashboard, empty, full and failing, by the
 * test that looks at them. With names, only states and screens whose name contains one of them.
 */
const folder = join(process.cwd(), 'screenshots', 'buyer');
const axe = readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core'), 'utf8');
const viewports = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];
const themes = ['light', 'dark'] as const;
const maxLinkPageBytes = 30 * 1024;

await main();

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const chosen = states.filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  const server = await startPageServer();
  for (const { name, render } of chosen) server.handlers.set(`GET /${name}`, render(sampleContext()));
  const running = await startBrowser();
  const browser = await chromium.connect(running.endpoint);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const complaints = weigh(server);
  try {
    for (const state of chosen) {
      for (const theme of themes)
        complaints.push(...(await photograph(browser, state, theme, server.origin)));
    }
  } finally {
    await browser.close();
    await running.stop();
    server.stop();
  }
  for (const complaint of complaints) process.stdout.write(`${complaint}\n`);
  process.stdout.write(
    `${chosen.length} states photographed into ${folder}, ${complaints.length} complaints.\n`,
  );
  const code = await photographDashboard(wanted);
  process.exitCode = complaints.length > 0 ? 1 : code;
}

/** @returns the exit code of the test, which tells what is wrong by itself */
async function photographDashboard(wanted: readonly string[]): Promise<number> {
  const pictures = join(process.cwd(), 'screenshots', 'dashboard');
  rmSync(pictures, { recursive: true, force: true });
  const vitest = join(process.cwd(), 'node_modules/vitest/vitest.mjs');
  const only = wanted.length > 0 ? ['-t', wanted.join('|'), '--passWithNoTests'] : [];
  const child = spawn(process.execPath, [vitest, 'run', 'test/e2e/dashboard/screens.test.ts', ...only], {
    stdio: 'inherit',
    env: { ...process.env, DASHBOARD_PICTURES: pictures },
  });
  const [code] = await once(child, 'exit');
  process.stdout.write(`The dashboard is photographed into ${pictures}.\n`);
  return code ?? 1;
}

/** What a buyer's phone loads before the link page stands. */
function weigh({ assets, handlers }: PageServer): string[] {
  const page = handlers.get('GET /link');
  if (typeof page !== 'string') return [];
  const sizes = [page, assets.style, assets.script].map((text) => gzipSync(text, { level: 9 }).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  process.stdout.write(`Link page: ${sizes.join(' + ')} = ${total} bytes gzipped (HTML, CSS, script).\n`);
  return total > maxLinkPageBytes
    ? [`The link page weighs ${total} bytes, more than ${maxLinkPageBytes}.`]
    : [];
}

async function photograph(
  browser: Browser,
  state: State,
  colorScheme: (typeof themes)[number],
  origin: string,
): Promise<string[]> {
  const complaints: string[] = [];
  const complain = (what: string) => complaints.push(`${state.name} (${colorScheme}): ${what}`);
  const context = await browser.newContext({ colorScheme, locale: 'en-GB' });
  const page = await openQuietly(await context.newPage(), state, origin, complain);
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    await page.goto(`${origin}/${state.name}`, { waitUntil: 'load' });
    for (const violation of await violations(page)) complain(`at ${viewport.width} px: ${violation}`);
    const path = join(folder, `${state.name}-${viewport.width}-${colorScheme}`);
    await page.screenshot({ path: `${path}.png`, fullPage: true });
    if (await openFolds(page)) {
      for (const violation of await violations(page))
        complain(`unfolded at ${viewport.width} px: ${violation}`);
      await page.screenshot({ path: `${path}-unfolded.png`, fullPage: true });
    }
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
  if (overflow > 0) complain(`scrolls sideways by ${overflow} px at 320 px`);
  await context.close();
  return complaints;
}

/** Watches a page for errors, policy reports and requests that leave this machine. */
async function openQuietly(page: Page, state: State, origin: string, complain: (what: string) => void) {
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
  return page;
}

/** Opens every fold, because what is hidden is part of the page. False where there is none. */
async function openFolds(page: Page): Promise<boolean> {
  const count = await page.evaluate(
    `(() => { const folds = document.querySelectorAll('details'); for (const fold of folds) fold.open = true; return folds.length; })()`,
  );
  return Number(count) > 0;
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
