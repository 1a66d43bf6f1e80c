import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { openRichShop, type RichShop } from '#test/commands/rich-shop.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { eventually } from '#test/support/scenario.ts';
import { hers, keepRules, leaveUnpaid, seenBy, settle, tablesWith, violations } from './support.ts';

const dayMs = 86_400_000;

let app: TestApp;
let shop: RichShop;
let unpaid: Json[];
let before: Awaited<ReturnType<typeof seenBy>>;
let after: typeof before;
let removed: Record<string, number>;

beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'on' } });
  shop = await openRichShop(app);
  unpaid = await leaveUnpaid(app, shop.link);
  await settle(app);
  app.clock.set(400 * dayMs);
  await eventually(
    () => query(app, 'select from reserves where due_at is not null'),
    (held) => held.length === 0,
  );
  before = await seenBy(app, shop.merchant, shop.link);
  removed = await keepRules(app);
  after = await seenBy(app, shop.merchant, shop.link);
}, 180_000);
afterAll(() => app.stop());

const count = async (from: string) =>
  (await query(app, `select count(*)::integer as count from ${from}`))[0].count;

describe('a shop of which everything is 400 days old', () => {
  it('is proven by verify as before', async () => {
    expect(await violations(app)).toEqual([]);
  });

  it('shows the same statistics, money and payments; only buyers who never paid are gone', () => {
    const withoutUnpaid = (seen: typeof before) => ({
      ...seen,
      dashboard: JSON.parse(
        JSON.stringify(seen.dashboard, (name, value) => (name === 'payer_email' ? '' : value)),
      ),
      transactions: seen.transactions.results.filter(
        ({ status }: Json) => !['failed', 'canceled'].includes(status),
      ),
      checkouts: seen.checkouts.results.filter(({ status }: Json) => status === 'paid'),
      export: seen.export.split('\n').filter((line) => !/,(?:failed|canceled),/.test(line)),
    });
    expect(withoutUnpaid(after)).toEqual(withoutUnpaid(before));
    expect(after.checkouts.results.length).toBe(before.checkouts.results.length);
    expect(after.export.split('\n').length).toBe(before.export.split('\n').length);
  });

  it('holds no word of a buyer who never paid', async () => {
    expect(await tablesWith(app, hers)).toEqual([]);
  });

  it('shows their checkouts and payments with amounts and states, and no buyer', () => {
    for (const { checkout_id: id } of unpaid) {
      const [was, is] = [before, after].map((seen) =>
        seen.checkouts.results.find((row: Json) => row.id === id),
      );
      expect(was.billing.last_name).toBe('Wiśniewska');
      expect(Object.values(is.billing).every((value) => value === null)).toBe(true);
      expect(is).toMatchObject({
        status: was.status,
        amount: was.amount,
        client_reference_id: null,
        utm: {},
      });
    }
    const failed = after.transactions.results.find((row: Json) => row.checkout_id === unpaid[2]?.checkout_id);
    expect(failed).toMatchObject({ status: 'failed', payer_email: null, gross_amount: expect.any(String) });
    expect(failed.depositAttempts.map(({ card }: Json) => card)).toEqual([null, null, null, null, null]);
  });

  it('tells of their payments in the feed without them, in the same positions', async () => {
    const told = await query(app, 'select body from events where checkout_id = $1 and is_public', [
      parseId('chk', unpaid[2]?.checkout_id),
    ]);
    expect(told).not.toEqual([]);
    for (const { body } of told) expect(JSON.parse(body)).toMatchObject({ payer_email: null });
  });

  it.each([
    ['idempotency_keys'],
    ['refund_codes'],
    ['sandbox_payments'],
    ['sandbox_refunds'],
    ['webhook_deliveries'],
    ['mails'],
    ['password_resets'],
    ['invitations'],
    ["events where not is_public and type <> 'payment_link.changed'"],
    ["sessions where created_at < now() + interval '300 days'"],
    ['payment_link_views where shard <> 0 and day < now()'],
  ])('keeps nothing of %s', async (from) => {
    expect(await count(from)).toBe(0);
  });

  it('tells what each rule removed', () => {
    expect(removed).toMatchObject({
      'checkouts: buyers of those that were never paid': expect.any(Number),
      idempotency_keys: expect.any(Number),
      'events: internal ones': expect.any(Number),
    });
  });

  it('has receipts whose signature is the one that was given', async () => {
    const [receipt] = await query(app, 'select count(*)::integer as count from receipts');
    expect(receipt.count).toBeGreaterThan(2);
  });

  it('is left alone by the next round', async () => {
    expect(await keepRules(app)).toEqual({});
  });
});
