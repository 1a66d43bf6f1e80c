import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signToken, type TokenClaims, verifyToken } from '#paying/checkouts/token.ts';
import { parseSecretKeys, type SecretKeys } from '#platform/config/keys.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { answer, cancel, payToChallenge, query, startedCheckout } from '#test/support/paying.ts';
import { cards, eventually, must, pay, startOpen } from '#test/support/scenario.ts';
import { isGenuine, paidCheckout, publishedKeys, receiptOf, receiptPath } from './support/receipts.ts';

const oldKey = `old:${randomBytes(32).toString('base64')}`;
const newKey = `new:${randomBytes(32).toString('base64')}`;

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off', SIGNING_KEY: oldKey } });
});
afterAll(() => app.stop());

/** Another server on the same database, as after a restart with other settings. */
async function restarted<T>(env: Record<string, string>, work: (app: TestApp) => Promise<T>): Promise<T> {
  const other = await startApp({ database: app.database, clock: app.clock, env: { JOBS: 'off', ...env } });
  return work(other).finally(() => other.stop());
}

const shape = (value: Json): Json => {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (value === null || typeof value !== 'object') return typeof value;
  return Object.entries(value).map(([name, each]) => [name, shape(each)]);
};

describe('the signed document', () => {
  it('says what the receipt says, in a fixed order, with amounts as decimal text', async () => {
    const { checkout } = await paidCheckout(app, {
      organization: { name: 'Nordlicht', website: 'https://nordlicht.example/', time_zone: 'Europe/Berlin' },
      products: [
        { name: 'Print', prices: { EUR: '29.99' }, tax_rate: '19', quantity: 2 },
        { name: 'Book', prices: { EUR: '12.00' }, tax_rate: '7' },
        { name: 'Frame', prices: { EUR: '10.00' }, tax_rate: '19' },
      ],
      start: { billing_company: 'Lindqvist AB', billing_tax_id: 'SE5566' },
    });
    const receipt = await receiptOf(app, checkout);
    const { document } = receipt.signature;
    expect(JSON.stringify(JSON.parse(document))).toBe(document);
    const said = JSON.parse(document);
    expect(Object.keys(said)).toEqual([
      'type',
      'version',
      'notice',
      'issuer',
      'number',
      'mode',
      'transaction_id',
      'checkout_id',
      'paid_at',
      'time_zone',
      'seller',
      'buyer',
      'currency',
      'pricing_mode',
      'lines',
      'taxes',
      'subtotal',
      'tax',
      'total',
      'conversion',
      'card',
    ]);
    const {
      organization,
      products,
      signature: _,
      status: _status,
      refunded_amount: _refunded,
      billing: _billing,
      ...same
    } = receipt;
    expect(said).toMatchObject(same);
    expect(said).toMatchObject({
      type: 'receipt',
      version: 2,
      notice: 'TEST – no money moved',
      issuer: { name: 'Linktill', url: app.url },
      time_zone: organization.time_zone,
      seller: { name: 'Nordlicht', website: organization.website },
      buyer: { name: 'Maja Lindqvist', company: 'Lindqvist AB', tax_id: 'SE5566', country: 'DE' },
      lines: products.map(({ product_id: _1, description: _2, image_url: _3, ...line }: Json) => line),
      taxes: [
        { tax_rate: '19.000', subtotal: '58.80', tax: '11.18', total: '69.98' },
        { tax_rate: '7.000', subtotal: '11.21', tax: '0.79', total: '12.00' },
      ],
    });
  });

  it('holds nothing that is hidden after a day or may be taken back: address, phone, mail, refund, the token', async () => {
    // Nothing so short that an id may hold it by chance.
    const hidden = {
      billing_phone: '+49 40 123456',
      billing_line1: 'Clemens-Schultz-Straße 48',
      billing_line2: 'Hinterhaus',
      billing_city: 'Hamburg',
      billing_state: 'Land Hamburg',
      billing_postal_code: '20359',
      billing_email: 'maja.lindqvist@example.com',
    };
    const { checkout } = await paidCheckout(app, { start: hidden });
    const { document } = (await receiptOf(app, checkout)).signature;
    for (const text of [...Object.values(hidden), checkout.token]) expect(document).not.toContain(text);
    expect(document).not.toMatch(/refund|@/);
  });
});

describe('the signature', () => {
  it('verifies with the published key and nothing else, and no longer once any byte is another', async () => {
    const { checkout } = await paidCheckout(app);
    const { signature } = await receiptOf(app, checkout);
    const keys = await publishedKeys(app);
    expect(keys).toHaveLength(1);
    expect(keys[0]).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: expect.stringMatching(/^[\w-]{43}$/),
      kid: signature.key_id,
      use: 'sig',
      alg: 'EdDSA',
    });
    expect(isGenuine(signature, keys)).toBe(true);
    const bytes = Buffer.from(signature.document);
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(isGenuine({ ...signature, document: changed.toString('latin1') }, keys), `byte ${index}`).toBe(
        false,
      );
    }
    const value = Buffer.from(signature.value, 'base64url');
    expect(value).toHaveLength(64);
    for (let index = 0; index < value.length; index++) {
      const changed = Buffer.from(value);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(isGenuine({ ...signature, value: changed.toString('base64url') }, keys), `byte ${index}`).toBe(
        false,
      );
    }
  });

  it('stays the same, and so does what it signs, whatever happens afterwards', async () => {
    const { merchant, link, checkout } = await paidCheckout(app, {
      products: [{ name: 'Print', prices: { EUR: '29.99' }, tax_rate: '19' }],
    });
    const first = await receiptOf(app, checkout);
    const file = (await app.client().get(receiptPath(checkout, '.json'))).text;
    const client = app
      .client()
      .withKey(must(201, await merchant.client.post('/api/organization/api-keys/', {})).raw_key);
    must(201, await client.post(`/api/transactions/${first.transaction_id}/refund/`, { amount: '5.00' }));
    const changes = { name: 'Südlicht', website: 'https://other.example', time_zone: 'America/New_York' };
    must(200, await merchant.client.patch('/api/organization/', changes));
    const product = link.products[0].product_id;
    must(
      200,
      await merchant.client.patch(`/api/products/${product}/`, {
        name: 'Poster',
        tax_rate: '7',
        prices: { EUR: '1.00' },
      }),
    );
    must(204, await merchant.client.delete(`/api/payment-links/${link.id}/`));
    app.clock.advance(25 * 3_600_000);
    const later = await receiptOf(app, checkout);
    expect(later.status).not.toBe('paid');
    expect(later.billing.postal_code).toBeNull();
    expect(later.signature).toEqual(first.signature);
    expect((await app.client().get(receiptPath(checkout, '.json'))).text).toBe(file);
    // What is shown beside it follows what is signed.
    const { name, website, time_zone } = first.organization;
    expect(later.organization).toMatchObject({ name, website, time_zone });
  });

  it('is issued once, by the job or by whoever reads first, and many at once get the same', async () => {
    const { checkout } = await paidCheckout(app);
    const replies = await Promise.all(Array.from({ length: 20 }, () => receiptOf(app, checkout)));
    expect(new Set(replies.map(({ signature }) => JSON.stringify(signature))).size).toBe(1);
    const count = async () =>
      (await query(app, 'select count(*)::integer as count from receipts'))[0].count as number;
    const before = await count();
    await receiptOf(app, checkout);
    expect(await count()).toBe(before);

    await restarted({ JOBS: 'on', SIGNING_KEY: oldKey }, async (working) => {
      const { checkout: other } = await paidCheckout(working);
      await eventually(count, (now) => now > before);
      const [row] = await query(
        working,
        'select document, key_id from receipts order by issued_at desc limit 1',
      );
      const { signature } = await receiptOf(working, other);
      expect(row).toEqual({ document: signature.document, key_id: signature.key_id });
    });
  });

  it('verifies after the key was rotated: the former key stays published behind the new one', async () => {
    const { checkout } = await paidCheckout(app);
    const before = await receiptOf(app, checkout);
    await restarted({ SIGNING_KEY: `${newKey},${oldKey}` }, async (rotated) => {
      const keys = await publishedKeys(rotated);
      expect(keys).toHaveLength(2);
      expect(keys[1]).toEqual((await publishedKeys(app))[0]);
      const after = await receiptOf(rotated, checkout);
      expect(after.signature).toEqual(before.signature);
      expect(isGenuine(after.signature, keys)).toBe(true);
      const fresh = await receiptOf(rotated, (await paidCheckout(rotated)).checkout);
      expect(fresh.signature.key_id).toBe(keys[0].kid);
      expect(isGenuine(fresh.signature, keys)).toBe(true);
    });
  });

  it('is made anew over the same text once its key is published no more', async () => {
    const { checkout } = await paidCheckout(app);
    const before = await receiptOf(app, checkout);
    // The address that a mail after the rotation holds; that of the former key opens nothing any more.
    const claims = verifyToken(parseSecretKeys(oldKey) as SecretKeys, checkout.token) as TokenClaims;
    const token = signToken(parseSecretKeys(newKey) as SecretKeys, claims);
    await restarted({ SIGNING_KEY: newKey }, async (alone) => {
      const keys = await publishedKeys(alone);
      expect(isGenuine(before.signature, keys)).toBe(false);
      const { signature } = await receiptOf(alone, { token });
      expect(signature.document).toBe(before.signature.document);
      expect(isGenuine(signature, keys)).toBe(true);
    });
  });

  it('names the site and the platform that issued it, also after both got other names', async () => {
    const { checkout } = await paidCheckout(app);
    const { signature } = await receiptOf(app, checkout);
    const env = { SIGNING_KEY: oldKey, PLATFORM_NAME: 'Harbour Pay' };
    await restarted(env, async (renamed) => {
      expect((await receiptOf(renamed, checkout)).signature).toEqual(signature);
      const fresh = await receiptOf(renamed, (await paidCheckout(renamed)).checkout);
      expect(JSON.parse(fresh.signature.document).issuer).toEqual({ name: 'Harbour Pay', url: renamed.url });
    });
  });
});

describe('GET /api/checkout/<token>/receipt.json', () => {
  it('200: a file of what is signed and the signature, nothing else', async () => {
    const { checkout } = await paidCheckout(app);
    const { number, signature } = await receiptOf(app, checkout);
    const reply = await app.client().get(receiptPath(checkout, '.json'));
    expect(must(200, reply)).toEqual(signature);
    expect(reply.headers.get('content-disposition')).toBe(`attachment; filename="receipt-${number}.json"`);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe.each(['.json', '.pdf'])('GET /api/checkout/<token>/receipt%s', (file) => {
  it('409 checkout_not_paid: open, undecided, declined and canceled ones have none', async () => {
    const started = async () => (await startedCheckout(app)).checkout as Json;
    const [open, undecided, declined, canceled] = [
      await started(),
      await started(),
      await started(),
      await started(),
    ];
    must(202, await pay(app, undecided.token, cards.late));
    await pay(app, declined.token, cards.declined);
    await cancel(app, canceled);
    for (const checkout of [open, undecided, declined, canceled]) {
      const reply = await app.client().get(receiptPath(checkout, file));
      expect(reply).toMatchObject({ status: 409, body: { code: 'checkout_not_paid' } });
    }
  });

  it('409: money that came too late and goes back has no receipt', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    const challenge = await payToChallenge(app, checkout);
    await query(
      app,
      `update checkouts set status = 'expired', has_place = false where status = 'processing' and payment_link_id = $1`,
      [link.id],
    );
    await query(app, 'update payment_link_places set used = 1, held = 0 where payment_link_id = $1', [
      link.id,
    ]);
    await answer(app, challenge, 'approve');
    await app.client().get(`/checkout/${checkout.token}/return`);
    const state = must(200, await app.client().get(`/api/checkout/${checkout.token}/`));
    expect(state.status).toBe('expired');
    expect(['refunded', 'refund_pending']).toContain(state.transaction_status);
    const reply = await app.client().get(receiptPath(checkout, file));
    expect(reply).toMatchObject({ status: 409, body: { code: 'checkout_not_paid' } });
    expect(
      await query(
        app,
        'select 1 from receipts r join checkouts c on c.id = r.checkout_id where c.payment_link_id = $1',
        [link.id],
      ),
    ).toEqual([]);
  });

  it('404: a forged token', async () => {
    const { checkout } = await paidCheckout(app);
    for (const token of ['a.b.c', `${checkout.token.slice(0, -1)}_`]) {
      const reply = await app.client().get(receiptPath({ token }, file));
      expect(reply).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });
});

describe('GET /.well-known/receipt-keys.json', () => {
  it('200 for anybody and any cache, without a word of the secret it comes from', async () => {
    const reply = await app.client().get('/.well-known/receipt-keys.json');
    expect(reply.headers.get('cache-control')).toBe('public, max-age=300');
    expect(reply.headers.get('content-type')).toMatch(/^application\/json\b/);
    const secret = Buffer.from(oldKey.slice('old:'.length), 'base64');
    for (const form of ['base64', 'base64url', 'hex'] as const)
      expect(reply.text).not.toContain(secret.toString(form));
    expect(shape(reply.body)).toEqual([
      ['keys', [['kty', 'crv', 'x', 'kid', 'use', 'alg'].map((name) => [name, 'string'])]],
    ]);
    expect((await app.client().request('HEAD', '/.well-known/receipt-keys.json/')).status).toBe(200);
    expect((await app.client().post('/.well-known/receipt-keys.json')).status).toBe(405);
  });

  it('is the same for every server with the same SIGNING_KEY, and another for another', async () => {
    const [mine] = await publishedKeys(app);
    const keysWith = (SIGNING_KEY: string) => restarted({ SIGNING_KEY }, publishedKeys);
    expect(await keysWith(oldKey)).toEqual([mine]);
    const [other] = await keysWith(newKey);
    expect(other.kid).not.toBe(mine.kid);
    expect(other.x).not.toBe(mine.x);
  });
});

it('a link that sold before it was deleted still has the receipts of its buyers', async () => {
  const { merchant, link, checkout } = await paidCheckout(app);
  const open = await startOpen(app, link.id);
  must(204, await merchant.client.delete(`/api/payment-links/${link.id}/`));
  expect(isGenuine((await receiptOf(app, checkout)).signature, await publishedKeys(app))).toBe(true);
  expect((await app.client().get(receiptPath(open))).status).toBe(409);
});
