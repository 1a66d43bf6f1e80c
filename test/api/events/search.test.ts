import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { eventually, type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

/** What a person looks up among events: newest first, by id, by payment, by text. */
let app: TestApp;
let merchant: Merchant;
let paid: Json;
let link: Json;

const path = '/api/organization/events/';
const list = async (query = ''): Promise<Json> => must(200, await merchant.client.get(path + query));

beforeAll(async () => {
  app = await startApp();
  merchant = await signUp(app);
  link = await makeLink(merchant, { name: 'Late summer prints', max_uses: 1 });
  const checkout = await startOpen(app, link.id, { billing_email: 'Maja.Lindqvist@example.com' });
  paid = must(200, await pay(app, checkout.token));
  const other = await startOpen(app, (await makeLink(merchant)).id, { billing_email: 'omar@example.com' });
  must(200, await pay(app, other.token));
  await eventually(
    async () => (await list('?limit=100')).results as Json[],
    (found) =>
      found.some(({ event, told_status }) => event.startsWith('payment_link') && told_status === 'used_up') &&
      found.filter(({ told_status }) => told_status === 'paid').length === 2,
  );
});
afterAll(() => app.stop());

describe('GET /api/organization/events/', () => {
  it('is the feed the other way round, page by page in both directions', async () => {
    const feed = must(200, await merchant.client.get('/api/events/?limit=100')).results as Json[];
    const newestFirst = feed.map(({ position }) => position).reverse();
    expect((await list('?limit=100')).results.map(({ position }: Json) => position)).toEqual(newestFirst);
    const walked: number[] = [];
    let next: string | null = `${path}?limit=2`;
    let last: Json = {};
    while (next) {
      last = must(200, await merchant.client.get(next));
      walked.push(...last.results.map(({ position }: Json) => position));
      next = last.next;
    }
    expect(walked).toEqual(newestFirst);
    const back = must(200, await merchant.client.get(last.previous));
    const end = newestFirst.length - last.results.length;
    expect(back.results.map(({ position }: Json) => position)).toEqual(newestFirst.slice(end - 2, end));
  });

  it('holds the bytes that webhooks carry, and what they tell of', async () => {
    const { results } = await list(`?q=${paid.transaction_id.toLowerCase()}`);
    expect(results.every((event: Json) => event.transaction_id === paid.transaction_id)).toBe(true);
    const [newest] = results;
    expect(newest).toMatchObject({ told_status: 'paid', payment_link_id: link.id, mode: 'sandbox' });
    expect(JSON.parse(newest.body)).toMatchObject({
      event_id: newest.id,
      payer_email: 'Maja.Lindqvist@example.com',
    });
  });

  it.each([
    ['the id of an event', async () => (await list()).results[0].id.toUpperCase(), 1],
    ['part of an address, however it is written', async () => 'maja.LIND', undefined],
    ['the name of a link', async () => 'late summer', 1],
    ['the id of a link', async () => link.id, undefined],
  ])('finds %s', async (_, text, count) => {
    const q = await text();
    const { results } = await list(`?q=${encodeURIComponent(q)}`);
    expect(results.length).toBeGreaterThan(0);
    if (count) expect(results).toHaveLength(count);
    for (const { body } of results) expect(body.toLowerCase()).toContain(q.toLowerCase());
  });

  it('finds one type, and what nothing holds not at all', async () => {
    const links = (await list('?event=payment_link.status_changed')).results;
    expect(links.map(({ told_status }: Json) => told_status)).toEqual(['used_up']);
    expect((await list('?event=transaction.status_changed')).results.length).toBeGreaterThan(1);
    for (const query of ['?q=m%25ja', '?q=m_ja', '?event=refund.status_changed', '?mode=live'])
      expect((await list(query)).results, query).toEqual([]);
  });

  it('400 for a filter that there is not', async () => {
    for (const query of ['?event=checkout.opened', '?cursor=x', '?limit=0'])
      expect((await merchant.client.get(path + query)).status, query).toBe(400);
  });
});

describe('GET /api/organization/events/:id/', () => {
  it('shows the same', async () => {
    const [newest] = (await list()).results;
    expect(must(200, await merchant.client.get(`${path}${newest.id}/`))).toEqual(newest);
  });

  it('404 for one that there is not', async () => {
    for (const id of ['evt_00000000000000000000000000', 'x'])
      expect((await merchant.client.get(`${path}${id}/`)).status).toBe(404);
  });
});
