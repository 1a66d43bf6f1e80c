import { sql as statement } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verify } from '#reporting/verify/verify.ts';
import { listChangedLinksJob } from '#selling/payment-links/jobs.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  cards,
  eventually,
  type Merchant,
  makeLink,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
let link: Json;
let transactionId: string;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const sql = (text: string, values: unknown[] = []) => app.context.database.pool.query(text, values);

const emptied =
  'truncate checkouts, transactions, attempts, refunds, events, ledger_entries, ledger_postings, reserves, payment_link_places, payment_link_counters, idempotency_keys, daily_figures, daily_link_figures, daily_balances, figure_progress, tasks, receipts, receipt_counters';

/** What links keep of the rows that are gone. */
const unlisted =
  'update payment_links set listed_paid_count = 0, listed_revenue_minor = 0, listed_remaining_uses = 1000000000';

/** A shop with fees and a reserve, a limited link, a paid, a declined, a refunded and an open checkout. */
beforeEach(async () => {
  // Repeated when it meets a job that holds one of the tables and waits for another.
  await app.context.database.transaction(async (tx) => {
    await statement.raw(emptied).execute(tx);
    await statement.raw(unlisted).execute(tx);
  });
  merchant = await signUp(app);
  await sql(
    `update organizations set fee_percent = 2900, fee_fixed_usd_minor = 30, reserve_percent = 10000, reserve_days = 7 where name = 'Nordlicht'`,
  );
  link = await makeLink(merchant, { max_uses: 5 });
  const first = await startOpen(app, link.id);
  transactionId = must(200, await pay(app, first.token)).transaction_id;
  await pay(app, (await startOpen(app, link.id)).token, cards.declined);
  const key = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  must(
    201,
    await app
      .client()
      .withKey(key.raw_key)
      .post(`/api/transactions/${transactionId}/refund/`, { amount: '10' }),
  );
  must(200, await app.client().get(`/api/checkout/${first.token}/receipt/`));
  // Else a receipt that was composed before the next test empties the tables is stored after that, without its payment.
  await eventually(
    () => sql(`select from tasks where kind = 'send-receipt'`),
    (owed) => owed.rowCount === 0,
  );
});

async function violated(): Promise<string[]> {
  const { findings } = await verify(app.context);
  return findings.map((finding) => finding.check);
}

describe('the ledger', () => {
  test('a payment is split into fee, reserve and what is available; the reserve comes free after its days', async () => {
    const balances = async () => {
      const { rows } = await sql(
        'select account, sum(amount_minor)::text as sum from ledger_postings group by account',
      );
      return Object.fromEntries(rows.map((row: Json) => [row.account, row.sum]));
    };
    // 59.98 gross; fee 1.74 + 0.30 = 2.04; net 57.94; reserve 5.79; then 10.00 given back.
    expect(await balances()).toEqual({
      provider: '-4998',
      fees: '204',
      reserved: '579',
      available: '4215',
      refunds: '0',
    });
    app.clock.advance(7 * 86_400_000 + 1000);
    app.context.wakeJobs();
    const released = await eventually(balances, (now) => now.reserved === '0');
    expect(released).toMatchObject({ available: '4794' });
    expect(await violated()).toEqual([]);
  });

  test('is listed and exported with every entry, one line each', async () => {
    const list = must(200, await merchant.client.get('/api/organization/ledger/'));
    expect(list.results.map((entry: Json) => entry.kind)).toEqual([
      'refund_succeeded',
      'refund_requested',
      'payment',
    ]);
    const csv = await merchant.client.get('/api/organization/ledger/', { accept: 'text/csv' });
    expect(csv.text.trim().split('\r\n')).toHaveLength(4);
  });
});

describe('verify finds nothing wrong with what the program wrote', () => {
  test('after payments, declines, refunds and an open checkout', async () => {
    expect(await violated()).toEqual([]);
  });

  test('after a job listed what was sold and left, and when a limit was taken away since', async () => {
    const listed = () =>
      sql(
        'select listed_paid_count as paid, listed_revenue_minor::text as revenue, listed_remaining_uses as remaining from payment_links where id = $1',
        [link.id],
      ).then(({ rows }) => rows[0]);
    const listAgain = async () => {
      await listChangedLinksJob.runDue(app.context);
      return listed();
    };
    // The job of the server may be at it, which this one does not wait for.
    await eventually(listAgain, ({ remaining }) => remaining !== 1_000_000_000);
    // One of five places is used, another held; 10.00 of 59.98 were given back.
    expect(await listed()).toEqual({ paid: 1, revenue: '4998', remaining: 3 });
    expect(await violated()).toEqual([]);
    must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { max_uses: null }));
    expect(await listed()).toEqual({ paid: 1, revenue: '4998', remaining: 1_000_000_000 });
    await listChangedLinksJob.runDue(app.context);
    expect(await violated()).toEqual([]);
  });
});

describe('verify finds each planted corruption', () => {
  test.each([
    ['a deleted posting', `delete from ledger_postings where account = 'fees'`, /sum to zero/],
    [
      'a changed posting',
      `update ledger_postings set amount_minor = amount_minor + 1 where account = 'available' and amount_minor > 0`,
      /sum to zero/,
    ],
    [
      'a posting in another currency',
      `update ledger_postings set currency = 'EUR' where account = 'fees'`,
      /same currency/,
    ],
    [
      'a deleted payment entry',
      `with gone as (delete from ledger_entries where kind = 'payment' returning id) delete from ledger_postings where entry_id in (select id from gone)`,
      /booked once/,
    ],
    [
      'a changed gross amount',
      `update transactions set gross_minor = gross_minor + 100 where status <> 'processing'`,
      /booked once/,
    ],
    [
      'a changed fee',
      `update transactions set fee_minor = fee_minor + 1 where status <> 'processing'`,
      /booked once/,
    ],
    ['a use without a payment', `update payment_link_places set used = used + 1`, /uses of a limited link/],
    [
      'more uses than the limit',
      `update payment_link_places set used = max_uses + 1`,
      /uses of a limited link/,
    ],
    ['a place held by nobody', `update payment_link_places set held = held + 1`, /held places/],
    [
      'a place kept by a closed checkout',
      `update checkouts set has_place = true where status = 'paid'`,
      /Only open checkouts/,
    ],
    [
      'a missing event',
      `delete from events where type = 'transaction.status_changed' and sequence = 2`,
      /has its event/,
    ],
    [
      'a skipped last event',
      `delete from events where sequence = (select max(sequence) from events)`,
      /has its event/,
    ],
    [
      'an event that tells another status',
      `update events set body = replace(body, '"partially_refunded"', '"paid"') where sequence = 4`,
      /has its event/,
    ],
    [
      'a refund nobody was told of',
      `delete from events where type = 'refund.status_changed'`,
      /event of its status/,
    ],
    [
      'a refund without its entry',
      `with gone as (delete from ledger_entries where kind = 'refund_succeeded' returning id) delete from ledger_postings where entry_id in (select id from gone)`,
      /booked as it stands/,
    ],
    ['a changed refund', `update refunds set amount_minor = amount_minor - 1`, /amount of its refund/],
    [
      'a changed refunded sum',
      `update transactions set refunded_minor = refunded_minor + 1 where status <> 'processing'`,
      /given back/,
    ],
    ['a changed counter', `update payment_link_counters set paid_count = paid_count + 1`, /link counted/],
    [
      'a changed revenue',
      `update payment_link_counters set gross_usd_minor = gross_usd_minor - 1`,
      /link counted/,
    ],
    [
      'a paid checkout without its transaction',
      `delete from transactions where status <> 'processing'`,
      /has a paid transaction/,
    ],
    [
      'a lost attempt',
      `delete from attempts where status = 'requires_payment_method'`,
      /attempts of a checkout/,
    ],
    [
      'a receipt of another amount',
      `update receipts set document = replace(document, '"total":"59.98"', '"total":"59.99"')`,
      /receipt says/,
    ],
    [
      'a receipt of nothing',
      `update receipts set checkout_id = '01890a5d-ac96-774b-bcce-b302099a8057'`,
      /receipt says/,
    ],
    [
      'a link that is listed with another revenue',
      `with listed as (update payment_link_counters set is_listed = true) update payment_links set listed_revenue_minor = 1`,
      /lists of links are sorted by/,
    ],
    [
      'a link that is listed with other places',
      `with listed as (update payment_link_places set is_listed = true) update payment_links set listed_remaining_uses = 0`,
      /lists of links are sorted by/,
    ],
    ['a reserve released in silence', `update reserves set due_at = null`, /held back/],
  ])('%s', async (_, corruption, expected) => {
    await sql(corruption);
    const names = await violated();
    expect(names.some((name) => expected.test(name))).toBe(true);
  });
});
