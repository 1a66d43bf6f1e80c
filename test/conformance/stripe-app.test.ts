import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expireCheckoutsJob, resolveAttemptsJob } from '#paying/checkouts/jobs.ts';
import { sendRefundsJob } from '#paying/refunds/jobs.ts';
import { createMovableClock } from '#platform/kit/clock.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { cancel, placesOf, startedCheckout, stateOf, storyOf, switchOff } from '#test/support/paying.ts';
import type { Event, Session } from '#test/support/providers/stripe/objects.ts';
import { type Fault, type StripeStandIn, startStripe } from '#test/support/providers/stripe/stripe.ts';
import { eventually, must } from '#test/support/scenario.ts';

const clock = createMovableClock();
let stripe: StripeStandIn;
let app: TestApp;
beforeAll(async () => {
  stripe = await startStripe(clock);
  app = await startApp({ clock, env: { JOBS: 'off', PROVIDER_BASE_URL_STRIPE: stripe.url } });
});
afterAll(async () => {
  await app.stop();
  await stripe.stop();
});
beforeEach(() => stripe.fail(undefined));

const pay = (checkout: Json) => app.client().post(`/api/checkout/${checkout.token}/pay/`, { way: 'stripe' });
const sessionOf = (reply: Json): Session =>
  stripe.sessions.get(reply.next_action.url.split('/').at(-1)) as Session;

/** A started checkout of a merchant that takes payments with Stripe. */
async function started(link: Record<string, unknown> = {}) {
  const begun = await startedCheckout(app, link);
  const row = must(
    200,
    await begun.merchant.client.put('/api/organization/providers/stripe/', {
      mode: 'sandbox',
      credentials: { secret_key: stripe.secretKey },
    }),
  );
  const endpoint = [...stripe.endpoints.values()].find(({ url }) => url === row.notification_url);
  if (!endpoint) throw new Error('Stripe was told where to send what happens.');
  const deliver = (event: Event, { secret = endpoint.secret, at }: { secret?: string; at?: number } = {}) =>
    stripe.deliver(event, endpoint.url, secret, at);
  return { ...begun, deliver };
}

/** Presses a button on the hosted page; gives where the page sends the buyer. */
async function press(session: Session, button: 'pay' | 'pay-later' | 'decline' | 'back'): Promise<string> {
  const response = await fetch(`${stripe.url}/c/pay/${session.id}/${button}`, {
    method: 'POST',
    redirect: 'manual',
  });
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
}

/** Follows the way back, as a browser would; gives the path of the page that the buyer ends on. */
async function follow(address: string): Promise<string> {
  let next = address;
  for (;;) {
    const reply = await app.client().get(next, { accept: 'text/html' });
    const location = reply.headers.get('location');
    if (!location) return new URL(next, app.url).pathname;
    next = new URL(location, app.url).href;
  }
}

async function sentToPage(link: Record<string, unknown> = {}) {
  const begun = await started(link);
  const reply = must(202, await pay(begun.checkout));
  return { ...begun, reply, session: sessionOf(reply) };
}
const eventsOf = (session: Session) =>
  stripe.events.filter(({ data }) => (data.object as { id: string }).id === session.id);
const statusOf = async (checkout: Json) => (await stateOf(app, checkout)).status;

describe('a link is sold through Stripe', () => {
  it('start, pay {}, the provider’s page, return, paid: with the amount, the card and one session', async () => {
    const { merchant, link, checkout, reply, session } = await sentToPage({ max_uses: 1 });
    expect(reply).toMatchObject({
      status: 'processing',
      receipt_url: null,
      next_action: { type: 'redirect', url: `${stripe.url}/c/pay/${session.id}` },
    });
    expect(session).toMatchObject({ amount_total: 5_998, currency: 'usd', status: 'open' });
    expect(await (await fetch(session.url ?? '')).text()).toContain('<form');
    const back = await press(session, 'pay');
    expect(back).toBe(`${app.url}/checkout/${checkout.token}/return`);
    expect(await follow(back)).toBe(`/checkout/${checkout.token}/receipt`);
    const state = await stateOf(app, checkout);
    expect(state).toMatchObject({
      status: 'paid',
      depositAttempts: [{ status: 'succeeded', card: { brand: 'visa', last4: '4242' } }],
    });
    const transaction = must(200, await merchant.client.get(`/api/transactions/${state.transaction_id}/`));
    expect(transaction).toMatchObject({ status: 'paid', provider: 'stripe', gross_amount: '59.98' });
    const receipt = must(200, await app.client().get(`/api/checkout/${checkout.token}/receipt/`));
    expect(receipt.card).toEqual({ brand: 'visa', last4: '4242' });
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
    expect(await storyOf(app, checkout)).toEqual([
      '1 processing [processing]',
      '2 processing [requires_action]',
      '3 paid [succeeded]',
    ]);
  });

  it('the webhook before the return: paid already when the buyer comes, told once', async () => {
    const { checkout, session, deliver } = await sentToPage();
    const back = await press(session, 'pay');
    const [completed] = eventsOf(session);
    expect(await deliver(completed as Event)).toBe(200);
    expect(await statusOf(checkout)).toBe('paid');
    expect(await follow(back)).toBe(`/checkout/${checkout.token}/receipt`);
    expect(await storyOf(app, checkout)).toHaveLength(3);
  });

  it('a webhook that comes twice, ten times at once, and long after the return changes nothing', async () => {
    const { link, checkout, session, deliver } = await sentToPage({ max_uses: 1 });
    await follow(await press(session, 'pay'));
    const [completed] = eventsOf(session);
    const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(completed as Event)));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await storyOf(app, checkout)).toHaveLength(3);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('a webhook with a wrong or an old signature is refused, and nothing is paid', async () => {
    const { checkout, session, deliver } = await sentToPage();
    await press(session, 'pay');
    const [completed] = eventsOf(session) as [Event];
    expect(await deliver(completed, { secret: 'whsec_guess' })).toBe(400);
    expect(await deliver(completed, { at: Math.floor(clock.now().getTime() / 1000) - 600 })).toBe(400);
    expect(await statusOf(checkout)).toBe('processing');
  });

  it('the money comes later: undecided after the page, paid by the webhook', async () => {
    const { checkout, session, deliver } = await sentToPage();
    await follow(await press(session, 'pay-later'));
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'processing',
      depositAttempts: [{ status: 'processing' }],
    });
    expect((await pay(checkout)).body.code).toBe('payment_in_progress');
    expect((await cancel(app, checkout)).body.code).toBe('payment_in_progress');
    stripe.decideLater(session, 'paid');
    for (const event of eventsOf(session).reverse()) expect(await deliver(event)).toBe(200);
    expect(await statusOf(checkout)).toBe('paid');
  });

  it('a webhook that never comes and a buyer who never returns: the job asks, and it is paid', async () => {
    const { checkout, session } = await sentToPage();
    await press(session, 'pay');
    clock.advance(60_000);
    await resolveAttemptsJob.runDue(app.context);
    expect(await statusOf(checkout)).toBe('paid');
  });
});

describe('leaving the provider’s page', () => {
  it('going back opens the checkout again, the old page takes no money any more, a new one does', async () => {
    const { link, checkout, session } = await sentToPage({ max_uses: 1 });
    await follow(await press(session, 'back'));
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'open',
      attempts_left: 4,
      has_place: true,
      depositAttempts: [{ status: 'canceled' }],
    });
    expect(
      (await fetch(`${stripe.url}/c/pay/${session.id}/pay`, { method: 'POST', redirect: 'manual' })).status,
    ).toBe(410);
    const second = sessionOf(must(202, await pay(checkout)));
    expect(second.id).not.toBe(session.id);
    await follow(await press(second, 'pay'));
    expect(await statusOf(checkout)).toBe('paid');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('the webhook of the expiry that we asked for changes nothing', async () => {
    const { checkout, session, deliver } = await sentToPage();
    await follow(await press(session, 'back'));
    const [expired] = eventsOf(session) as [Event];
    expect(expired.type).toBe('checkout.session.expired');
    const before = await storyOf(app, checkout);
    expect(await deliver(expired)).toBe(200);
    expect(await storyOf(app, checkout)).toEqual(before);
  });

  it('a second tab: paying anew ends the first page, and only one of the two can be paid', async () => {
    const { checkout, session } = await sentToPage();
    const second = sessionOf(must(202, await pay(checkout)));
    expect(session.status).toBe('expired');
    await follow(await press(second, 'pay'));
    expect(await statusOf(checkout)).toBe('paid');
    expect((await pay(checkout)).body.code).toBe('checkout_already_paid');
  });

  it('cancel while at the page ends it at the provider first', async () => {
    const { link, checkout, session } = await sentToPage({ max_uses: 1 });
    expect(must(200, await cancel(app, checkout)).status).toBe('canceled');
    expect(session.status).toBe('expired');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
  });

  it('cancel after the buyer paid there: paid wins', async () => {
    const { checkout, session } = await sentToPage();
    await press(session, 'pay');
    expect((await cancel(app, checkout)).body.code).toBe('checkout_already_paid');
    expect(await statusOf(checkout)).toBe('paid');
  });
});

describe('the time is over, or the link closed, while the buyer is at the provider’s page', () => {
  async function timeIsOver(): Promise<void> {
    clock.advance(1_806_000);
    await expireCheckoutsJob.runDue(app.context);
  }

  it('the page is first ended there, and only then is the place free', async () => {
    const { link, checkout, session } = await sentToPage({ max_uses: 1 });
    await timeIsOver();
    expect(session.status).toBe('expired');
    expect(await stateOf(app, checkout)).toMatchObject({ status: 'failed', transaction_status: 'failed' });
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
  });

  it('the provider does not answer: nothing is given up until it does', async () => {
    const { link, checkout, session } = await sentToPage({ max_uses: 1 });
    stripe.fail('lost');
    await timeIsOver();
    expect(await statusOf(checkout)).toBe('processing');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
    stripe.fail(undefined);
    clock.advance(16_000);
    await expireCheckoutsJob.runDue(app.context);
    expect(session.status).toBe('expired');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
  });

  it('paid there meanwhile: paid wins', async () => {
    const { link, checkout, session } = await sentToPage({ max_uses: 1 });
    await press(session, 'pay');
    await timeIsOver();
    expect(await statusOf(checkout)).toBe('paid');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('a link that is switched off has the page ended, and the checkout canceled', async () => {
    const working = await startApp({
      clock,
      database: app.database,
      env: { PROVIDER_BASE_URL_STRIPE: stripe.url },
    });
    try {
      const { merchant, link, checkout, session } = await sentToPage();
      must(200, await switchOff(merchant, link));
      clock.advance(10_000);
      await eventually(
        () => statusOf(checkout),
        (status) => status === 'canceled',
      );
      expect(session.status).toBe('expired');
    } finally {
      await working.stop();
    }
  });
});

describe('answers that get lost', () => {
  it('of the session: the buyer is sent to the one page that was made, found by its attempt', async () => {
    const { checkout } = await started();
    const before = stripe.sessions.size;
    stripe.fail('lost');
    expect(must(202, await pay(checkout)).next_action).toBeNull();
    stripe.fail(undefined);
    clock.advance(3_000);
    await resolveAttemptsJob.runDue(app.context);
    const state = await stateOf(app, checkout);
    expect(state).toMatchObject({ status: 'processing', next_action: { type: 'redirect' } });
    expect(stripe.sessions.size).toBe(before + 1);
    await follow(await press(sessionOf(state), 'pay'));
    expect(await statusOf(checkout)).toBe('paid');
  });

  it('on the way back: the page waits, and the job settles it', async () => {
    const { checkout, session } = await sentToPage();
    const back = await press(session, 'pay');
    stripe.fail('lost');
    expect(await follow(back)).toContain(checkout.token);
    expect(await statusOf(checkout)).toBe('processing');
    stripe.fail(undefined);
    clock.advance(60_000);
    await resolveAttemptsJob.runDue(app.context);
    expect(await statusOf(checkout)).toBe('paid');
  });
});

describe('what Stripe says is believed only when it says it', () => {
  it.each<Fault>(['server_error', 'rate_limited', 'reset', 'not_json', 'without_error'])(
    'an answer that is none (%s) leaves the attempt undecided, and never tells the buyer that it failed',
    async (fault) => {
      const { checkout } = await started();
      stripe.fail(fault);
      const reply = must(202, await pay(checkout));
      expect(reply).toMatchObject({ status: 'processing', next_action: null });
      stripe.fail(undefined);
      clock.advance(3_000);
      await resolveAttemptsJob.runDue(app.context);
      // Nothing had arrived there, so the buyer may pay anew.
      const state = await stateOf(app, checkout);
      expect(['open', 'processing']).toContain(state.status);
      const session = sessionOf(must(202, await pay(checkout)));
      await follow(await press(session, 'pay'));
      expect(await statusOf(checkout)).toBe('paid');
    },
  );

  it('a card that is declined there leaves the buyer there, and another card pays', async () => {
    const { checkout, session } = await sentToPage();
    expect(await press(session, 'decline')).toContain('declined');
    await follow(await press(session, 'pay'));
    expect(await statusOf(checkout)).toBe('paid');
  });

  it('a payment that fails after days is told as declined, and may be tried again', async () => {
    const { checkout, session, deliver } = await sentToPage();
    await follow(await press(session, 'pay-later'));
    stripe.decideLater(session, 'failed');
    for (const event of eventsOf(session)) expect(await deliver(event)).toBe(200);
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'open',
      depositAttempts: [{ status: 'requires_payment_method' }],
    });
  });

  it('the page shows our lines and our total to the cent, who sells, and ids by which it is found', async () => {
    const { checkout, session } = await sentToPage();
    const state = await stateOf(app, checkout);
    expect(session).toMatchObject({
      client_reference_id: expect.any(String),
      customer_email: expect.stringContaining('@'),
      locale: 'en',
      metadata: {
        organization: expect.any(String),
        checkout: session.client_reference_id,
        attempt: expect.any(String),
      },
    });
    expect((session.amount_total / 100).toFixed(2)).toBe(state.total);
  });

  it('an event about somebody else’s payment is taken and changes nothing', async () => {
    const first = await sentToPage();
    const second = await sentToPage();
    await press(first.session, 'pay');
    const [completed] = eventsOf(first.session) as [Event];
    expect(await second.deliver(completed)).toBe(200);
    expect(await statusOf(first.checkout)).toBe('processing');
  });
});

describe('a payment that the buyer’s bank takes back', () => {
  async function paidThere() {
    const sent = await sentToPage();
    await follow(await press(sent.session, 'pay'));
    const { transaction_id: id } = await stateOf(app, sent.checkout);
    const show = async () => must(200, await sent.merchant.client.get(`/api/transactions/${id}/`));
    return { ...sent, show };
  }
  const lastEvent = () => stripe.events.at(-1) as Event;

  it('is disputed, until when an answer is taken and for how much; won, it is paid again', async () => {
    const { session, deliver, show } = await paidThere();
    const dispute = stripe.dispute(session);
    expect(await deliver(lastEvent())).toBe(200);
    expect(await show()).toMatchObject({
      status: 'paid',
      dispute: { status: 'open', reason: 'fraudulent', amount: '59.98', due_by: expect.stringMatching(/Z$/) },
    });
    stripe.endDispute(dispute, 'won');
    expect(await deliver(lastEvent())).toBe(200);
    expect(await show()).toMatchObject({ status: 'paid', dispute: { status: 'won' } });
  });

  it('lost, stays so, however often and in which order it is told', async () => {
    const { session, deliver, show } = await paidThere();
    const dispute = stripe.dispute(session);
    const created = lastEvent();
    stripe.endDispute(dispute, 'lost');
    for (const event of [lastEvent(), created, lastEvent()]) expect(await deliver(event)).toBe(200);
    expect(await show()).toMatchObject({ dispute: { status: 'lost' } });
  });

  it('an inquiry takes no money, and changes nothing', async () => {
    const { session, deliver, show } = await paidThere();
    stripe.dispute(session, 'warning_needs_response');
    expect(await deliver(lastEvent())).toBe(200);
    expect(await show()).toMatchObject({ status: 'paid', dispute: null });
  });
});

describe('a refund', () => {
  it('goes back at Stripe once, a part first and then the rest; more than is left is refused here', async () => {
    const { session, merchant, checkout } = await sentToPage();
    await follow(await press(session, 'pay'));
    const { transaction_id: id } = await stateOf(app, checkout);
    const { raw_key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
    const server = app.client().withKey(raw_key);
    const refund = (amount: string, key = amount) =>
      server.post(`/api/transactions/${id}/refund/`, { amount }, { 'idempotency-key': key });
    must(201, await refund('10.00'));
    must(201, await refund('10.00'));
    must(201, await refund('49.98'));
    await sendRefundsJob.runDue(app.context);
    const made = [...stripe.refunds.values()].filter(
      ({ payment_intent }) => payment_intent === session.payment_intent,
    );
    expect(made.map(({ amount }) => amount)).toEqual([1_000, 4_998]);
    expect((await refund('0.01')).status).toBeGreaterThanOrEqual(400);
  });

  it('of money that went back at Stripe already fails, and is told', async () => {
    const { session, merchant, checkout } = await sentToPage();
    await follow(await press(session, 'pay'));
    const { transaction_id: id } = await stateOf(app, checkout);
    stripe.refundThere(session);
    const { raw_key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
    const server = app.client().withKey(raw_key);
    must(201, await server.post(`/api/transactions/${id}/refund/`, { amount: '10.00' }));
    await sendRefundsJob.runDue(app.context);
    const { results } = must(200, await merchant.client.get('/api/refunds/'));
    expect(results).toMatchObject([{ status: 'failed', amount: '10.00' }]);
  });
});
