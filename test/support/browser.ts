import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserEndpoint } from './cluster.ts';

export type Visitor = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Fails when the page broke its policy, threw, or asked another host for anything. */
  check(): void;
  close(): Promise<void>;
};

export type VisitorOptions = {
  javaScript?: boolean;
  width?: number;
  dark?: boolean;
  /** Of the visitor; `system` leaves it to the browser, which may tell a name that is no language tag. */
  locale?: string;
  /** Hosts besides the site's own that this test leaves for on purpose. */
  alsoAllowed?: readonly string[];
};

/** What never comes fails by it; a machine that is busy with other tests does not. */
const longestWaitMs = 30_000;

let connected: Promise<Browser> | undefined;

async function browser(): Promise<Browser> {
  connected ??= browserEndpoint().then((endpoint) => chromium.connect(endpoint));
  return connected.catch((error) => {
    // The next one asks again.
    connected = undefined;
    throw error;
  });
}

/** A fresh visitor of the site: no cookies, watched for everything that a page must never do. */
export async function visit(origin: string, options: VisitorOptions = {}): Promise<Visitor> {
  const faults: string[] = [];
  const context = await (await browser()).newContext({
    javaScriptEnabled: options.javaScript ?? true,
    viewport: { width: options.width ?? 1280, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    ...(options.locale === 'system' ? {} : { locale: options.locale ?? 'en-GB' }),
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(longestWaitMs);
  const page = await context.newPage();
  const allowed = [origin, ...(options.alsoAllowed ?? [])];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) faults.push(`policy: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (/^(data|blob|about):/.test(url) || allowed.some((host) => url.startsWith(host))) return;
    faults.push(`request to another host: ${url}`);
  });
  return {
    page,
    context,
    check: () => expect(faults).toEqual([]),
    close: () => context.close(),
  };
}

/** Waits until no place is held for something that is still loading, and every picture is there. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('[role="status"][aria-label="Loading"]') === null &&
      [...document.images].every(({ complete }) => complete),
  );
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let axeSource: Promise<string> | undefined;

/** What axe finds wrong by WCAG 2.2 AA, each as one line; the policy refuses a script tag, so it is evaluated. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // A document that was looked at before has it.
  if (!(await page.evaluate('"axe" in globalThis'))) {
    axeSource ??= readFile(axePath, 'utf8');
    await page.evaluate(await axeSource);
  }
  return page.evaluate(async () => {
    const axe = (
      globalThis as unknown as {
        axe: {
          run(options: object): Promise<{
            violations: { id: string; nodes: { target: unknown[]; failureSummary: string }[] }[];
          }>;
        };
      }
    ).axe;
    const { violations } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      // Nobody reads what is right, and telling it in full takes a third of the time.
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
    );
  });
}
