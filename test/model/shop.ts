import { randomUUID } from 'node:crypto';
import { closeLinkCheckoutsJob, expireCheckoutsJob } from '#paying/checkouts/jobs.ts';
import { sendRefundsJob } from '#paying/refunds/jobs.ts';
import { sandboxNotificationJob } from '#paying/sandbox/jobs.ts';
import type { TestApp } from '#test/support/app.ts';
import type { Client, Json } from '#test/support/client.ts';
import {
  buyer,
  card,
  cards,
  type Merchant,
  makeProduct,
  must,
  signUp,
  start,
} from '#test/support/scenario.ts';
import type { Item } from './arithmetic.ts';
import type { Command } from './commands.ts';
import type { Card, Checkout, LinkModel } from './model.ts';

/** The real thing: everything goes over HTTP, and due work is run when time is moved. */
export type Shop = {
  readonly app: TestApp;
  readonly merchant: Merchant;
  readonly key: Client;
  readonly products: readonly Json[];
};

/** What is sold, as the model knows it. */
export const items: readonly Item[] = [
  { cents: { USD: 2_999n, EUR: 2_750n }, rate: 19_000n },
  { cents: { USD: 55n, EUR: 49n }, rate: 7_700n },
];

export async function openShop(app: TestApp): Promise<Shop> {
  const merchant = await signUp(app);
  const key = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  const products = [
    await makeProduct(merchant, { name: 'Print', prices: { USD: '29.99', EUR: '27.50' }, tax_rate: '19' }),
    await makeProduct(merchant, { name: 'Card', prices: { USD: '0.55', EUR: '0.49' }, tax_rate: '7.7' }),
  ];
  return { app, merchant, key: app.client().withKey(key.raw_key), products };
}

export async function createLink(shop: Shop, command: Extract<Command, { do: 'create' }>): Promise<Json> {
  const lines = command.quantities.flatMap((quantity, index) =>
    quantity > 0 ? [{ product_id: shop.products[index].id, quantity }] : [],
  );
  return must(
    201,
    await shop.merchant.client.post('/api/payment-links/', {
      name: 'A story',
      products: lines,
      currency: command.currency,
      pricing_mode: command.isTaxIncluded ? 'TAX_INCLUSIVE' : 'TAX_EXCLUSIVE',
      max_uses: command.maxUses,
    }),
  );
}

export function startCheckout(shop: Shop, linkId: string, startKey: string, currency: string | undefined) {
  return start(shop.app, linkId, currency ? { ...buyer, currency } : buyer, { 'idempotency-key': startKey });
}

export function newKey(): string {
  return randomUUID();
}

const numbers: Readonly<Record<Card, string>> = {
  pays: cards.pays,
  declined: cards.declined,
  challenge: cards.challenge,
  late: cards.late,
};

export function payCheckout(shop: Shop, checkout: Checkout, which: Card, key: string) {
  return shop.app.client().post(`/api/checkout/${checkout.token}/pay/`, card(numbers[which]), {
    'idempotency-key': key,
  });
}

/** What a browser does on the bank's page: it posts the form and follows the way back. */
export async function answerChallenge(shop: Shop, checkout: Checkout, isApproved: boolean): Promise<void> {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = `outcome=${isApproved ? 'approve' : 'refuse'}`;
  const answered = await shop.app.client().request('POST', checkout.challengeUrl, body, form);
  must(303, answered);
  await shop.app.client().get(answered.headers.get('location') ?? '');
  await runUntilQuiet(shop, [sendRefundsJob]);
}

/** Moves the clock, then runs what is due then: what is over or closed ends first, then the bank is heard. */
export async function wait(shop: Shop, seconds: number): Promise<void> {
  shop.app.clock.advance(seconds * 1_000);
  await runUntilQuiet(shop, [
    expireCheckoutsJob,
    closeLinkCheckoutsJob,
    sandboxNotificationJob,
    sendRefundsJob,
  ]);
}

async function runUntilQuiet({ app }: Shop, jobs: readonly (typeof expireCheckoutsJob)[]): Promise<void> {
  for (const job of jobs) while ((await job.runDue(app.context)) > 0);
}

/** Everything that the server says about a link, in the words of the model. */
export async function readLink({ app, merchant }: Shop, link: LinkModel) {
  const [detail, preview, checkouts, payments] = await Promise.all([
    merchant.client.get(`/api/payment-links/${link.id}/`),
    app.client().get(`/api/payment-links/public/${link.id}/`),
    merchant.client.get(`/api/checkouts/?link=${link.id}&limit=100`),
    merchant.client.get(`/api/payment-links/${link.id}/payments/?limit=100`),
  ]);
  const { status, uses, held, remaining_uses, max_uses, paid_count, revenue, total, tax } = must(200, detail);
  const transactions = new Map<string, Json>(
    must(200, payments).results.map((each: Json) => [each.checkout_id, each]),
  );
  return {
    link: { status, uses, held, remaining_uses, max_uses, paid_count, revenue, total, tax },
    preview: {
      status: preview.status,
      code: preview.body.code,
      ...(preview.status === 200 ? { remaining_uses: preview.body.remaining_uses } : {}),
    },
    checkouts: Object.fromEntries(
      must(200, checkouts).results.map((each: Json) => [each.id, showReal(each, transactions.get(each.id))]),
    ),
  };
}

function showReal(checkout: Json, transaction: Json | undefined) {
  return {
    status: checkout.status,
    amount: checkout.amount,
    tax: checkout.tax,
    currency: checkout.currency,
    attempts: checkout.depositAttempts.map(({ status }: Json) => status).reverse(),
    transaction: transaction
      ? {
          status: transaction.status,
          gross_amount: transaction.gross_amount,
          tax_amount: transaction.tax_amount,
          refunded_amount: transaction.refunded_amount,
        }
      : null,
  };
}
