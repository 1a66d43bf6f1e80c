import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startBrowser } from '#test/support/cluster-browser.ts';
import { openSeededServer, type SeededServer, type Size } from '../seeded/seeded-server.ts';
import { type Step, stepsOf } from './steps.ts';
import { beginWatching, endWatching, installWatcher, type Took } from './watch-page.ts';

const size: Size = { links: 10_000, payments: 100_000 };
const mostMs = 300;

/** Prints a table; 1 when something takes longer than people wait without noticing. */
export async function measureInteractions(rounds: number, keptIn: string | undefined): Promise<number> {
  // This runs as `build/run/interactions.js`.
  const buildFolder = dirname(dirname(fileURLToPath(import.meta.url)));
  process.stderr.write(`Filling ${size.links} links and ${size.payments} payments …\n`);
  const shop = await openSeededServer(buildFolder, size, keptIn);
  const running = await startBrowser();
  const browser = await chromium.connect(running.endpoint);
  try {
    const page = await openPage(browser, shop);
    const lines: string[] = [];
    let slow = 0;
    for (const step of await stepsOf(shop)) {
      const took = await repeat(page, shop, step, rounds);
      const [painted, api] = [took.map(({ paintedMs }) => paintedMs), took.map(({ apiMs }) => apiMs)];
      const isSlow = quantile(painted, 0.95) > mostMs;
      if (isSlow) slow += 1;
      const line = [
        step.title,
        `${inPairs(painted)} ms`,
        `${inPairs(api)} ms`,
        isSlow ? `above ${mostMs} ms` : '',
      ];
      lines.push(`| ${line.join(' | ')} |`);
      process.stderr.write(`${lines.at(-1)}\n`);
    }
    process.stdout.write(
      `| Press | painted, p50, p95 | slowest answer, p50, p95 | |\n|---|---|---|---|\n${lines.join('\n')}\n`,
    );
    return slow > 0 ? 1 : 0;
  } finally {
    await browser.close();
    await running.stop();
    await shop.stop();
  }
}

async function openPage(browser: Browser, { server, authorization }: SeededServer): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    // What watches is evaluated from text, which the policy of the page forbids.
    bypassCSP: true,
  });
  const value = authorization.replace(/^Token /, '');
  await context.addCookies([{ name: 'access_token', value, url: server.url, sameSite: 'Strict' }]);
  const page = await context.newPage();
  await installWatcher(page);
  return page;
}

/** The first round finds compilers and caches cold, and does not count. */
async function repeat(page: Page, { server }: SeededServer, step: Step, rounds: number): Promise<Took[]> {
  const all: Took[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    await page.goto(server.url + step.from, { waitUntil: 'networkidle' });
    await step.prepare?.(page, round);
    await beginWatching(page);
    await step.press(page, round);
    all.push(await endWatching(page));
  }
  return all.slice(1);
}

function inPairs(values: readonly number[]): string {
  return [0.5, 0.95].map((part) => Math.round(quantile(values, part))).join(', ');
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
