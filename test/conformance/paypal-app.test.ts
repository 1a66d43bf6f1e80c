import { describe, expect, it } from 'vitest';
import { resolveAttemptsJob } from '#paying/checkouts/jobs.ts';
import type { MovableClock } from '#platform/kit/clock.ts';
import { stateOf } from '#test/support/paying.ts';
import type { Event, Order } from '#test/support/providers/paypal/objects.ts';
import { type Fault, startPayPal } from '#test/support/providers/paypal/paypal.ts';
import { cents } from '#test/support/providers/paypal/read-order-body.ts';
import { must } from '#test/support/scenario.ts';
import { arrive, chosenTransfer } from '#test/support/transfers.ts';
import { describeHosted, type HostedPage, type HostedStandIn } from './hosted-suite.ts';

const dayMs = 86_400_000;

async function start(clock: MovableClock) {
  const paypal = await startPayPal(clock);
  const { books, notifications } = paypal;
  // Many merchants of these tests share one app.
  notifications.mostWebhooks = 1_000;
  const orderOf = (address: string): Order => {
    const order = books.orders.get(new URL(address).searchParams.get('token') ?? '');
    if (!order) throw new Error('The buyer is sent to the page of an order.');
    return order;
  };
  const captureOf = (order: Order) => order.purchase_units[0].payments?.captures[0];
  const pageOf = (address: string): HostedPage => {
    const order = orderOf(address);
    return {
      id: order.id,
      total: order.purchase_units[0].amount.value,
      press: async (button) => {
        const at = `${paypal.url}/checkoutnow/${button}?token=${order.id}`;
        const response = await fetch(at, { method: 'POST', redirect: 'manual' });
        return response.headers.get('location') ?? undefined;
      },
      isPaid: () => captureOf(order)?.status === 'COMPLETED',
      events: () =>
        notifications.events.filter(({ resource }) => JSON.stringify(resource).includes(order.id)),
      decideLater: (end) => books.decideLater(order, end),
      refundThere: () => paypal.refundThere(captureOf(order)?.id ?? ''),
      refunds: () => (order.purchase_units[0].payments?.refunds ?? []).map(({ amount }) => cents(amount)),
    };
  };
  const standIn = {
    env: { PROVIDER_BASE_URL_PAYPAL: paypal.url },
    credentials: { client_id: paypal.clientId, client_secret: paypal.clientSecret },
    namesCard: false,
    pageOf,
    fail: (fault) => paypal.fail(fault as Fault | undefined),
    revoke: (isRevoked) => paypal.revoke(isRevoked),
    faults: ['server_error', 'rate_limited', 'reset', 'not_json', 'without_error', 'other_object'],
    deliver: async (event, url, { forged = false, at } = {}) => {
      const webhook = [...notifications.webhooks.values()].find((each) => each.url === url);
      if (!webhook) throw new Error('PayPal was told where to send what happens.');
      const wishes = { ...(at ? { at } : {}), ...(forged ? { webhookId: '0AB12345CD678901E' } : {}) };
      const status = await notifications.deliver(event as Event, webhook, wishes);
      return status;
    },
    oldestMs: 4 * dayMs,
    stop: () => paypal.stop(),
  } satisfies HostedStandIn;
  return { ...standIn, paypal, orderOf };
}

describeHosted('paypal', start, (world) => {
  const { clock, follow, pageOf, pay, sentToPage, started, statusOf } = world;
  const captures = (order: Order) =>
    world.standIn.paypal.calls.filter(
      ({ route }) => route === `POST /v2/checkout/orders/${order.id}/capture`,
    );

  describe('a capture is made by us, once', () => {
    it('by whoever comes first of the return, the notification and the job, with one key', async () => {
      const { reply, checkout, page, deliver } = await sentToPage();
      const order = world.standIn.orderOf(reply.next_action.url);
      const back = await page.press('pay');
      clock.advance(60_000);
      await Promise.all([
        follow(back),
        deliver(page.events()[0]),
        deliver(page.events()[0]),
        resolveAttemptsJob.runDue(world.app.context),
      ]);
      expect(await statusOf(checkout)).toBe('paid');
      const keys = new Set(captures(order).map(({ requestId }) => requestId));
      expect(keys).toEqual(new Set([`${order.purchase_units[0].custom_id}-capture`]));
      expect(order.purchase_units[0].payments?.captures).toHaveLength(1);
    });

    it('whose answer is lost is asked for with the same key, and found made', async () => {
      const { reply, checkout, page } = await sentToPage();
      const order = world.standIn.orderOf(reply.next_action.url);
      const back = await page.press('pay');
      world.standIn.paypal.fail('lost', /\/capture$/);
      await follow(back);
      expect(await statusOf(checkout)).toBe('processing');
      expect(page.isPaid()).toBe(true);
      world.standIn.fail(undefined);
      clock.advance(60_000);
      await resolveAttemptsJob.runDue(world.app.context);
      expect(await statusOf(checkout)).toBe('paid');
      expect(order.purchase_units[0].payments?.captures).toHaveLength(1);
    });

    it('that the bank refuses is told as declined, never asked for again, and another payment pays', async () => {
      const { reply, checkout, page } = await sentToPage();
      const order = world.standIn.orderOf(reply.next_action.url);
      await follow(await page.press('decline'));
      expect(await stateOf(world.app, checkout)).toMatchObject({
        status: 'open',
        depositAttempts: [{ status: 'requires_payment_method', errorCode: 'card_declined' }],
      });
      // The buyer picks another instrument there, too late.
      await follow(await page.press('pay'));
      expect(page.isPaid()).toBe(false);
      expect(captures(order)).toHaveLength(1);
      await follow(await pageOf(must(202, await pay(checkout))).press('pay'));
      expect(await statusOf(checkout)).toBe('paid');
    });

    it('is not made while another payment has paid the checkout already', async () => {
      const { paypal } = world.standIn;
      const { checkout, merchant } = await chosenTransfer(world.app);
      const credentials = { client_id: paypal.clientId, client_secret: paypal.clientSecret };
      must(
        200,
        await merchant.client.put('/api/organization/providers/paypal/', { mode: 'sandbox', credentials }),
      );
      const page = pageOf(must(202, await pay(checkout)));
      // The transfer that the buyer had turned away from arrives all the same.
      await arrive(world.app, checkout, 4_000n);
      expect(await statusOf(checkout)).toBe('paid');
      await follow(await page.press('pay'));
      clock.advance(60_000);
      await resolveAttemptsJob.runDue(world.app.context);
      expect(page.isPaid()).toBe(false);
      expect(await statusOf(checkout)).toBe('paid');
    });

    it('of an order that PayPal forgot is none: the checkout opens again', async () => {
      const { reply, checkout } = await sentToPage();
      world.standIn.paypal.books.forget(world.standIn.orderOf(reply.next_action.url));
      clock.advance(60_000);
      await resolveAttemptsJob.runDue(world.app.context);
      expect(await stateOf(world.app, checkout)).toMatchObject({
        status: 'open',
        depositAttempts: [{ status: 'canceled' }],
      });
    });
  });

  it('an order whose answer was lost was shown to nobody: it is barred, and the buyer pays anew', async () => {
    const { checkout } = await started();
    const before = world.standIn.paypal.books.orders.size;
    world.standIn.paypal.fail('lost', /\/orders$/);
    expect(must(202, await pay(checkout)).next_action).toBeNull();
    world.standIn.fail(undefined);
    clock.advance(3_000);
    await resolveAttemptsJob.runDue(world.app.context);
    expect(await stateOf(world.app, checkout)).toMatchObject({
      status: 'open',
      depositAttempts: [{ status: 'requires_payment_method', errorCode: 'processing_error' }],
    });
    const lost = [...world.standIn.paypal.books.orders.values()][before];
    if (!lost) throw new Error('PayPal had made it.');
    world.standIn.paypal.books.press(lost, 'pay');
    await follow(await pageOf(must(202, await pay(checkout))).press('pay'));
    expect(await statusOf(checkout)).toBe('paid');
    expect(lost.status).toBe('APPROVED');
  });

  it('a token that was revoked is dropped, and asked for once more; at once they share one', async () => {
    const { paypal } = world.standIn;
    const { checkout } = await started();
    await sentToPage();
    paypal.tokens.clear();
    const given = paypal.tokensGiven;
    must(202, await pay(checkout));
    expect(paypal.tokensGiven).toBe(given + 1);
    expect(world.app.logLines.join('\n')).not.toContain('A21AA');
  });

  describe('a payment that is taken back', () => {
    async function paidThere() {
      const sent = await sentToPage();
      await follow(await sent.page.press('pay'));
      const { transaction_id: id } = await stateOf(world.app, sent.checkout);
      const show = async () => must(200, await sent.merchant.client.get(`/api/transactions/${id}/`));
      return { ...sent, order: world.standIn.orderOf(sent.reply.next_action.url), show };
    }
    const lastEvent = () => world.standIn.paypal.notifications.events.at(-1);

    it.each([
      ['RESOLVED_SELLER_FAVOUR', 'won'],
      ['CANCELED_BY_BUYER', 'won'],
      ['RESOLVED_WITH_PAYOUT', 'won'],
      ['RESOLVED_BUYER_FAVOUR', 'lost'],
      ['ACCEPTED', 'lost'],
    ])(
      'is disputed from the inquiry on, until when and for how much; %s is %s, however often it is told',
      async (outcome, status) => {
        const { order, deliver, show } = await paidThere();
        const dispute = world.standIn.paypal.books.dispute(order);
        const created = lastEvent();
        expect(await deliver(created)).toBe(200);
        expect(await show()).toMatchObject({
          status: 'paid',
          dispute: {
            status: 'open',
            reason: 'merchandise_or_service_not_received',
            amount: '59.98',
            due_by: expect.stringMatching(/Z$/),
          },
        });
        world.standIn.paypal.books.endDispute(dispute, outcome);
        for (const event of [lastEvent(), created, lastEvent()]) expect(await deliver(event)).toBe(200);
        expect(await show()).toMatchObject({ status: 'paid', dispute: { status } });
      },
    );

    it('by PayPal itself is lost', async () => {
      const { order, deliver, show } = await paidThere();
      world.standIn.paypal.books.reverse(order);
      expect(await deliver(lastEvent())).toBe(200);
      expect(await show()).toMatchObject({
        dispute: { status: 'lost', reason: 'reversed', amount: '59.98' },
      });
    });
  });
});
