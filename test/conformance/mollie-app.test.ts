import { describe, expect, it } from 'vitest';
import { expireCheckoutsJob, resolveAttemptsJob } from '#paying/checkouts/jobs.ts';
import { sendRefundsJob } from '#paying/refunds/jobs.ts';
import type { MovableClock } from '#platform/kit/clock.ts';
import { cancel, placesOf, stateOf, storyOf } from '#test/support/paying.ts';
import { type Fault, startMollie } from '#test/support/providers/mollie/mollie.ts';
import type { Payment } from '#test/support/providers/mollie/objects.ts';
import { cents } from '#test/support/providers/mollie/read-payment-body.ts';
import { must } from '#test/support/scenario.ts';
import { describeHosted, type HostedPage, type HostedStandIn } from './hosted-suite.ts';

const secret = 'a-secret-of-the-webhook';
const chosen = { pay: 'paid', 'pay-later': 'pending', decline: 'failed', back: 'canceled' } as const;

async function start(clock: MovableClock) {
  const mollie = await startMollie(clock);
  const paymentOf = (address: string): Payment => {
    const payment = mollie.books.payments.get(address.split('/').at(-1) ?? '');
    if (!payment) throw new Error('The buyer is sent to the page of a payment.');
    return payment;
  };
  const pageOf = (address: string): HostedPage => {
    const payment = paymentOf(address);
    return {
      id: payment.id,
      total: payment.amount.value,
      press: async (button) => {
        const at = `${mollie.url}/checkout/select-method/${payment.id}/${chosen[button]}`;
        const response = await fetch(at, { method: 'POST', redirect: 'manual' });
        return response.headers.get('location') ?? undefined;
      },
      isPaid: () => payment.status === 'paid',
      events: () => mollie.due.filter(({ paymentId }) => paymentId === payment.id),
      decideLater: (end) => mollie.books.decideLater(payment, end),
      refundThere: () => mollie.refundThere(payment),
      refunds: () => payment.refunds.map(({ amount }) => Number(cents(amount))),
    };
  };
  const standIn = {
    env: { PROVIDER_BASE_URL_MOLLIE: mollie.url },
    credentials: { api_key: mollie.apiKey, webhook_signing_secret: secret },
    namesCard: true,
    pageOf,
    fail: (fault) => mollie.fail(fault as Fault | undefined),
    revoke: (isRevoked) => mollie.revoke(isRevoked),
    faults: [
      'server_error',
      'rate_limited',
      'reset',
      'redirect',
      'not_json',
      'without_error',
      'other_object',
      'other_payment',
    ],
    deliver: async (event, url, { forged = false } = {}) => {
      const { paymentId } = event as { paymentId: string };
      return forged ? mollie.deliverSigned(paymentId, url, 'a-guess') : mollie.deliver(paymentId, url);
    },
    oldestMs: null,
    stop: () => mollie.stop(),
  } satisfies HostedStandIn;
  return { ...standIn, mollie, paymentOf };
}

describeHosted('mollie', start, (world) => {
  const { clock, follow, pageOf, pay, sentToPage: sent, started, statusOf } = world;
  async function sentToPage(link: Record<string, unknown> = {}) {
    const begun = await sent(link);
    return { ...begun, payment: world.standIn.paymentOf(begun.reply.next_action.url) };
  }
  const resolve = () => resolveAttemptsJob.runDue(world.app.context);

  it('a payment is made once, keyed by its attempt, and shows our lines and our total to the cent', async () => {
    const { checkout, payment } = await sentToPage();
    const state = await stateOf(world.app, checkout);
    expect(payment).toMatchObject({
      amount: { currency: 'USD', value: state.total },
      locale: 'en_US',
      redirectUrl: `${world.app.url}/checkout/${checkout.token}/return`,
      cancelUrl: `${world.app.url}/checkout/${checkout.token}/return`,
      // An instance that nobody reaches names no address: Mollie would refuse the payment.
      webhookUrl: null,
      billingAddress: { email: expect.stringContaining('@') },
      metadata: {
        organization: expect.any(String),
        checkout: expect.any(String),
        attempt: expect.any(String),
      },
    });
    const { attempt } = payment.metadata as { attempt: string };
    const made = world.standIn.mollie.calls.filter(({ body }) => body.includes(attempt));
    expect(made).toMatchObject([{ route: 'POST /v2/payments', idempotencyKey: attempt }]);
  });

  it('a notification of an account’s webhook is signed, and says no more than the other', async () => {
    const { checkout, merchant, payment, page } = await sentToPage();
    await page.press('pay');
    const { results } = must(200, await merchant.client.get('/api/organization/providers/'));
    const { notification_url: url } = results.find(
      ({ provider, mode }: { provider: string; mode: string }) => provider === 'mollie' && mode === 'sandbox',
    );
    expect(await world.standIn.mollie.deliverSigned(payment.id, url, secret)).toBe(200);
    expect(await statusOf(checkout)).toBe('paid');
  });

  it('an id that is none of ours costs no call', async () => {
    const { deliver } = await sentToPage();
    const before = world.standIn.mollie.calls.length;
    for (const paymentId of ['tr_guess', 'tr_0', 'ord_x']) expect(await deliver({ paymentId })).toBe(200);
    expect(await deliver({ paymentId: '../profiles/me' })).toBe(400);
    expect(world.standIn.mollie.calls).toHaveLength(before);
  });

  it('a payment whose answer was lost is found by its attempt, however late, and the buyer is sent there', async () => {
    const { checkout } = await started();
    const { books } = world.standIn.mollie;
    const before = books.payments.size;
    world.standIn.fail('lost');
    expect(must(202, await pay(checkout)).next_action).toBeNull();
    world.standIn.fail(undefined);
    world.standIn.mollie.forgetKeys();
    clock.advance(3_000);
    await resolve();
    const state = await stateOf(world.app, checkout);
    expect(state).toMatchObject({ status: 'processing', next_action: { type: 'redirect' } });
    expect(books.payments.size).toBe(before + 1);
    await follow(await pageOf(state).press('pay'));
    expect(await statusOf(checkout)).toBe('paid');
  });

  it('what Mollie refuses to make is told as an error, and another attempt may begin', async () => {
    const { checkout } = await started();
    const { books } = world.standIn.mollie;
    const create = books.create;
    books.create = (body) => create({ ...body, locale: 'xx_XX' });
    expect((await pay(checkout)).body.code).toBe('processing_error');
    books.create = create;
    expect(await statusOf(checkout)).toBe('open');
    await follow(await pageOf(must(202, await pay(checkout))).press('pay'));
    expect(await statusOf(checkout)).toBe('paid');
  });

  it('a payment that is refused is told with its reason, and one that ran out as over', async () => {
    const declined = await sentToPage();
    await follow(await declined.page.press('decline'));
    expect(await stateOf(world.app, declined.checkout)).toMatchObject({
      status: 'open',
      depositAttempts: [{ status: 'requires_payment_method', errorCode: 'insufficient_funds' }],
    });
    const late = await sentToPage();
    clock.advance(16 * 60_000);
    await resolve();
    expect(await stateOf(world.app, late.checkout)).toMatchObject({
      status: 'open',
      depositAttempts: [{ status: 'canceled' }],
    });
  });

  it('an answer of another amount is not believed', async () => {
    const { checkout, payment, page } = await sentToPage();
    const { payments } = world.standIn.mollie.books;
    await page.press('pay');
    payments.set(payment.id, { ...payment, amount: { currency: 'USD', value: '0.01' } });
    clock.advance(60_000);
    await resolve();
    expect(await statusOf(checkout)).toBe('processing');
    payments.set(payment.id, payment);
    clock.advance(600_000);
    await resolve();
    expect(await statusOf(checkout)).toBe('paid');
  });

  it('no key of an account ever stands in a log', async () => {
    const { mollie } = world.standIn;
    for (const fault of world.standIn.faults) {
      world.standIn.fail(undefined);
      const { checkout } = await started();
      world.standIn.fail(fault);
      await pay(checkout);
    }
    const log = world.app.logLines.join('\n');
    expect(log).not.toContain(mollie.apiKey);
    expect(log).not.toContain(secret);
  });

  describe('a payment that Mollie does not let us end', () => {
    async function waiting() {
      const begun = await sentToPage({ max_uses: 1 });
      world.standIn.mollie.books.isCancelable = false;
      return begun;
    }
    /** Whatever a test does, the next may cancel again. */
    async function whileFixed(run: () => Promise<void>): Promise<void> {
      try {
        await run();
      } finally {
        world.standIn.mollie.books.isCancelable = true;
      }
    }

    it('the buyer is told to finish it or to wait, nothing begins beside it, and it can still be paid', () =>
      whileFixed(async () => {
        const { checkout, link, page } = await waiting();
        const again = await pay(checkout);
        expect(again).toMatchObject({ status: 409, body: { code: 'payment_in_progress' } });
        expect(again.body.detail).toContain('Finish it there, or wait until it ends.');
        expect((await cancel(world.app, checkout)).body.code).toBe('payment_in_progress');
        expect(await placesOf(world.app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
        await follow(await page.press('pay'));
        expect(await statusOf(checkout)).toBe('paid');
      }));

    it('whoever comes back without having paid may go on there', () =>
      whileFixed(async () => {
        const { checkout, payment, page } = await waiting();
        await follow(payment.redirectUrl);
        const state = await stateOf(world.app, checkout);
        expect(state).toMatchObject({ status: 'processing', next_action: { type: 'redirect' } });
        expect(pageOf(state).id).toBe(page.id);
      }));

    it('its place is kept until it ended by itself, and free then', () =>
      whileFixed(async () => {
        const { checkout, link, payment } = await waiting();
        clock.advance(1_806_000);
        // As long as Mollie says that it is open, whatever our time is.
        Object.assign(payment, { createdAt: clock.now().toISOString() });
        await expireCheckoutsJob.runDue(world.app.context);
        expect(await placesOf(world.app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
        clock.advance(16 * 60_000);
        await expireCheckoutsJob.runDue(world.app.context);
        expect((await stateOf(world.app, checkout)).status).toBe('failed');
        expect(await placesOf(world.app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
      }));
  });

  it('a bank transfer that the buyer chose there stays open, and is not canceled when they come back', async () => {
    const { checkout, deliver, payment, page } = await sentToPage();
    world.standIn.mollie.books.choose(payment, 'open', 'banktransfer');
    await follow(payment.redirectUrl);
    expect(payment.status).toBe('open');
    expect(await stateOf(world.app, checkout)).toMatchObject({
      status: 'processing',
      depositAttempts: [{ status: 'processing' }],
    });
    expect((await pay(checkout)).body.code).toBe('payment_in_progress');
    world.standIn.mollie.books.decideLater(payment, 'paid');
    for (const event of page.events()) expect(await deliver(event)).toBe(200);
    expect(await statusOf(checkout)).toBe('paid');
  });

  describe('money that goes back', () => {
    async function paidThere() {
      const begun = await sentToPage();
      await follow(await begun.page.press('pay'));
      const { transaction_id: id } = await stateOf(world.app, begun.checkout);
      const show = async () => must(200, await begun.merchant.client.get(`/api/transactions/${id}/`));
      const tell = () => begun.deliver(begun.page.events().at(-1));
      return { ...begun, id, show, tell };
    }

    it('by a chargeback is gone; reversed, it is there again, however often it is told', async () => {
      const { payment, show, tell } = await paidThere();
      world.standIn.mollie.books.chargeBack(payment);
      for (let time = 0; time < 2; time++) expect(await tell()).toBe(200);
      expect(await show()).toMatchObject({
        status: 'paid',
        dispute: { status: 'lost', reason: 'Refund request by end customer', amount: '59.98', due_by: null },
      });
      world.standIn.mollie.books.reverse(payment);
      for (let time = 0; time < 2; time++) expect(await tell()).toBe(200);
      expect(await show()).toMatchObject({ status: 'paid', dispute: { status: 'won' } });
    });

    it('by two refunds alike goes back twice, and once each', async () => {
      const { id, merchant, checkout, page } = await paidThere();
      const { raw_key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
      const server = world.app.client().withKey(raw_key);
      for (const key of ['first', 'second'])
        must(
          201,
          await server.post(
            `/api/transactions/${id}/refund/`,
            { amount: '5.00' },
            { 'idempotency-key': key },
          ),
        );
      await sendRefundsJob.runDue(world.app.context);
      expect(page.refunds()).toEqual([500, 500]);
      expect(await storyOf(world.app, checkout)).not.toEqual([]);
    });
  });
});
