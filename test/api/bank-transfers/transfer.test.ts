import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transactionNumberOf } from '#paying/bank-transfers/creditor-reference.ts';
import { applyTransfersJob, remindTransfersJob } from '#paying/bank-transfers/jobs.ts';
import { expireCheckoutsJob, resolveAttemptsJob } from '#paying/checkouts/jobs.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { placesOf, query, stateOf } from '#test/support/paying.ts';
import { cards, must, pay, start, startOpen } from '#test/support/scenario.ts';
import {
  account,
  arrive,
  bookOf,
  choose,
  chosenTransfer,
  connectBank,
  mailsAbout,
  organizationIdOf,
  saySent,
  startedTransfer,
  transferOf,
  undoMatch,
  writeEntry,
} from '#test/support/transfers.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const dayMs = 86_400_000;
const transactionOf = async (merchant: Json, checkout: Json) => {
  const { transaction_id } = await stateOf(app, checkout);
  return must(200, await merchant.client.get(`/api/transactions/${transaction_id}/`));
};
const runJobs = async () => {
  await resolveAttemptsJob.runDue(app.context);
  await expireCheckoutsJob.runDue(app.context);
  await applyTransfersJob.runDue(app.context);
};
const kindsTo = async (checkout: Json) => (await mailsAbout(app, checkout)).map(({ kind }) => kind);

describe('choosing a bank transfer', () => {
  it('leads to a page that says what to send, and keeps the checkout for the days that the merchant set', async () => {
    const { checkout } = await startedTransfer(app);
    expect((await stateOf(app, checkout)).ways).toMatchObject([
      { id: 'sandbox', kind: 'card_form' },
      { id: 'bank', provider: 'bank', label: 'Bank transfer', kind: 'transfer' },
    ]);
    const reply = must(202, await choose(app, checkout));
    expect(reply.next_action).toEqual({
      type: 'redirect',
      url: `${app.url}/checkout/${checkout.token}/transfer`,
    });
    const transfer = await transferOf(app, checkout);
    expect(transfer).toMatchObject({
      status: 'waiting',
      currency: 'EUR',
      amount: '40.00',
      received_amount: '0.00',
      missing_amount: '40.00',
      to_send_amount: '40.00',
      on_its_way_amount: '0.00',
      account_name: account.account_name,
      iban: account.iban,
      iban_grouped: 'DE89 3704 0044 0532 0130 00',
      bic: account.bic,
      sent_at: null,
      arrived_at: null,
    });
    expect(transfer.reference).toMatch(/^RF\d{14}$/);
    expect(transfer.reference_grouped.replaceAll(' ', '')).toBe(transfer.reference);
    expect(Date.parse(transfer.deadline_at) - app.clock.now().getTime()).toBeGreaterThan(4.9 * dayMs);
    const state = await stateOf(app, checkout);
    expect(state).toMatchObject({ status: 'processing', next_action: { url: reply.next_action.url } });
    expect(state.expires_at).toBe(Math.floor(Date.parse(transfer.deadline_at) / 1000));
  });

  it('takes the reference from the number of the transaction, and keeps it when it is chosen again', async () => {
    const { merchant, checkout } = await chosenTransfer(app);
    const { reference } = await transferOf(app, checkout);
    const transaction = await transactionOf(merchant, checkout);
    expect(transactionNumberOf(reference)).toBe(BigInt(transaction.number));
    must(202, await choose(app, checkout));
    expect(await bookOf(app, checkout)).toHaveLength(1);
    must(200, await pay(app, checkout.token));
    expect((await stateOf(app, checkout)).status).toBe('paid');
    expect(await bookOf(app, checkout)).toMatchObject([{ status: 'canceled', reference }]);
  });

  it('is not offered in another currency, and 400 unknown_way is the answer', async () => {
    const { checkout } = await startedTransfer(app, { link: { currency: 'USD' } });
    expect((await stateOf(app, checkout)).ways).toMatchObject([{ id: 'sandbox' }]);
    expect(await choose(app, checkout)).toMatchObject({ status: 400, body: { code: 'unknown_way' } });
  });

  it('keeps what was told when the merchant changes the account afterwards', async () => {
    const { merchant, checkout } = await chosenTransfer(app);
    await connectBank(merchant, { iban: 'NL91ABNA0417164300', bic: null });
    expect((await transferOf(app, checkout)).iban).toBe(account.iban);
  });

  it('404 before a transfer is chosen, and once another way was taken', async () => {
    const { checkout } = await startedTransfer(app);
    const get = () => app.client().get(`/api/checkout/${checkout.token}/transfer/`);
    expect((await get()).status).toBe(404);
    expect((await saySent(app, checkout)).status).toBe(404);
    must(202, await choose(app, checkout));
    must(200, await pay(app, checkout.token));
    expect((await get()).status).toBe(404);
    expect(await saySent(app, checkout)).toMatchObject({ status: 409, body: { code: 'checkout_not_open' } });
  });
});

const cancel = (checkout: Json) => app.client().post(`/api/checkout/${checkout.token}/cancel/`);

describe('"I have sent it"', () => {
  it('turns the attempt to processing, twice is once, and no other way begins meanwhile', async () => {
    const { checkout } = await chosenTransfer(app);
    const said = must(200, await saySent(app, checkout));
    expect(said).toMatchObject({ status: 'sent', sent_at: expect.any(String) });
    expect(must(200, await saySent(app, checkout)).sent_at).toBe(said.sent_at);
    expect((await stateOf(app, checkout)).depositAttempts).toMatchObject([{ status: 'processing' }]);
    for (const refused of [await pay(app, checkout.token), await cancel(checkout)]) {
      expect(refused).toMatchObject({ status: 409, body: { code: 'payment_in_progress' } });
      expect(refused.body.detail).toMatch(/You said that you sent a bank transfer.*two working days/);
      expect(refused.headers.get('retry-after')).toBe('3600');
    }
  });

  it('ends at the deadline all the same when nothing comes, and gives the place back', async () => {
    const { link, checkout } = await chosenTransfer(app, { link: { max_uses: 1 } });
    must(200, await saySent(app, checkout));
    expect(await placesOf(app, link)).toMatchObject({ held: 1 });
    app.clock.advance(5 * dayMs + 60_000);
    await runJobs();
    expect(['expired', 'failed']).toContain((await stateOf(app, checkout)).status);
    expect(await placesOf(app, link)).toMatchObject({ used: 0, held: 0 });
  });
});

describe('money that a statement shows', () => {
  it('all of it pays the checkout, with its receipt', async () => {
    const { merchant, link, checkout } = await chosenTransfer(app, { link: { max_uses: 2 } });
    await arrive(app, checkout, 4_000n);
    expect(await stateOf(app, checkout)).toMatchObject({ status: 'paid', received_amount: '40.00' });
    expect(await transferOf(app, checkout)).toMatchObject({
      status: 'arrived',
      received_amount: '40.00',
      missing_amount: '0.00',
      qr_svg_url: null,
      arrived_at: expect.any(String),
    });
    expect(await transactionOf(merchant, checkout)).toMatchObject({ status: 'paid', provider: 'bank' });
    expect(await placesOf(app, link)).toMatchObject({ used: 1, held: 0 });
    must(200, await app.client().get(`/api/checkout/${checkout.token}/receipt/`));
    const page = (await app.client().get(`/checkout/${checkout.token}/receipt`)).text;
    expect(page).toContain('<b>Test mode.</b> No money moved.');
    expect(page).not.toMatch(/card is charged|Test cards/);
  });

  it('several parts add up; each but the last leaves it open and is told by mail, once', async () => {
    const { checkout } = await chosenTransfer(app);
    await arrive(app, checkout, 2_500n);
    expect(await stateOf(app, checkout)).toMatchObject({ status: 'processing', received_amount: '25.00' });
    expect(await transferOf(app, checkout)).toMatchObject({
      status: 'part',
      received_amount: '25.00',
      missing_amount: '15.00',
      to_send_amount: '15.00',
    });
    await applyTransfersJob.runDue(app.context);
    const mails = await mailsAbout(app, checkout);
    expect(mails.map(({ kind }) => kind)).toEqual(['transfer_instructions', 'transfer_missing']);
    expect(mails[1]?.text).toContain('€25.00 has arrived. €15.00 is missing.');
    await arrive(app, checkout, 1_500n);
    expect((await stateOf(app, checkout)).status).toBe('paid');
    expect(await kindsTo(checkout)).toEqual(['transfer_instructions', 'transfer_missing']);
  });

  it('two parts that are written at the same moment are both counted', async () => {
    const { checkout } = await chosenTransfer(app);
    await Promise.all([
      arrive(app, checkout, 2_500n, { applies: false }),
      arrive(app, checkout, 1_500n, { applies: false }),
    ]);
    expect(await bookOf(app, checkout)).toMatchObject([{ status: 'succeeded' }]);
    await applyTransfersJob.runDue(app.context);
    expect((await stateOf(app, checkout)).status).toBe('paid');
    expect(await bookOf(app, checkout)).toMatchObject([{ apply_due_at: null }]);
  });

  it('more than expected pays it, and the rest is an excess charge that goes back', async () => {
    const { merchant, checkout } = await chosenTransfer(app);
    await arrive(app, checkout, 4_250n);
    expect(await transactionOf(merchant, checkout)).toMatchObject({
      status: 'paid',
      refunded_amount: '0.00',
    });
    const refunds = await query(app, `select amount_minor, reason from refunds where organization_id = $1`, [
      organizationIdOf(merchant),
    ]);
    expect(refunds).toEqual(
      [{ amount_minor: 250n, reason: 'excess_charge' }].map((row) => expect.objectContaining(row)),
    );
  });

  it('on its way, as the bank announces: told, and no money yet', async () => {
    const { merchant, checkout } = await chosenTransfer(app);
    const { reference } = await transferOf(app, checkout);
    await writeEntry(app, organizationIdOf(merchant), 4_000n, {
      status: 'on_its_way',
      reasons: [{ code: 'reference_found', reference }],
    });
    expect(await transferOf(app, checkout)).toMatchObject({
      status: 'on_its_way',
      received_amount: '0.00',
      on_its_way_amount: '40.00',
      to_send_amount: '0.00',
      qr_svg_url: null,
      seen_at: expect.any(String),
    });
    expect((await stateOf(app, checkout)).status).toBe('processing');
  });

  it('after the checkout was paid another way it is given back, and nothing else changes', async () => {
    const { merchant, checkout } = await chosenTransfer(app);
    must(200, await pay(app, checkout.token));
    await arrive(app, checkout, 4_000n);
    expect(await transactionOf(merchant, checkout)).toMatchObject({ status: 'paid', provider: 'sandbox' });
    const refunds = await query(app, 'select amount_minor, reason from refunds where organization_id = $1', [
      organizationIdOf(merchant),
    ]);
    expect(refunds).toMatchObject([{ reason: 'excess_charge' }]);
    expect(Number(refunds[0].amount_minor)).toBe(4_000);
  });

  it('a part that comes after the end goes back, and counts towards nothing that comes later', async () => {
    const { merchant, checkout } = await chosenTransfer(app);
    app.clock.advance(5 * dayMs + 60_000);
    await runJobs();
    await arrive(app, checkout, 2_500n);
    await arrive(app, checkout, 1_500n);
    expect(await bookOf(app, checkout)).toMatchObject([{ status: 'canceled' }]);
    expect((await stateOf(app, checkout)).status).not.toBe('paid');
    const refunds = await query(
      app,
      'select sum(amount_minor)::integer as total from refunds where organization_id = $1',
      [organizationIdOf(merchant)],
    );
    expect(refunds).toEqual([{ total: 4_000 }]);
  });

  it('all of it after the end still buys while there is a place', async () => {
    const { checkout } = await chosenTransfer(app);
    app.clock.advance(5 * dayMs + 60_000);
    await runJobs();
    expect((await stateOf(app, checkout)).status).not.toBe('processing');
    await arrive(app, checkout, 4_000n);
    expect((await stateOf(app, checkout)).status).toBe('paid');
  });

  it('taken back by the bank is disputed, and won once it is whole again', async () => {
    const { merchant, checkout } = await chosenTransfer(app);
    await arrive(app, checkout, 4_000n);
    await arrive(app, checkout, -4_000n, { returnReason: 'AC04' });
    expect((await transactionOf(merchant, checkout)).dispute).toMatchObject({
      status: 'lost',
      reason: 'AC04',
      amount: '40.00',
    });
    expect(await transferOf(app, checkout)).toMatchObject({
      status: 'taken_back',
      received_amount: '0.00',
      missing_amount: '40.00',
      qr_svg_url: null,
    });
    await arrive(app, checkout, 4_000n);
    expect((await transactionOf(merchant, checkout)).dispute).toMatchObject({ status: 'won' });
    expect(await transferOf(app, checkout)).toMatchObject({ status: 'arrived', received_amount: '40.00' });
  });

  it('a match that a person undid leaves the payment paid, and disputed', async () => {
    const { merchant, checkout } = await chosenTransfer(app);
    const match = await arrive(app, checkout, 4_000n);
    await undoMatch(app, checkout, match);
    expect(await transactionOf(merchant, checkout)).toMatchObject({
      status: 'paid',
      dispute: { status: 'open', reason: 'match_undone', amount: '40.00' },
    });
    // What the seller took for something else is none of the buyer's affairs.
    expect(await transferOf(app, checkout)).toMatchObject({ status: 'arrived', received_amount: '40.00' });
  });
});

describe('what the buyer is mailed', () => {
  it('what to send, at once and once, with the address of the page', async () => {
    const { checkout } = await chosenTransfer(app);
    must(202, await choose(app, checkout));
    const [mail, ...others] = await mailsAbout(app, checkout);
    expect(others).toEqual([]);
    const { reference_grouped } = await transferOf(app, checkout);
    for (const part of [
      'Send €40.00 to Nordlicht',
      'Test mode. Do not send money.',
      account.account_name,
      'DE89 3704 0044 0532 0130 00',
      reference_grouped,
      `${app.url}/checkout/${checkout.token}/transfer`,
    ])
      expect(mail?.text).toContain(part);
    expect(mail?.subject).toBe('[Test] Send €40.00 to Nordlicht');
  });

  it('a reminder a day before the end, once', async () => {
    const { checkout } = await chosenTransfer(app);
    app.clock.advance(4 * dayMs - 60_000);
    await remindTransfersJob.runDue(app.context);
    expect(await kindsTo(checkout)).toEqual(['transfer_instructions']);
    app.clock.advance(120_000);
    await remindTransfersJob.runDue(app.context);
    app.clock.advance(120_000);
    await remindTransfersJob.runDue(app.context);
    expect(await kindsTo(checkout)).toEqual(['transfer_instructions', 'transfer_reminder']);
  });

  it('no reminder when money is on its way, when all is there, when it is over, and for one day only', async () => {
    const announced = await chosenTransfer(app);
    const { reference } = await transferOf(app, announced.checkout);
    await writeEntry(app, organizationIdOf(announced.merchant), 4_000n, {
      status: 'on_its_way',
      reasons: [{ code: 'reference_found', reference }],
    });
    const paid = await chosenTransfer(app);
    await arrive(app, paid.checkout, 4_000n);
    const other = await chosenTransfer(app);
    must(200, await pay(app, other.checkout.token));
    const short = await chosenTransfer(app, { settings: { hold_days: 1 } });
    app.clock.advance(4 * dayMs + 60_000);
    await remindTransfersJob.runDue(app.context);
    for (const { checkout } of [announced, paid, other, short])
      expect(await kindsTo(checkout)).not.toContain('transfer_reminder');
  });
});

describe('the code for banking apps', () => {
  it('comes as SVG and PNG, of what is still missing, and is gone when nothing is', async () => {
    const { checkout } = await chosenTransfer(app);
    const address = (await transferOf(app, checkout)).qr_svg_url;
    const svg = await app.client().get(address);
    expect(svg.headers.get('content-type')).toContain('image/svg+xml');
    const png = await app.client().get(address.replace('.svg', '.png'));
    expect(png.headers.get('content-type')).toBe('image/png');
    await arrive(app, checkout, 2_500n);
    expect((await app.client().get(address)).text).not.toBe(svg.text);
    await arrive(app, checkout, 1_500n);
    expect((await app.client().get(address)).status).toBe(404);
  });
});

describe('a link whose places are all kept by transfers', () => {
  const releaseOf = (link: Json) =>
    app
      .client()
      .get(`/api/payment-links/public/${link.id}/`)
      .then((reply) => must(200, reply).release_at);
  const timeOf = async (checkout: Json) => Date.parse((await transferOf(app, checkout)).deadline_at) + 5_000;

  it('says when the first may come back: on its page, when a buyer starts, and when one pays', async () => {
    const { merchant, link, checkout: early } = await startedTransfer(app);
    const [first, second] = [await startOpen(app, link.id), await startOpen(app, link.id)];
    must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { max_uses: 2 }));
    must(202, await choose(app, first));
    app.clock.advance(600_000);
    must(202, await choose(app, second));
    must(200, await saySent(app, first));
    const release = await timeOf(first);
    expect(release).toBeLessThan(await timeOf(second));
    expect(Date.parse(await releaseOf(link))).toBe(release);
    app.clock.advance(dayMs);
    expect(Date.parse(await releaseOf(link))).toBe(release);
    const refused = await start(app, link.id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'link_fully_held' } });
    expect(Date.parse(refused.body.release_at)).toBe(release);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3.5 * 86_400);
    expect((await stateOf(app, early)).status).toBe('expired');
  });

  it('names an open checkout that ends before them, and nothing while a card payment is decided', async () => {
    const { link, checkout } = await chosenTransfer(app, { link: { max_uses: 2 } });
    const open = await startOpen(app, link.id);
    expect(Math.floor(Date.parse(await releaseOf(link)) / 1000)).toBe(open.expires_at + 5);
    must(202, await pay(app, open.token, cards.late));
    expect(Date.parse(await releaseOf(link))).toBe(await timeOf(checkout));
    must(202, await pay(app, checkout.token, cards.late));
    expect(await releaseOf(link)).toBeNull();
    const refused = await start(app, link.id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'link_fully_held', release_at: null } });
  });

  it('says so to a buyer who has no place yet and wants to pay', async () => {
    const { merchant, link, checkout: early } = await startedTransfer(app);
    const holder = await startOpen(app, link.id);
    must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { max_uses: 1 }));
    must(202, await choose(app, holder));
    const refused = await choose(app, early);
    expect(refused).toMatchObject({ status: 409, body: { code: 'link_fully_held' } });
    expect(Date.parse(refused.body.release_at)).toBe(await timeOf(holder));
  });
});

it('where there is no limit neither the page nor the mail speaks of a place', async () => {
  const { checkout } = await chosenTransfer(app, { settings: { holds_place: false } });
  const page = (await app.client().get(`/checkout/${checkout.token}/transfer`)).text;
  const [mail] = await mailsAbout(app, checkout);
  for (const text of [page, mail?.text]) {
    expect(text).toContain('It can be paid until');
    expect(text).not.toMatch(/place is kept/);
  }
});

it('a place that is not kept meanwhile is there for others, and is taken again when the money comes', async () => {
  const { link, checkout } = await chosenTransfer(app, {
    link: { max_uses: 1 },
    settings: { holds_place: false },
  });
  expect(await placesOf(app, link)).toMatchObject({ used: 0, held: 0 });
  expect((await transferOf(app, checkout)).has_place).toBe(false);
  const [mail] = await mailsAbout(app, checkout);
  const page = (await app.client().get(`/checkout/${checkout.token}/transfer`)).text;
  for (const text of [page, mail?.text]) expect(text).toContain('No place is kept meanwhile');
  must(201, await start(app, link.id));
  await arrive(app, checkout, 4_000n);
  expect((await stateOf(app, checkout)).transaction_status).toBe('refund_pending');
});
