import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { cards, type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
/** Of one whose buyer is known by every field, and of another beside it. */
let wanted: Json;
let beside: Json;

const buyerOfWanted = {
  billing_email: 'office@acme.example',
  billing_first_name: 'Zoë Marie',
  billing_last_name: 'Łoś',
  billing_company: 'Acme & Söhne GmbH',
  client_reference_id: 'Cart-77/b',
};

beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  merchant = await signUp(app);
  const link = await makeLink(merchant);
  const first = await startOpen(app, link.id, buyerOfWanted);
  must(200, await pay(app, first.token));
  const second = await startOpen(app, link.id, { billing_first_name: 'Ana', billing_last_name: 'Ruiz' });
  must(402, await pay(app, second.token, cards.declined));
  [beside, wanted] = must(200, await merchant.client.get('/api/transactions/')).results;
});
afterAll(() => app.stop());

async function found(q: string, search = '', client = merchant.client): Promise<string[]> {
  const { results } = must(200, await client.get(`/api/transactions/?q=${encodeURIComponent(q)}${search}`));
  return results.map(({ id }: Json) => id);
}

/** What finds the one payment wherever it stands. */
const searches = (): string[] => [
  wanted.id,
  wanted.id.toLowerCase(),
  wanted.checkout_id,
  wanted.checkout_id.toUpperCase(),
  String(wanted.number),
  ` ${wanted.id} `,
  'office@acme.example',
  'OFFICE@acme',
  'Zoë Marie Łoś',
  'zoë',
  'ZOË MARIE ł',
  'Zoë'.normalize('NFD'),
  'łoś',
  'ŁOŚ',
  'Acme & Söhne GmbH',
  'acme',
  'ACME & SÖ',
  'Cart-77/b',
  'cart-77',
];

describe('q of transactions', () => {
  it('200: finds by id, checkout, number, address, names, company and reference, in whatever case', async () => {
    for (const q of searches()) expect([q, await found(q)]).toEqual([q, [wanted.id]]);
  });

  it('200: finds any part of them among the newest', async () => {
    for (const q of ['Marie', 'Söhne', '77/b', '@acme.ex'])
      expect([q, await found(q)]).toEqual([q, [wanted.id]]);
    expect(await found('Ana Ruiz')).toEqual([beside.id]);
    expect(await found('ruiz')).toEqual([beside.id]);
  });

  it('200: finds nothing by what is in neither, and runs nothing that is typed', async () => {
    for (const q of [
      'nobody',
      '%',
      'a_me',
      "'",
      '\\',
      'chk_0000000000000000000000000',
      'łoś marie',
      'gmbh\ncart',
      'gmbh cart',
    ])
      expect([q, await found(q)]).toEqual([q, []]);
  });

  it('200: keeps to the other filters, the mode and the organization', async () => {
    expect(await found('acme', '&status=paid&currency=USD')).toEqual([wanted.id]);
    expect(await found('acme', '&status=failed')).toEqual([]);
    expect(await found('acme', '&mode=live')).toEqual([]);
    const other = await signUp(app);
    for (const q of searches()) expect([q, await found(q, '', other.client)]).toEqual([q, []]);
  });

  it('200: as CSV the same', async () => {
    for (const q of ['łoś', wanted.checkout_id]) {
      const reply = await merchant.client.get(`/api/transactions/?q=${encodeURIComponent(q)}`, {
        accept: 'text/csv',
      });
      expect(reply.text.trimEnd().split('\r\n')).toHaveLength(2);
    }
  });

  it('200: finds beginnings of all of them behind a thousand newer payments', async () => {
    await addNewer(1_100);
    for (const q of searches()) expect([q, await found(q)]).toEqual([q, [wanted.id]]);
    expect(await found('acme', '&status=paid')).toEqual([wanted.id]);
    expect(await found('ana r')).toEqual([beside.id]);
    // Of these the middle is looked for among the newest alone.
    expect(await found('Söhne')).toEqual([]);
  });
});

/** Copies of the payment beside, made later by other buyers. */
async function addNewer(count: number): Promise<void> {
  const ids = [parseId('chk', beside.checkout_id), parseId('TX', beside.id)];
  const copy = (table: string, changes: string) => `
    insert into ${table} select made.* from ${table} row cross join generate_series(1, ${count}) as n(n)
      cross join lateral jsonb_populate_record(null::${table}, to_jsonb(row) || ${changes}) as made
    where row.id = $1`;
  const uuid = (first: string) => `('${first}' || lpad(to_hex(n), 8, '0'))::uuid`;
  // Without digits, which would be found by a number.
  const name = `translate(n::text, '0123456789', 'abcdefghij')`;
  const checkoutId = uuid('fffffff0-0000-7000-8000-0000');
  await query(
    app,
    copy(
      'checkouts',
      `jsonb_build_object('id', ${checkoutId}, 'current_attempt_id', null, 'payer_email', ${name} || '@example.net', 'client_reference_id', null,
        'billing', jsonb_build_object('first_name', 'N' || ${name}, 'country', 'DE'))`,
    ),
    [ids[0]],
  );
  await query(
    app,
    copy(
      'transactions',
      `jsonb_build_object('id', ${uuid('fffffff1-0000-7000-8000-0000')}, 'checkout_id', ${checkoutId}, 'number', row.number + 1000 + n,
        'payer_email', ${name} || '@example.net')`,
    ),
    [ids[1]],
  );
}
