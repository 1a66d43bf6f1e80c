import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expireCheckoutsJob, resolveAttemptsJob } from '#paying/checkouts/jobs.ts';
import { createMovableClock } from '#platform/kit/clock.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { cancel, placesOf, startedCheckout, stateOf, storyOf, switchOff } from '#test/support/paying.ts';
import { card, eventually, must } from '#test/support/scenario.ts';
import { createStripeShapedProvider } from './stripe-shaped/provider.ts';
import {
  type Session,
  type StripeEvent,
  type StripeShaped,
  startStripeShaped,
} from './stripe-shaped/server.ts';

const clock = createMovableClock();
let stripe: StripeShaped;
let app: TestApp;
beforeAll(async () => {
  stripe = await startStripeShaped(clock);
  const { url: apiUrl, secretKey, webhookSecret } = stripe;
  const provider = createStripeShapedProvider({ apiUrl, secretKey, webhookSecret, clock });
  app = await startApp({ clock, providers: [provider], env: { JOBS: 'off' } });
});
afterAll(async () => {
  await app.stop();
  await stripe.stop();
});
beforeEach(() => {
  stripe.loseAnswers(false);
});

const pay = (checkout: Json) => app.client().post(`/api/checkout/${checkout.token}/pay/`, {});
const sessionOf = (reply: Json): Session =>
  stripe.sessions.get(reply.next_action.url.split('/').at(-1)) as Session;
const endpoint = () => `${app.url}/api/providers/stripe-shaped/notifications/`;
const deliver = (event: StripeEvent, options?: { secret?: string; at?: number }) =>
  stripe.deliver(event, endpoint(), options);

/** Presses a button on the hosted page; gives where the page sends the buyer. */
async function press(session: Session, button: 'pay' | 'pay-later' | 'back'): Promise<string> {
  const response = await fetch(`${session.url}/${button}`, { method: 'POST', redirect: 'manual' });
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
  const started = await startedCheckout(app, link);
  const reply = must(202, await pay(started.checkout));
  return { ...started, reply, session: sessionOf(reply) };
}
const eventsOf = (session: Session) => stripe.events.filter(({ data }) => data.object.id === session.id);
const statusOf = async (checkout: Json) => (await stateOf(app, checkout)).status;

describe('a link is sold through a redirect-only provider that the house does not know', () => {
  it('start, pay {}, the provider’s page, return, paid: with the amount, the card and one session', async () => {
    const { merchant, link, checkout, reply, session } = await sentToPage({ max_uses: 1 });
    expect(reply).toMatchObject({
      status: 'processing',
      receipt_url: null,
      next_action: { type: 'redirect', url: `${stripe.url}/pay/${session.id}` },
    });
    expect(session).toMatchObject({ amount_total: 5_998, currency: 'usd', status: 'open' });
    expect(await (await fetch(session.url)).text()).toContain('<form');
    const back = await press(session, 'pay');
    expect(back).toBe(`${app.url}/checkout/${checkout.token}/return`);
    expect(await follow(back)).toBe(`/checkout/${checkout.token}/receipt`);
    const state = await stateOf(app, checkout);
    expect(state).toMatchObject({
      status: 'paid',
      depositAttempts: [{ status: 'succeeded', card: { brand: 'visa', last4: '1881' } }],
    });
    const transaction = must(200, await merchant.client.get(`/api/transactions/${state.transaction_id}/`));
    expect(transaction).toMatchObject({ status: 'paid', provider: 'stripe-shaped', gross_amount: '59.98' });
    const receipt = must(200, await app.client().get(`/api/checkout/${checkout.token}/receipt/`));
    expect(receipt.card).toEqual({ brand: 'visa', last4: '1881' });
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
    expect(await storyOf(app, checkout)).toEqual([
      '1 processing [processing]',
      '2 processing [requires_action]',
      '3 paid [succeeded]',
    ]);
  });

  it('takes no card: 400 unknown_field, and no session is made', async () => {
    const { checkout } = await startedCheckout(app);
    const before = stripe.sessions.size;
    const reply = await app.client().post(`/api/checkout/${checkout.token}/pay/`, card());
    expect(reply).toMatchObject({
      status: 400,
      body: { code: 'unknown_field', errors: [{ field: 'payment_method' }] },
    });
    expect(stripe.sessions.size).toBe(before);
    expect((await stateOf(app, checkout)).attempts_left).toBe(5);
  });

  it('the webhook before the return: paid already when the buyer comes, told once', async () => {
    const { checkout, session } = await sentToPage();
    const back = await press(session, 'pay');
    const [completed] = eventsOf(session);
    expect(await deliver(completed as StripeEvent)).toBe(200);
    expect(await statusOf(checkout)).toBe('paid');
    expect(await follow(back)).toBe(`/checkout/${checkout.token}/receipt`);
    expect(await storyOf(app, checkout)).toHaveLength(3);
  });

  it('a webhook that comes twice, ten times at once, and long after the return changes nothing', async () => {
    const { link, checkout, session } = await sentToPage({ max_uses: 1 });
    await follow(await press(session, 'pay'));
    const [completed] = eventsOf(session);
    const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(completed as StripeEvent)));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await storyOf(app, checkout)).toHaveLength(3);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('a webhook with a wrong or an old signature is refused, and nothing is paid', async () => {
    const { checkout, session } = await sentToPage();
    await press(session, 'pay');
    const [completed] = eventsOf(session) as [StripeEvent];
    expect(await deliver(completed, { secret: 'whsec_guess' })).toBe(400);
    expect(await deliver(completed, { at: Math.floor(clock.now().getTime() / 1000) - 600 })).toBe(400);
    expect(await statusOf(checkout)).toBe('processing');
  });

  it('the money comes later: undecided after the page, paid by the webhook', async () => {
    const { checkout, session } = await sentToPage();
    await follow(await press(session, 'pay-later'));
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'processing',
      depositAttempts: [{ status: 'processing' }],
    });
    expect((await pay(checkout)).body.code).toBe('payment_in_progress');
    expect((await cancel(app, checkout)).body.code).toBe('payment_in_progress');
    stripe.settleLater(session);
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
    expect((await fetch(`${session.url}/pay`, { method: 'POST', redirect: 'manual' })).status).toBe(410);
    const second = sessionOf(must(202, await pay(checkout)));
    expect(second.id).not.toBe(session.id);
    await follow(await press(second, 'pay'));
    expect(await statusOf(checkout)).toBe('paid');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('the webhook of the expiry that we asked for changes nothing', async () => {
    const { checkout, session } = await sentToPage();
    await follow(await press(session, 'back'));
    const [expired] = eventsOf(session) as [StripeEvent];
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
    stripe.loseAnswers(true);
    await timeIsOver();
    expect(await statusOf(checkout)).toBe('processing');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
    stripe.loseAnswers(false);
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
      providers: [
        createStripeShapedProvider({
          apiUrl: stripe.url,
          secretKey: stripe.secretKey,
          webhookSecret: stripe.webhookSecret,
          clock,
        }),
      ],
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
    const { checkout } = await startedCheckout(app);
    const before = stripe.sessions.size;
    stripe.loseAnswers(true);
    expect(must(202, await pay(checkout)).next_action).toBeNull();
    stripe.loseAnswers(false);
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
    stripe.loseAnswers(true);
    expect(await follow(back)).toContain(checkout.token);
    expect(await statusOf(checkout)).toBe('processing');
    stripe.loseAnswers(false);
    clock.advance(60_000);
    await resolveAttemptsJob.runDue(app.context);
    expect(await statusOf(checkout)).toBe('paid');
  });
});
