import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockCheckoutsOf, undoMatches } from '#paying/bank-entries/match-store.ts';
import { bookMatches } from '#paying/bank-transfers/book-match.ts';
import { findBankPayment } from '#paying/bank-transfers/find-payment.ts';
import { applyTransfersJob } from '#paying/bank-transfers/jobs.ts';
import { withdrawOwed } from '#paying/bank-transfers/withdraw-owed.ts';
import { applyProviderResult } from '#paying/checkouts/apply-provider-result.ts';
import { expireCheckoutsJob } from '#paying/checkouts/jobs.ts';
import { sendRefundsJob } from '#paying/refunds/jobs.ts';
import { parseId } from '#platform/kit/ids.ts';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import {
  balancesOf,
  entriesOf,
  handInCamt,
  type Order,
  openShop,
  order,
  type Shop,
  transactionOf,
} from '#test/support/bank-shop.ts';
import type { Json } from '#test/support/client.ts';
import { eventually, must, pay, startOpen } from '#test/support/scenario.ts';
import { writeEntry, writeMatch } from '#test/support/transfers.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const price = 1_000n;
const dayMs = 86_400_000;
const act = (shop: Shop, entry: Json | undefined, verb: string, body?: Json) =>
  shop.merchant.client.post(`/api/organization/bank-entries/${entry?.id}/${verb}/`, body);
const sendRefunds = () => sendRefundsJob.runDue(app.context);
const toSend = async (shop: Shop) =>
  must(200, await shop.merchant.client.get('/api/organization/bank-refunds/')).results as Json[];
const fileOf = (shop: Shop) => shop.merchant.client.get('/api/organization/bank-refunds.xml');

/** What became of the refunds of a payment, the oldest first. */
async function refundsOf(shop: Shop, transactionId: string): Promise<string[]> {
  const { results } = must(
    200,
    await shop.merchant.client.get(`/api/refunds/?transaction=${transactionId}&limit=50`),
  );
  return results.map(({ amount, status, reason }: Json) => `${reason} ${amount} ${status}`).reverse();
}

async function isSound(shop: Shop, balances: Record<string, string>): Promise<void> {
  expect((await verify(app.context)).findings).toEqual([]);
  expect(await balancesOf(app, shop)).toEqual(balances);
}

/** Hands in credits one day after the other; gives their entries. */
async function arrive(
  shop: Shop,
  ...credits: readonly { readonly minor: bigint; readonly text: string }[]
): Promise<Json[]> {
  const found: Json[] = [];
  for (const credit of credits) {
    const count = (await entriesOf(shop)).length;
    await handInCamt(shop, [{ ...credit, day: `2026-11-0${count + 2}`, endToEndId: `E${count}` }]);
    const [newest] = await entriesOf(shop);
    found.push(newest as Json);
  }
  return found;
}

describe('a match that brought too much', () => {
  it.each([
    ['before the refund is prepared', async () => 0],
    ['while the refund waits to be sent', sendRefunds],
  ])('is undone with the refund of the rest, %s', async (_, meanwhile) => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    const [entry] = await arrive(shop, { minor: 1_500n, text: 'Thanks' });
    const body = { transaction_id: sale.transactionId };
    must(200, await act(shop, entry, 'match', body));
    await meanwhile();
    expect((await entriesOf(shop))[0]?.matches[0]?.undoable).toBe(true);

    must(200, await act(shop, entry, 'undo'));
    expect(await refundsOf(shop, sale.transactionId)).toEqual(['excess_charge 5.00 failed']);
    await sendRefunds();
    expect((await fileOf(shop)).status).toBe(204);
    expect((await toSend(shop)).map(({ status }) => status)).toEqual(['withdrawn']);
    expect(await transactionOf(shop, sale.transactionId)).toMatchObject({
      dispute: { status: 'open', amount: '10.00' },
    });
    await isSound(shop, {});

    must(200, await act(shop, entry, 'match', body));
    await sendRefunds();
    expect(await refundsOf(shop, sale.transactionId)).toEqual([
      'excess_charge 5.00 failed',
      'excess_charge 5.00 pending',
    ]);
    expect((await fileOf(shop)).text).toContain('<InstdAmt Ccy="EUR">5.00</InstdAmt>');
    await isSound(shop, { provider: '-1500', available: '1000', refunds: '500' });
  });

  it('tells servers and the audit log that the refund was withdrawn', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    const [entry] = await arrive(shop, { minor: 1_500n, text: sale.reference });
    must(200, await act(shop, entry, 'undo'));
    const { rows } = await app.context.database.pool.query(
      `select body::jsonb->>'status' as status, body::jsonb->>'refund_id' as id from events
       where organization_id = $1 and type = 'refund.status_changed' order by id`,
      [shop.organizationId],
    );
    expect(rows.map(({ status }: Json) => status)).toEqual(['pending', 'failed']);
    const { results } = must(200, await shop.merchant.client.get('/api/organization/audit-log/'));
    expect(results.find(({ action }: Json) => action === 'bank_entry.undone').details).toMatchObject({
      withdrawn_refund_ids: [rows[0].id],
    });
  });

  it('leaves what was sent for the withdrawn refund all the same to a person', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    const [entry] = await arrive(shop, { minor: 1_500n, text: sale.reference });
    await sendRefunds();
    const [refund] = await toSend(shop);
    must(200, await act(shop, entry, 'undo'));
    await handInCamt(shop, [
      { minor: 500n, direction: 'debit', endToEndId: refund?.refund_id, text: null, day: '2026-11-09' },
    ]);
    const [debit] = await entriesOf(shop, '?status=unmatched');
    expect(debit).toMatchObject({ direction: 'debit', reasons: [{ code: 'refund_withdrawn' }, {}] });
    await isSound(shop, {});
  });

  it('stays once the refund is in a file for the bank, and says so beforehand', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    const [entry] = await arrive(shop, { minor: 1_500n, text: sale.reference });
    await sendRefunds();
    expect((await fileOf(shop)).status).toBe(200);
    expect((await entriesOf(shop))[0]?.matches[0]?.undoable).toBe(false);
    const reply = await act(shop, entry, 'undo');
    expect([reply.status, reply.body.code]).toEqual([409, 'refund_rests_on_it']);
    expect(reply.body.detail).toContain('in a file for your bank');
    await isSound(shop, { provider: '-1500', available: '1000', refunds: '500' });
  });
});

describe('a transfer for a payment that had all of its money', () => {
  async function paidTwice() {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    const [first, second] = await arrive(
      shop,
      { minor: price, text: sale.reference },
      { minor: price, text: sale.reference },
    );
    await sendRefunds();
    expect(await refundsOf(shop, sale.transactionId)).toEqual(['excess_charge 10.00 pending']);
    return { shop, sale, first, second };
  }

  it('is taken off, pays another one, and the payment stays as it was', async () => {
    const { shop, sale, second } = await paidTwice();
    const other = await order(app, shop);
    must(200, await act(shop, second, 'undo'));
    expect(await transactionOf(shop, sale.transactionId)).toMatchObject({ status: 'paid', dispute: null });
    must(200, await act(shop, second, 'match', { transaction_id: other.transactionId }));
    expect((await transactionOf(shop, other.transactionId)).status).toBe('paid');
    expect(await refundsOf(shop, sale.transactionId)).toEqual(['excess_charge 10.00 failed']);
    await isSound(shop, { provider: '-2000', available: '2000' });
  });

  it('leaves the refund of a third one that is right', async () => {
    const { shop, sale, second } = await paidTwice();
    await arrive(shop, { minor: 300n, text: sale.reference });
    await sendRefunds();
    must(200, await act(shop, second, 'undo'));
    await sendRefunds();
    expect(await refundsOf(shop, sale.transactionId)).toEqual([
      'excess_charge 10.00 failed',
      'excess_charge 3.00 pending',
    ]);
    await isSound(shop, { provider: '-1300', available: '1000', refunds: '300' });
  });

  it('may be taken off beside a refund by hand, which rests on the first', async () => {
    const { shop, sale, first, second } = await paidTwice();
    const { raw_key } = must(201, await shop.merchant.client.post('/api/organization/api-keys/', {}));
    const server = app.client().withKey(raw_key);
    must(201, await server.post(`/api/transactions/${sale.transactionId}/refund/`, { amount: '4.00' }));
    must(200, await act(shop, second, 'undo'));
    expect((await act(shop, first, 'undo')).body).toMatchObject({
      code: 'refund_rests_on_it',
      detail: expect.stringContaining('asked for'),
    });
    await isSound(shop, { provider: '-1000', available: '600', refunds: '400' });
  });

  it('by card is undone whole, and owed again when it is matched again', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    must(200, await pay(app, sale.token));
    const [entry] = await arrive(shop, { minor: price, text: sale.reference });
    await sendRefunds();
    must(200, await act(shop, entry, 'undo'));
    expect(await refundsOf(shop, sale.transactionId)).toEqual(['excess_charge 10.00 failed']);
    expect(await transactionOf(shop, sale.transactionId)).toMatchObject({ status: 'paid', dispute: null });
    await isSound(shop, await cardMoney(shop));
    must(200, await act(shop, entry, 'match', { transaction_id: sale.transactionId }));
    expect(await refundsOf(shop, sale.transactionId)).toEqual([
      'excess_charge 10.00 failed',
      'excess_charge 10.00 pending',
    ]);
    expect((await verify(app.context)).findings).toEqual([]);
  });

  async function cardMoney(shop: Shop): Promise<Record<string, string>> {
    const { fees = '0', available = '0', reserved = '0' } = await balancesOf(app, shop);
    expect(Number(fees) + Number(available) + Number(reserved)).toBe(1_000);
    const kept = { fees, available, reserved };
    return {
      provider: '-1000',
      ...Object.fromEntries(Object.entries(kept).filter(([, amount]) => amount !== '0')),
    };
  }
});

describe('money that came too late', () => {
  /** The only place lapsed with the transfer, and somebody else has it. */
  async function late(): Promise<{ shop: Shop; sale: Order }> {
    const shop = await openShop(app, { linkFields: { max_uses: 1 } });
    const sale = await order(app, shop);
    app.clock.advance(5 * dayMs + 60_000);
    await expireCheckoutsJob.runDue(app.context);
    await startOpen(app, shop.link.id);
    const { email, password } = shop.merchant;
    const { access_token } = must(200, await app.client().post('/api/auth/login/', { email, password }));
    const merchant = { ...shop.merchant, client: app.client().withToken(access_token) };
    return { shop: { ...shop, merchant }, sale };
  }

  it('is undone with its refund, pays what it was meant for, or goes back after all', async () => {
    const { shop, sale } = await late();
    const [entry] = await arrive(shop, { minor: price, text: sale.reference });
    await sendRefunds();
    expect(await refundsOf(shop, sale.transactionId)).toEqual(['late_payment 10.00 pending']);
    must(200, await act(shop, entry, 'undo'));
    expect(await refundsOf(shop, sale.transactionId)).toEqual(['late_payment 10.00 failed']);
    await isSound(shop, {});
    must(200, await act(shop, entry, 'match', { transaction_id: sale.transactionId }));
    expect(await refundsOf(shop, sale.transactionId)).toEqual([
      'late_payment 10.00 failed',
      'late_payment 10.00 pending',
    ]);
    expect(await transactionOf(shop, sale.transactionId)).toMatchObject({ status: 'refund_pending' });
    await isSound(shop, { provider: '-1000', refunds: '1000' });
  });

  it('in parts goes back for the part that is left', async () => {
    const { shop, sale } = await late();
    const [, second] = await arrive(
      shop,
      { minor: 600n, text: sale.reference },
      { minor: 400n, text: sale.reference },
    );
    await sendRefunds();
    must(200, await act(shop, second, 'undo'));
    await sendRefunds();
    const pending = (await refundsOf(shop, sale.transactionId)).filter((refund) =>
      refund.endsWith('pending'),
    );
    expect(pending).toEqual(['excess_charge 6.00 pending']);
    await isSound(shop, { provider: '-600', refunds: '600' });
  });
});

describe('an answer that was read before a match was undone, and is written after it', () => {
  /** All that `applyTransfer` needs of a payment, and the answer as it stands now. */
  async function readAnswer(shop: Shop, sale: Order) {
    const { rows } = await app.context.database.pool.query(
      `select a.organization_id as "organizationId", a.id as "attemptId", a.checkout_id as "checkoutId", c.payment_link_id as "paymentLinkId"
       from attempts a join checkouts c on c.organization_id = a.organization_id and c.id = a.checkout_id
       where a.organization_id = $1 and a.transaction_id = $2`,
      [shop.organizationId, parseId('TX', sale.transactionId)],
    );
    const answer = await findBankPayment(app.context, rows[0]);
    if (!answer) throw new Error('A transfer that was chosen has an answer.');
    return { key: rows[0], answer };
  }

  it('owes nothing again once the checkout knows of the undo', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    const [entry] = await arrive(shop, { minor: 1_500n, text: sale.reference });
    const { key, answer } = await readAnswer(shop, sale);
    must(200, await act(shop, entry, 'undo'));
    await applyProviderResult(app.context, key, answer);
    expect(await refundsOf(shop, sale.transactionId)).toEqual(['excess_charge 5.00 failed']);
    await isSound(shop, {});
  });

  it('owes nothing while the undo holds the checkout, and its answer was never told before', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    const { key } = await readAnswer(shop, sale);
    const { organizationId, attemptId } = key;
    const entryId = await writeEntry(app, organizationId, 1_500n);
    const matchId = await app.context.database.transaction((tx) =>
      writeMatch(app, tx, { organizationId, attemptId, entryId, amountMinor: 1_500n }),
    );
    const { answer } = await readAnswer(shop, sale);
    expect(answer.extraMinor).toBe(500n);
    let applied: Promise<unknown> = Promise.resolve();
    await app.context.database.transaction(async (tx) => {
      await lockCheckoutsOf(tx, organizationId, [attemptId]);
      applied = applyProviderResult(app.context, key, answer);
      await eventually(waitingForLocks, (count) => count > 0);
      const now = app.clock.now();
      await withdrawOwed(tx, organizationId, new Map([[attemptId, 1_500n]]), now);
      await undoMatches(tx, organizationId, [matchId], 'usr_somebody', now);
      await bookMatches(tx, organizationId, [attemptId], now);
    });
    await applied;
    await applyTransfersJob.runDue(app.context);
    expect(await refundsOf(shop, sale.transactionId)).toEqual([]);
  });

  const waitingForLocks = async (): Promise<number> => {
    const { rows } = await app.context.database.pool.query(
      `select count(*)::integer as count from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like '%from checkouts c%'`,
    );
    return rows[0].count;
  };
});
