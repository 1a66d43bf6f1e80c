import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client, Json } from '#test/support/client.ts';
import { cancel, query } from '#test/support/paying.ts';
import { cards, type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
let other: Merchant;
let link: Json;
let second: Json;
/** Newest last: paid in USD, failed, canceled, processing, paid in EUR through the second link. */
let made: Json[];

beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  merchant = await signUp(app);
  other = await signUp(app);
  link = await makeLink(merchant);
  second = await makeLink(merchant);
  const open = (id: string, email: string, more = {}) =>
    startOpen(app, id, { billing_email: email, ...more });
  const paid = await open(link.id, 'maja@example.com');
  must(200, await pay(app, paid.token));
  app.clock.advance(60_000);
  const failed = await open(link.id, 'Astrid@Example.com');
  for (let attempt = 0; attempt < 5; attempt++) await pay(app, failed.token, cards.declined);
  const canceled = await open(link.id, 'nils@example.org');
  must(200, await cancel(app, canceled));
  app.clock.advance(60_000);
  const processing = await open(link.id, 'nils@example.org');
  must(202, await pay(app, processing.token, cards.challenge));
  const inEuro = await open(second.id, 'maja@example.com', { currency: 'EUR' });
  must(200, await pay(app, inEuro.token));
  made = [paid, failed, canceled, processing, inEuro];
  const foreign = await startOpen(app, (await makeLink(other)).id);
  must(200, await pay(app, foreign.token));
});
afterAll(() => app.stop());

async function list(search = '', client: Client = merchant.client): Promise<Json> {
  return must(200, await client.get(`/api/transactions/${search}`));
}
/** Which of the five were listed, by their place above. */
async function indexes(search: string): Promise<number[]> {
  const { results } = await list(search);
  return results.map((row: Json) => made.findIndex(({ checkout_id }) => checkout_id === row.checkout_id));
}

describe('GET /api/transactions/', () => {
  it('200: the organization’s own, newest first, one a checkout', async () => {
    expect(await indexes('')).toEqual([4, 3, 2, 1, 0]);
    const page = await list();
    expect(page).toMatchObject({ next: null, previous: null });
    expect(page.results[4]).toEqual(
      must(200, await merchant.client.get(`/api/transactions/${page.results[4].id}/`)),
    );
    expect((await list('', other.client)).results).toHaveLength(1);
  });

  it('shows no checkout that nobody tried to pay', async () => {
    const before = (await list()).results.length;
    await startOpen(app, link.id);
    expect((await list()).results).toHaveLength(before);
  });

  it.each([
    ['?status=paid', [4, 0]],
    ['?status=failed', [1]],
    ['?status=canceled', [2]],
    ['?status=processing', [3]],
    ['?status=refunded', []],
    ['?currency=EUR', [4]],
    ['?currency=USD&status=paid', [0]],
    ['?email=MAJA%40example.com', [4, 0]],
    ['?email=maja', []],
    ['?q=astrid', [1]],
    ['?q=example.org', [3, 2]],
    ['?q=nobody', []],
    ['?q=%25', []],
    ['?q=', [4, 3, 2, 1, 0]],
    ['?amount_min=59.98', [3, 2, 1, 0]],
    ['?amount_max=59.97', [4]],
    ['?amount_min=55&amount_max=55.00', [4]],
    ['?amount_min=55.01&amount_max=59.97', []],
    ['?amount_min=60&amount_max=10', []],
    ['?amount_min=50&currency=USD', [3, 2, 1, 0]],
    ['?amount_min=50&status=paid', [4, 0]],
    ['?amount_max=59.98&status=paid&currency=USD', [0]],
    ['?amount_min=59.98&email=maja@example.com', [0]],
    ['?amount_min=59.98&q=maja', [3, 2, 1, 0]],
    ['?way=sandbox', [4, 3, 1, 0]],
    ['?way=bank', []],
    ['?way=sandbox&status=failed', [1]],
    ['?way=sandbox&q=nils', [3]],
    ['?mode=live', []],
    ['?mode=sandbox&status=failed', [1]],
  ])('filters: %s', async (search, expected) => {
    expect(await indexes(search)).toEqual(expected);
  });

  it('filters by link, and by a TX id or number in q', async () => {
    expect(await indexes(`?link=${second.id}`)).toEqual([4]);
    expect(await indexes(`?link=${link.id}&status=paid`)).toEqual([0]);
    expect(await indexes(`?link=${link.id}&amount_min=59.98&way=sandbox`)).toEqual([3, 1, 0]);
    expect(await indexes(`?link=${second.id}&amount_min=59.98`)).toEqual([]);
    const { results } = await list();
    expect(await indexes(`?q=${results[2].id}`)).toEqual([2]);
    expect(await indexes(`?q=${results[2].number}`)).toEqual([2]);
    expect(await indexes(`?q=${results[2].id.toLowerCase()}`)).toEqual([2]);
    expect(await indexes(`?q=${results[2].checkout_id}`)).toEqual([2]);
    expect(await indexes(`?q=${results[2].checkout_id.toUpperCase()}&status=canceled`)).toEqual([2]);
    const foreign = (await list('', other.client)).results[0];
    expect(await indexes(`?q=${foreign.checkout_id}`)).toEqual([]);
    expect(await indexes(`?q=${foreign.id}`)).toEqual([]);
  });

  it('filters by an address in whatever case and Unicode form it is typed, with spaces around it', async () => {
    const typed = 'zoë@example.com';
    const { token } = await startOpen(app, (await makeLink(other)).id, { billing_email: typed });
    must(200, await pay(app, token));
    for (const email of [typed, 'ZOË@EXAMPLE.COM', typed.normalize('NFD'), ` ${typed} `]) {
      for (const name of ['email', 'q'])
        expect((await list(`?${name}=${encodeURIComponent(email)}`, other.client)).results).toHaveLength(1);
    }
  });

  it('filters by time: from created_after on, before created_before', async () => {
    const { results } = await list();
    const [from, until] = [results[2].created_at, results[0].created_at];
    expect(await indexes(`?created_after=${from}`)).toEqual([4, 3, 2]);
    expect(await indexes(`?created_after=${from}&created_before=${until}`)).toEqual([3, 2]);
    expect(await indexes(`?created_before=${encodeURIComponent(from.replace('Z', '+00:00'))}`)).toEqual([
      1, 0,
    ]);
  });

  it('pages by cursor: no row twice, none skipped, filters kept, also while payments arrive', async () => {
    const seen: string[] = [];
    let address: string | null = '/api/transactions/?limit=2&currency=USD';
    let previous: string | null = null;
    while (address) {
      const page: Json = must(200, await merchant.client.get(address));
      seen.push(...page.results.map(({ id }: Json) => id));
      if (page.next) expect(page.next).toContain('currency=USD');
      previous = page.previous;
      address = page.next;
      const late = await startOpen(app, second.id);
      must(200, await pay(app, late.token));
    }
    const older = (await list('?currency=USD&limit=100')).results.map(({ id }: Json) => id);
    expect(seen).toEqual(older.slice(-seen.length));
    expect(new Set(seen).size).toBe(seen.length);
    expect(must(200, await merchant.client.get(previous as string)).results[0].id).toBe(seen[0]);
    await query(app, `delete from transactions where payment_link_id = $1 and currency = 'USD'`, [second.id]);
  });

  it.each([
    ['limit=0', 'invalid_limit'],
    ['limit=101', 'invalid_limit'],
    ['limit=many', 'invalid_limit'],
    ['limit=0x10', 'invalid_limit'],
    ['limit=1e1', 'invalid_limit'],
    ['limit=%205', 'invalid_limit'],
    ['limit=5.0', 'invalid_limit'],
    ['cursor=nonsense', 'invalid_cursor'],
    ['created_after=yesterday', 'invalid_time'],
    ['created_after=2026-01-31T09:00:00', 'invalid_time'],
    ['status=gone', 'invalid_value'],
    ['currency=GBP', 'unsupported_currency'],
    ['link=nonsense', 'invalid_value'],
    ['amount_min=many', 'invalid_value'],
    ['amount_max=1.005', 'invalid_value'],
    ['amount_max=-1', 'invalid_value'],
    ['colour=red', 'unknown_field'],
  ])('400: %s is %s', async (search, code) => {
    const reply = await merchant.client.get(`/api/transactions/?${search}`);
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toEqual([expect.objectContaining({ field: search.split('=')[0], code })]);
  });

  it('401: nobody reads payments without credentials', async () => {
    const reply = await app.client().get('/api/transactions/');
    expect(reply).toMatchObject({ status: 401, body: { code: 'authentication_required' } });
    expect(reply.headers.get('www-authenticate')).toBeTruthy();
  });
});

describe('GET /api/transactions/ with an API key', () => {
  it('200 with payments:read, for its own mode only; 403 without the scope', async () => {
    const key = async (mode: string, scopes: string[]) =>
      must(201, await merchant.client.post('/api/organization/api-keys/', { mode, scopes }))
        .raw_key as string;
    const sandbox = app.client().withKey(await key('sandbox', ['payments:read']));
    expect((await list('', sandbox)).results).toHaveLength(5);
    expect((await list('?mode=live', sandbox)).results).toHaveLength(5);
    const keys = must(200, await merchant.client.get('/api/organization/api-keys/'));
    must(200, await merchant.client.post(`/api/organization/api-keys/${keys.results[0].id}/revoke/`));
    const narrow = app.client().withKey(await key('sandbox', ['checkout:create']));
    expect(await narrow.get('/api/transactions/')).toMatchObject({
      status: 403,
      body: { code: 'missing_scope', scope: 'payments:read' },
    });
  });
});
