import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locales } from '#platform/text/locales.ts';
import { accessibilityFaults, type Visitor, visit } from '#test/support/browser.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { sampleContext } from './samples.ts';
import { stateNamed } from './states.ts';

/** One of each layout; the others differ by their words only. */
const layouts = [
  ...[
    'link',
    'link-kept-for-others',
    'checkout',
    'checkout-insufficient_funds',
    'checkout-ways-bank',
    'checkout-live',
  ],
  ...['challenge', 'processing', 'transfer-waiting', 'transfer-part-coming', 'receipt-partly-refunded'],
  ...['announcement-link_held', 'announcement-late_payment'],
];

let server: PageServer;
let phone: Visitor;
beforeAll(async () => {
  server = await startPageServer();
  for (const locale of locales) {
    for (const name of layouts) {
      const html = stateNamed(name).render(sampleContext({ locale, path: `/${locale}/${name}` }));
      server.handlers.set(`GET /${locale}/${name}`, html);
    }
  }
  phone = await visit(server.origin, { width: 320 });
});
afterAll(async () => {
  await phone.close();
  server.stop();
});

describe.each(locales)('in %s', (locale) => {
  it.each(layouts)('%s fits a small phone, and its buttons hold their words', async (name) => {
    const { page } = phone;
    await page.goto(`${server.origin}/${locale}/${name}`);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.button, .pill, h1, label, summary')]
        .filter(
          (part) =>
            part.offsetParent !== null && part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0,
        )
        .map((part) => part.textContent),
    );
    expect(cut).toEqual([]);
    const broken = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('dt')]
        .filter((term) => {
          const { right, bottom, height } = term.getBoundingClientRect();
          const next = term.nextElementSibling?.getBoundingClientRect();
          const lineHeight = Number.parseFloat(getComputedStyle(term).lineHeight);
          const isCovered = next !== undefined && next.left < right - 1 && next.top < bottom - 1;
          return isCovered || height > 2.5 * lineHeight;
        })
        .map((term) => term.textContent),
    );
    expect(broken).toEqual([]);
    if (process.env.PICTURES)
      await page.screenshot({ path: `${process.env.PICTURES}/${locale}-${name}.png`, fullPage: true });
  });
});

it('the choice of a language has nothing for axe to find, closed and open', async () => {
  const { page } = phone;
  await page.goto(`${server.origin}/pl/checkout`);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.locator('.languages summary').click();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
});
