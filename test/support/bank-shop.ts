import { creditorReference } from '#paying/bank-transfers/creditor-reference.ts';
import { camtOf } from '#paying/statements/testing/camt.ts';
import {
  ownIban,
  type PaymentShape,
  payment,
  type StatementShape,
  statement,
} from '#paying/statements/testing/shapes.ts';
import { parseId, uuidv7 } from '#platform/kit/ids.ts';
import type { TestApp } from './app.ts';
import type { Json, Reply } from './client.ts';
import { type Merchant, makeLink, makeProduct, must, signUp, startOpen } from './scenario.ts';

export type Shop = { readonly merchant: Merchant; readonly link: Json; readonly organizationId: string };

/** A seller who takes EUR by bank transfer, and sells one thing; a new one unless one is given. */
export async function openShop(
  app: TestApp,
  {
    price = '10.00',
    linkFields = {},
    merchant: given,
  }: { price?: string; linkFields?: Json; merchant?: Merchant } = {},
): Promise<Shop> {
  const merchant = given ?? (await signUp(app));
  const organizationId = parseId('org', merchant.organization.id) as string;
  await app.context.database.pool.query(
    `insert into connections (organization_id, id, mode, provider, status, position, settings, created_at, updated_at)
     values ($1, $2, 'sandbox', 'bank', 'connected', 1, $3, now(), now()) on conflict do nothing`,
    [
      organizationId,
      uuidv7(app.clock.now()),
      { iban: ownIban, account_name: 'Nordlicht GmbH', hold_days: 5, holds_place: true },
    ],
  );
  const product = await makeProduct(merchant, { prices: { EUR: price } });
  const link = await makeLink(
    merchant,
    { currency: 'EUR', products: [{ product_id: product.id, quantity: 1 }], ...linkFields },
    product,
  );
  return { merchant, link, organizationId };
}

export type Order = {
  readonly token: string;
  readonly transactionId: string;
  readonly reference: string;
};

/** A buyer who chose to pay by transfer. */
export async function order(app: TestApp, shop: Shop, fields: Json = {}): Promise<Order> {
  const { token } = await startOpen(app, shop.link.id, fields);
  must(202, await app.client().post(`/api/checkout/${token}/pay/`, { way: 'bank' }));
  const { transaction_id: transactionId } = must(200, await app.client().get(`/api/checkout/${token}/`));
  const { number } = await transactionOf(shop, transactionId);
  return { token, transactionId, reference: creditorReference(BigInt(number)) };
}

export async function transactionOf(shop: Shop, id: string): Promise<Json> {
  return must(200, await shop.merchant.client.get(`/api/transactions/${id}/`));
}

/** The buyer's page. */
export async function pageOf(app: TestApp, { token }: Order): Promise<Json> {
  return must(200, await app.client().get(`/api/checkout/${token}/transfer/`));
}

export function handIn(
  shop: Shop | Merchant,
  body: string | Uint8Array,
  query = '',
  headers: Record<string, string> = {},
): Promise<Reply<Json>> {
  const { client } = 'merchant' in shop ? shop.merchant : shop;
  return client.post(`/api/organization/bank-statements/${query}`, body, {
    'content-type': 'application/xml',
    ...headers,
  });
}

export function camt(
  payments: readonly Partial<PaymentShape>[],
  {
    kind = 'camt.053' as const,
    ...changes
  }: Partial<StatementShape> & { kind?: 'camt.052' | 'camt.053' | 'camt.054' } = {},
): string {
  return camtOf(
    [
      statement(
        payments.map((each) => payment(each)),
        changes,
      ),
    ],
    { kind, version: '08' },
  );
}

export async function handInCamt(
  shop: Shop,
  payments: readonly Partial<PaymentShape>[],
  changes: Parameters<typeof camt>[1] = {},
): Promise<Json> {
  return must(201, await handIn(shop, camt(payments, changes)));
}

export async function entriesOf(shop: Shop, query = ''): Promise<Json[]> {
  return must(200, await shop.merchant.client.get(`/api/organization/bank-entries/${query}`)).results;
}

/** Sums of the books by account, without those that are zero. */
export async function balancesOf(app: TestApp, shop: Shop): Promise<Record<string, string>> {
  const { rows } = await app.context.database.pool.query(
    'select account, sum(amount_minor)::text as sum from ledger_postings where organization_id = $1 group by account',
    [shop.organizationId],
  );
  return Object.fromEntries(
    rows
      .filter(({ sum }: { sum: string }) => sum !== '0')
      .map(({ account, sum }: { account: string; sum: string }) => [account, sum]),
  );
}
