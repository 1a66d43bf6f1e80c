import { describe, expect, it } from 'vitest';
import { resolveAttemptsJob } from '#paying/checkouts/jobs.ts';
import type { MovableClock } from '#platform/kit/clock.ts';
import { stateOf, storyOf } from '#test/support/paying.ts';
import type { Event, Session } from '#test/support/providers/stripe/objects.ts';
import { type Fault, startStripe } from '#test/support/providers/stripe/stripe.ts';
import { must } from '#test/support/scenario.ts';
import { describeHosted, type HostedPage, type HostedStandIn } from './hosted-suite.ts';

async function start(clock: MovableClock) {
  const stripe = await startStripe(clock);
  const sessionOf = (address: string): Session => {
    const session = stripe.sessions.get(address.split('/').at(-1) ?? '');
    if (!session) throw new Error('The buyer is sent to the page of a session.');
    return session;
  };
  const pageOf = (address: string): HostedPage => {
    const session = sessionOf(address);
    return {
      id: session.id,
      total: (session.amount_total / 100).toFixed(2),
      press: async (button) => {
        const at = `${stripe.url}/c/pay/${session.id}/${button}`;
        const response = await fetch(at, { method: 'POST', redirect: 'manual' });
        return response.headers.get('location') ?? undefined;
      },
      isPaid: () => session.payment_status === 'paid',
      events: () => stripe.events.filter(({ data }) => (data.object as { id: string }).id === session.id),
      decideLater: (end) => stripe.decideLater(session, end),
      refundThere: () => stripe.refundThere(session),
      refunds: () =>
        [...stripe.refunds.values()]
          .filter(({ payment_intent }) => payment_intent === session.payment_intent)
          .map(({ amount }) => amount),
    };
  };
  const standIn = {
    env: { PROVIDER_BASE_URL_STRIPE: stripe.url },
    credentials: { secret_key: stripe.secretKey },
    namesCard: true,
    pageOf,
    fail: (fault) => stripe.fail(fault as Fault | undefined),
    revoke: (isRevoked) => stripe.revoke(isRevoked),
    faults: ['server_error', 'rate_limited', 'reset', 'not_json', 'without_error'],
    deliver: async (event, url, { forged = false, at } = {}) => {
      const endpoint = [...stripe.endpoints.values()].find((each) => each.url === url);
      if (!endpoint) throw new Error('Stripe was told where to send what happens.');
      const secret = forged ? 'whsec_guess' : endpoint.secret;
      return stripe.deliver(event as Event, url, secret, at && Math.floor(at.getTime() / 1000));
    },
    oldestMs: 300_000,
    stop: () => stripe.stop(),
  } satisfies HostedStandIn;
  return { ...standIn, stripe, sessionOf };
}

describeHosted('stripe', start, (world) => {
  const { clock, follow, pageOf, pay, sentToPage: sent, started, statusOf } = world;
  async function sentToPage() {
    const begun = await sent();
    return { ...begun, session: world.standIn.sessionOf(begun.reply.next_action.url) };
  }

  it('the page is ended at Stripe, and the webhook of the expiry that we asked for changes nothing', async () => {
    const { checkout, page, session, deliver } = await sentToPage();
    await follow(await page.press('back'));
    expect(session.status).toBe('expired');
    expect(await page.press('pay')).toBeUndefined();
    const [expired] = page.events() as [Event];
    expect(expired.type).toBe('checkout.session.expired');
    const before = await storyOf(world.app, checkout);
    expect(await deliver(expired)).toBe(200);
    expect(await storyOf(world.app, checkout)).toEqual(before);
  });

  it('a session whose answer was lost: the buyer is sent to the one page that was made, found by its attempt', async () => {
    const { checkout } = await started();
    const before = world.standIn.stripe.sessions.size;
    world.standIn.fail('lost');
    expect(must(202, await pay(checkout)).next_action).toBeNull();
    world.standIn.fail(undefined);
    clock.advance(3_000);
    await resolveAttemptsJob.runDue(world.app.context);
    const state = await stateOf(world.app, checkout);
    expect(state).toMatchObject({ status: 'processing', next_action: { type: 'redirect' } });
    expect(world.standIn.stripe.sessions.size).toBe(before + 1);
    await follow(await pageOf(state).press('pay'));
    expect(await statusOf(checkout)).toBe('paid');
  });

  it('a card that is declined there leaves the buyer there, and another card pays', async () => {
    const { checkout, page } = await sentToPage();
    expect(await page.press('decline')).toContain('declined');
    await follow(await page.press('pay'));
    expect(await statusOf(checkout)).toBe('paid');
  });

  it('the page shows our lines and our total to the cent, who sells, and ids by which it is found', async () => {
    const { checkout, session } = await sentToPage();
    const state = await stateOf(world.app, checkout);
    expect(session).toMatchObject({
      client_reference_id: expect.any(String),
      customer_email: expect.stringContaining('@'),
      currency: 'usd',
      locale: 'en',
      metadata: {
        organization: expect.any(String),
        checkout: session.client_reference_id,
        attempt: expect.any(String),
      },
    });
    expect((session.amount_total / 100).toFixed(2)).toBe(state.total);
  });

  describe('a payment that the buyer’s bank takes back', () => {
    async function paidThere() {
      const sentThere = await sentToPage();
      await follow(await sentThere.page.press('pay'));
      const { transaction_id: id } = await stateOf(world.app, sentThere.checkout);
      const show = async () => must(200, await sentThere.merchant.client.get(`/api/transactions/${id}/`));
      return { ...sentThere, show };
    }
    const lastEvent = () => world.standIn.stripe.events.at(-1) as Event;

    it('is disputed, until when an answer is taken and for how much; won, it is paid again', async () => {
      const { session, deliver, show } = await paidThere();
      const dispute = world.standIn.stripe.dispute(session);
      expect(await deliver(lastEvent())).toBe(200);
      expect(await show()).toMatchObject({
        status: 'paid',
        dispute: {
          status: 'open',
          reason: 'fraudulent',
          amount: '59.98',
          due_by: expect.stringMatching(/Z$/),
        },
      });
      world.standIn.stripe.endDispute(dispute, 'won');
      expect(await deliver(lastEvent())).toBe(200);
      expect(await show()).toMatchObject({ status: 'paid', dispute: { status: 'won' } });
    });

    it('lost, stays so, however often and in which order it is told', async () => {
      const { session, deliver, show } = await paidThere();
      const dispute = world.standIn.stripe.dispute(session);
      const created = lastEvent();
      world.standIn.stripe.endDispute(dispute, 'lost');
      for (const event of [lastEvent(), created, lastEvent()]) expect(await deliver(event)).toBe(200);
      expect(await show()).toMatchObject({ dispute: { status: 'lost' } });
    });

    it('an inquiry takes no money, and changes nothing', async () => {
      const { session, deliver, show } = await paidThere();
      world.standIn.stripe.dispute(session, 'warning_needs_response');
      expect(await deliver(lastEvent())).toBe(200);
      expect(await show()).toMatchObject({ status: 'paid', dispute: null });
    });
  });
});
