import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { cancel, query } from '#test/support/paying.ts';
import { cards, makeLink, must, pay, signUp, start, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const html = { accept: 'text/html' };
const website = 'https://shop.example';

async function shop() {
  const merchant = await signUp(app);
  must(200, await merchant.client.patch('/api/organization/', { website, allow_ad_hoc_items: true }));
  return merchant;
}

/** The address in the button of the page that leaves, as it stands there. */
async function leftFor(token: string): Promise<string> {
  const page = await app.client().get(`/checkout/${token}/leave`, html);
  expect(page.status).toBe(200);
  const address = /<a class="button primary" href="([^"]+)"/.exec(page.text)?.[1] ?? '';
  expect(page.text).toContain(`content="0;url=${address}"`);
  return address.replaceAll('&amp;', '&').replaceAll('&#39;', "'");
}

const written = `${website}/t?status=mine&flag&n=M%FCller%20&ü#end`;
const [before = '', fragment = ''] = written.split('#');
const exits = [
  { status: 'paid', field: 'successUrl', end: (token: string) => pay(app, token, cards.pays) },
  { status: 'canceled', field: 'cancelUrl', end: (token: string) => cancel(app, { token }) },
  {
    status: 'failed',
    field: 'failedUrl',
    end: async (token: string) => {
      for (let attempt = 1; attempt <= 5; attempt++) await pay(app, token, cards.declined);
    },
  },
];

const kinds = [
  {
    kind: 'of a link',
    open: async (redirects: Record<string, string>) =>
      startOpen(app, (await makeLink(await shop())).id, redirects),
  },
  {
    kind: 'of the API',
    open: async (redirects: Record<string, string>) => {
      const merchant = await shop();
      const key = must(201, await merchant.client.post('/api/organization/api-keys/', {})).raw_key;
      return must(
        201,
        await app
          .client()
          .withKey(key)
          .post('/api/checkout/create/', {
            billing_country: 'DE',
            billing_first_name: 'Maja',
            billing_last_name: 'Berg',
            billing_email: 'maja@example.com',
            products: [{ name: 'Print', unit_price: '20.00', quantity: 1 }],
            ...redirects,
          }),
      );
    },
  },
];

describe.each(kinds)('a checkout $kind', ({ open }) => {
  test.each(exits)('that is $status leaves for what the merchant wrote, byte for byte', async (exit) => {
    const { token, checkout_id: id } = await open({ [exit.field]: written });
    await exit.end(token);
    const address = await leftFor(token);
    expect(address.startsWith(`${before}&checkout_id=${id}&transaction_id=TX`)).toBe(true);
    expect(address.endsWith(`&status=${exit.status}#${fragment}`)).toBe(true);
  });
});

test.each(['successUrl', 'failedUrl', 'cancelUrl', 'success_url'])(
  '%s that could not be left for later is refused at start',
  async (field) => {
    const link = await makeLink(await shop());
    for (const rest of ['a'.repeat(1_929), 'ü'.repeat(321)]) {
      const reply = await start(app, link.id, { [field]: `${website}/${rest}` });
      expect(reply).toMatchObject({
        status: 400,
        body: { code: 'redirect_not_allowed', errors: [{ field }] },
      });
    }
  },
);

test('a checkout that was started with too long an address before is left all the same', async () => {
  const { token } = await startOpen(app, (await makeLink(await shop())).id, { successUrl: `${website}/` });
  const long = `${website}/${'ü'.repeat(321)}`;
  await query(app, 'update checkouts set success_url = $1', [long]);
  must(200, await pay(app, token));
  expect(await leftFor(token)).toContain(`${long}?checkout_id=`);
});
