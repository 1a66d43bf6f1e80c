import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { startedCheckout } from '#test/support/paying.ts';
import { cards, type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
let paid: Json;
let declined: Json;

beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  merchant = await signUp(app);
  const endpoint = { url: 'https://receiver.example/hooks', enabled: true };
  must(200, await merchant.client.put('/api/organization/webhook/', endpoint));
  const link = await makeLink(merchant);
  paid = await buy(link, cards.pays);
  declined = await buy(link, cards.declined);
  const key = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  const refund = await app
    .client()
    .withKey(key.raw_key)
    .post(`/api/transactions/${paid.id}/refund/`, { amount: '10' });
  must(201, refund);
  // Where no relay runs, reading the feed gives events their position, and with it their delivery.
  must(200, await merchant.client.get('/api/events/'));
});
afterAll(() => app.stop());

async function buy(link: Json, number: string): Promise<Json> {
  const { token, checkout_id } = await startOpen(app, link.id);
  await pay(app, token, number);
  const { results } = must(200, await merchant.client.get(`/api/transactions/?q=${checkout_id}`));
  return { ...results[0], token };
}

describe('GET /api/organization/ledger/?transaction=', () => {
  const entriesOf = async (id: string, client = merchant.client): Promise<Json[]> =>
    must(200, await client.get(`/api/organization/ledger/?transaction=${id}`)).results;

  it('200: what was booked for one payment and its refunds, newest first, each summing to zero', async () => {
    const entries = await entriesOf(paid.id.toLowerCase());
    expect(entries.map(({ kind }) => kind)).toEqual(['refund_succeeded', 'refund_requested', 'payment']);
    expect(entries.every(({ transaction_id }) => transaction_id === paid.id)).toBe(true);
    for (const { postings } of entries) {
      const sum = Object.values(postings as Record<string, string>).reduce(
        (total, amount) => total + Math.round(100 * Number(amount)),
        0,
      );
      expect(sum).toBe(0);
    }
    expect(await entriesOf(declined.id)).toEqual([]);
  });

  it('holds as CSV too, and finds nothing of what is no id, or somebody else’s', async () => {
    const path = `/api/organization/ledger/?transaction=${paid.id}`;
    const { text } = await merchant.client.get(path, { accept: 'text/csv' });
    expect(text.trim().split(/\r?\n/)).toHaveLength(4);
    expect(await entriesOf('nonsense')).toEqual([]);
    expect(await entriesOf(paid.id, (await signUp(app)).client)).toEqual([]);
  });
});

describe('GET /api/organization/webhook/deliveries/?transaction=', () => {
  const path = (id: string) => `/api/organization/webhook/deliveries/?transaction=${id}`;
  const deliveriesOf = async (id: string, client = merchant.client): Promise<Json[]> =>
    must(200, await client.get(path(id))).results;

  it('200: what told of one payment and of its refunds, and of no other', async () => {
    const deliveries = await deliveriesOf(paid.id);
    expect(new Set(deliveries.map(({ event }) => event))).toEqual(
      new Set(['transaction.status_changed', 'refund.status_changed']),
    );
    const all: Json[] = must(200, await merchant.client.get('/api/organization/webhook/deliveries/')).results;
    const others = await deliveriesOf(declined.id);
    expect(others.length).toBeGreaterThan(0);
    const ids = (list: Json[]) => list.map(({ id }) => id);
    expect(ids(all)).toEqual(expect.arrayContaining([...ids(deliveries), ...ids(others)]));
    expect(ids(deliveries).filter((id) => ids(others).includes(id))).toEqual([]);
    expect(ids(deliveries)).toEqual(ids(deliveries).toSorted().toReversed());
  });

  it('lists what was sent again by hand, pages, and keeps the filter', async () => {
    const { delivery_id } = must(
      202,
      await merchant.client.post(`/api/transactions/${paid.id}/resend-webhook/`),
    );
    const all = await deliveriesOf(paid.id);
    expect(all[0]).toMatchObject({ id: delivery_id, is_resend: true });
    const seen: string[] = [];
    let address: string | null = `${path(paid.id)}&limit=2`;
    while (address) {
      const page: Json = must(200, await merchant.client.get(address));
      seen.push(...page.results.map(({ id }: Json) => id));
      address = page.next;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  it('finds nothing of what is no id, or somebody else’s', async () => {
    expect(await deliveriesOf('nonsense')).toEqual([]);
    expect(await deliveriesOf(paid.id, (await signUp(app)).client)).toEqual([]);
  });
});

describe('GET /api/transactions/<id or number>/receipt/', () => {
  const path = (id: string | number) => `/api/transactions/${id}/receipt/`;

  it('200: the number, and addresses at which anyone reads the same receipt', async () => {
    const receipt = must(200, await merchant.client.get(path(paid.id)));
    const shown = must(200, await app.client().get(`/api/checkout/${paid.token}/receipt/`));
    expect(receipt.number).toBe(shown.number);
    expect(must(200, await merchant.client.get(path(paid.number)))).toEqual(receipt);
    expect((await app.client().get(new URL(receipt.url).pathname)).text).toContain(receipt.number);
    const pdf = await app.client().get(new URL(receipt.pdf_url).pathname);
    expect(pdf.status).toBe(200);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
  });

  it('409 while it is not paid; 404 for what is no payment of the organization', async () => {
    expect(await merchant.client.get(path(declined.id))).toMatchObject({
      status: 409,
      body: { code: 'checkout_not_paid' },
    });
    const { merchant: stranger } = await startedCheckout(app);
    for (const [client, id] of [
      [stranger.client, paid.id],
      [merchant.client, 'nonsense'],
    ] as const)
      expect(await client.get(path(id))).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
