import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { cancel, payToChallenge, placesOf, query, stateOf } from '#test/support/paying.ts';
import { buyer, cards, makeLink, must, pay, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** A browser without JavaScript: keeps the cookies that it is given, by their path, and sends forms as pages have them. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async get(path: string) {
    return this.#keep(path, await app.client().get(path, this.#headers(path)));
  }

  async post(path: string, fields: Record<string, string>) {
    const headers = { ...this.#headers(path), 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(fields).toString();
    return this.#keep(path, await app.client().request('POST', path, body, headers));
  }

  /** Opens the form at an address, changes what is given, and sends the rest as it stands there. */
  async continue(path: string, typed: Record<string, string> = {}) {
    const page = await this.get(path);
    expect(page.status, page.text.slice(0, 300)).toBe(200);
    const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const reply = await this.post(action.replaceAll('&amp;', '&'), { ...fieldsOf(page.text), ...typed });
    expect(reply.status, reply.text.slice(0, 300)).toBe(303);
    return reply.headers.get('location') ?? '';
  }

  forget(): void {
    this.#cookies.clear();
  }

  #headers(path: string): Record<string, string> {
    const sent = [...this.#cookies].flatMap(([at, cookie]) => (path.startsWith(at) ? [cookie] : []));
    return { accept: 'text/html', ...(sent.length > 0 ? { cookie: sent.join('; ') } : {}) };
  }

  #keep<T extends { headers: Headers }>(path: string, reply: T): T {
    for (const line of reply.headers.getSetCookie()) {
      expect(line).toMatch(/; HttpOnly(;|$)/);
      expect(line).toMatch(/; SameSite=Lax(;|$)/);
      expect(line).toMatch(/; Max-Age=3600(;|$)/);
      const at = /; Path=(\/pay\/[0-9a-f-]{36});/.exec(line)?.[1];
      if (at === undefined) throw new Error(`${path} set a cookie that goes beyond its link: ${line}`);
      this.#cookies.set(at, line.split(';')[0] ?? '');
    }
    return reply;
  }
}

/** What a form would send as it stands. */
function fieldsOf(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input[^>]*>/g)].flatMap(([tag]) => {
    const field = /name="([^"]+)"/.exec(tag)?.[1];
    return field ? [[field, /value="([^"]*)"/.exec(tag)?.[1] ?? ''] as const] : [];
  });
  const country = /<option value="([A-Z]{2})"[^>]* selected/.exec(html)?.[1] ?? '';
  return { ...Object.fromEntries(inputs), billing_country: country };
}

const tokenOf = (path: string) => path.split('/')[2] ?? '';
const typed = {
  ...buyer,
  billing_company: 'Nordlicht GmbH',
  billing_line1: 'Elbchaussee 1',
  billing_city: 'Hamburg',
};

async function onePlace(overrides: Record<string, unknown> = {}) {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { max_uses: 1, ...overrides });
  const browser = new Browser();
  return { merchant, link, path: `/pay/${link.id}`, browser };
}

const changeOf = async (browser: Browser, checkoutPath: string) =>
  /<a href="([^"]+)">Change/.exec((await browser.get(checkoutPath)).text)?.[1] ?? '';

const waysBack: [string, (browser: Browser, link: Json, checkoutPath: string) => Promise<string>][] = [
  ['opens the link again, in any tab', async (_, link) => `/pay/${link.id}`],
  ['chooses "Change"', (browser, _, checkoutPath) => changeOf(browser, checkoutPath)],
  [
    'chooses "Change" in a browser that keeps no cookie',
    async (browser, _, checkoutPath) => {
      browser.forget();
      return changeOf(browser, checkoutPath);
    },
  ],
];

describe.each(waysBack)('a buyer who holds the only place and %s', (_, back) => {
  test('finds what was typed and the place that is held', async () => {
    const { link, path, browser } = await onePlace();
    const checkout = await browser.continue(path, typed);
    const page = await browser.get(await back(browser, link, checkout));
    expect(page.status).toBe(200);
    expect(fieldsOf(page.text)).toMatchObject(typed);
    expect(page.text).toContain('Your place is kept until');
    expect(page.headers.get('cache-control')).toBe('no-store, no-transform');
  });

  test('corrects the email in the checkout that is open, without a second place', async () => {
    const { link, path, browser } = await onePlace({ max_uses: 2 });
    const checkout = await browser.continue(path, typed);
    const again = await browser.continue(await back(browser, link, checkout), {
      billing_email: 'maja@correct.example',
      billing_line1: '',
    });
    expect(again).toBe(checkout);
    expect(await placesOf(app, link)).toEqual({ max_uses: 2, used: 0, held: 1 });
    const { billing } = await stateOf(app, { token: tokenOf(checkout) });
    expect(billing).toMatchObject({ email: 'maja@correct.example', line1: null, city: 'Hamburg' });
    must(200, await pay(app, tokenOf(checkout)));
    expect(
      await query(app, 'select payer_email from checkouts where payment_link_id = $1', [link.id]),
    ).toEqual([{ payer_email: 'maja@correct.example' }]);
  });

  test('corrects it after a decline, too: the transaction names the new address', async () => {
    const { link, path, browser } = await onePlace();
    const checkout = await browser.continue(path, typed);
    expect((await pay(app, tokenOf(checkout), cards.declined)).status).toBe(402);
    await browser.continue(await back(browser, link, checkout), { billing_email: 'maja@correct.example' });
    must(200, await pay(app, tokenOf(checkout)));
    const [row] = await query(app, 'select payer_email from transactions where payment_link_id = $1', [
      link.id,
    ]);
    expect(row).toEqual({ payer_email: 'maja@correct.example' });
  });

  test('changes the currency of the open checkout while nothing was tried', async () => {
    const { link, path, browser } = await onePlace();
    const checkout = await browser.continue(path, typed);
    const form = await back(browser, link, checkout);
    expect(await browser.continue(`${form}?currency=EUR`)).toBe(checkout);
    expect(await stateOf(app, { token: tokenOf(checkout) })).toMatchObject({
      currency: 'EUR',
      total: '55.00',
    });
    expect((await pay(app, tokenOf(checkout), cards.declined)).status).toBe(402);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
  });
});

describe('the hold of a link', () => {
  test('is nobody else’s: another browser sees that all places are held, and no word of the buyer', async () => {
    const { link, path, browser } = await onePlace();
    await browser.continue(path, typed);
    const other = await new Browser().get(path);
    expect(other.status).toBe(409);
    expect(other.text).not.toContain('maja@example.com');
    const second = await onePlace();
    const stranger = await app.client().get(second.path, {
      accept: 'text/html',
      cookie: `checkout=${tokenOf(await new Browser().continue((await onePlace()).path, typed))}`,
    });
    expect(stranger.text).not.toContain('maja@example.com');
    for (const value of ['nonsense', 'a.b.c', '', '%00'])
      expect(
        (await app.client().get(path, { accept: 'text/html', cookie: `checkout=${value}` })).status,
      ).toBe(409);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
  });

  test('ends with the checkout: paid, canceled or over, the link is as for anybody', async () => {
    for (const end of ['paid', 'canceled', 'expired']) {
      const { path, browser } = await onePlace({ max_uses: 2 });
      const token = tokenOf(await browser.continue(path, typed));
      if (end === 'paid') must(200, await pay(app, token));
      if (end === 'canceled') must(200, await cancel(app, { token }));
      if (end === 'expired') app.clock.advance(1_806_000);
      const page = await browser.get(path);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('maja@example.com');
      expect(await browser.continue(path, typed)).not.toContain(token);
    }
  });

  test('at a challenge leads back to the payment that is under way', async () => {
    const { path, browser } = await onePlace();
    const checkout = await browser.continue(path, typed);
    await payToChallenge(app, { token: tokenOf(checkout) });
    const page = await browser.get(path);
    expect([page.status, page.headers.get('location')]).toEqual([303, checkout]);
  });

  test('survives the end of the sale, and ends when the seller closes it', async () => {
    const expires_at = new Date(app.clock.now().getTime() + 60_000).toISOString();
    const { merchant, link, path, browser } = await onePlace({ expires_at });
    const checkout = await browser.continue(path, typed);
    app.clock.advance(61_000);
    expect((await browser.get(path)).headers.get('location')).toBe(checkout);
    must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { is_active: false }));
    expect((await browser.get(path)).status).toBe(410);
  });

  test('changed and paid at once: one payment, to the one or the other address, and one place', async () => {
    for (let round = 0; round < 5; round++) {
      const { link, path, browser } = await onePlace();
      const checkout = await browser.continue(path, typed);
      const form = { ...typed, currency: 'EUR' };
      const [, paid] = await Promise.all([
        Promise.all([browser.post(path, form), browser.post(`${checkout}/change`, form)]),
        pay(app, tokenOf(checkout)),
      ]);
      must(200, paid);
      expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
      const [row] = await query(
        app,
        `select c.total_minor = t.gross_minor as same, c.currency = t.currency as "sameCurrency"
        from checkouts c join transactions t on t.checkout_id = c.id where c.payment_link_id = $1`,
        [link.id],
      );
      expect(row).toEqual({ same: true, sameCurrency: true });
    }
  });
});
