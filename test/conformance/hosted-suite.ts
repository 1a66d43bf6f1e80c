import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expireCheckoutsJob, resolveAttemptsJob } from '#paying/checkouts/jobs.ts';
import { sendRefundsJob } from '#paying/refunds/jobs.ts';
import { createMovableClock, type MovableClock } from '#platform/kit/clock.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client, Json } from '#test/support/client.ts';
import { cancel, placesOf, startedCheckout, stateOf, storyOf, switchOff } from '#test/support/paying.ts';
import { eventually, type Merchant, must } from '#test/support/scenario.ts';

export type Button = 'pay' | 'pay-later' | 'decline' | 'back';

/** A page of a provider's to which a buyer was sent. */
export type HostedPage = {
  readonly id: string;
  /** What it shows, and asks for. */
  readonly total: string;
  /** Gives where the page sends the buyer; undefined when it is over. */
  press(button: Button): Promise<string | undefined>;
  /** Whether money was taken by it. */
  isPaid(): boolean;
  /** What the provider tells of it so far, oldest first. */
  events(): readonly unknown[];
  /** The end of a payment that takes days. */
  decideLater(end: 'paid' | 'failed'): void;
  /** The merchant gives all of it back on the provider's own pages. */
  refundThere(): void;
  /** What went back of it, in cents, oldest first. */
  refunds(): readonly number[];
};

/** A stand-in as this suite sees it. */
export type HostedStandIn = {
  readonly env: Readonly<Record<string, string>>;
  readonly credentials: Json;
  /** Whether a receipt names the card. */
  readonly namesCard: boolean;
  pageOf(address: string): HostedPage;
  fail(fault: string | undefined): void;
  /** Whether the account takes its keys no more. */
  revoke(isRevoked: boolean): void;
  /** Answers that are none, and may not be believed. */
  readonly faults: readonly string[];
  /** Sends what is told to the address of a connection, genuine or not. */
  deliver(event: unknown, notificationUrl: string, how?: { forged?: boolean; at?: Date }): Promise<number>;
  /** From which age on a signature is too old; null where it names no time. */
  readonly oldestMs: number | null;
  stop(): Promise<void>;
};

/** What a suite of one provider may add: the way through, as a buyer goes. */
export type HostedWorld = {
  readonly app: TestApp;
  readonly clock: MovableClock;
  pay(checkout: Json): ReturnType<Client['post']>;
  started(link?: Record<string, unknown>): Promise<Started>;
  sentToPage(link?: Record<string, unknown>): Promise<Started & { reply: Json; page: HostedPage }>;
  pageOf(reply: Json): HostedPage;
  follow(address: string | undefined): Promise<string>;
  statusOf(checkout: Json): Promise<string>;
};

type Started = {
  readonly merchant: Merchant;
  readonly link: Json;
  readonly checkout: Json;
  deliver(event: unknown, how?: { forged?: boolean; at?: Date }): Promise<number>;
};

/** The way through the app with a provider whose page takes the money: what holds whoever it is. */
export function describeHosted<StandIn extends HostedStandIn>(
  way: string,
  start: (clock: MovableClock) => Promise<StandIn>,
  more: (world: HostedWorld & { readonly standIn: StandIn }) => void = () => undefined,
): void {
  const clock = createMovableClock();
  let standIn: StandIn;
  let app: TestApp;
  beforeAll(async () => {
    standIn = await start(clock);
    app = await startApp({ clock, env: { JOBS: 'off', ...standIn.env } });
  });
  afterAll(async () => {
    await app.stop();
    await standIn.stop();
  });
  beforeEach(() => {
    standIn.fail(undefined);
    standIn.revoke(false);
  });

  const pay = (checkout: Json) => app.client().post(`/api/checkout/${checkout.token}/pay/`, { way });
  const pageOf = (reply: Json) => standIn.pageOf(reply.next_action.url);
  const statusOf = async (checkout: Json) => (await stateOf(app, checkout)).status;

  /** A started checkout of a merchant that takes payments with this provider. */
  async function started(link: Record<string, unknown> = {}): Promise<Started> {
    const begun = await startedCheckout(app, link);
    const row = must(
      200,
      await begun.merchant.client.put(`/api/organization/providers/${way}/`, {
        mode: 'sandbox',
        credentials: standIn.credentials,
      }),
    );
    return { ...begun, deliver: (event, how) => standIn.deliver(event, row.notification_url, how) };
  }

  /** Follows the way back, as a browser would; gives the path of the page that the buyer ends on. */
  async function follow(address: string | undefined): Promise<string> {
    let next = address ?? '';
    expect(next).not.toBe('');
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
    return { ...begun, reply, page: pageOf(reply) };
  }

  /** What a page does that was ended: it lets nobody pay, or nothing comes of it. */
  async function takesNoMoney(page: HostedPage): Promise<void> {
    const back = await page.press('pay');
    if (back) await follow(back);
    clock.advance(60_000);
    await resolveAttemptsJob.runDue(app.context);
    expect(page.isPaid()).toBe(false);
  }

  describe('a link is sold', () => {
    it('start, pay, the provider’s page, return, paid: with the amount, and once', async () => {
      const { merchant, link, checkout, reply, page } = await sentToPage({ max_uses: 1 });
      expect(reply).toMatchObject({
        status: 'processing',
        receipt_url: null,
        next_action: { type: 'redirect', url: expect.stringMatching(/^http/) },
      });
      expect(page.total).toBe('59.98');
      expect(await (await fetch(reply.next_action.url)).text()).toContain('<form');
      const back = await page.press('pay');
      expect(new URL(back ?? '').pathname).toBe(`/checkout/${checkout.token}/return`);
      expect(await follow(back)).toBe(`/checkout/${checkout.token}/receipt`);
      expect(page.isPaid()).toBe(true);
      const state = await stateOf(app, checkout);
      const card = standIn.namesCard ? { brand: 'visa', last4: '4242' } : null;
      expect(state).toMatchObject({ status: 'paid', depositAttempts: [{ status: 'succeeded', card }] });
      const transaction = must(200, await merchant.client.get(`/api/transactions/${state.transaction_id}/`));
      expect(transaction).toMatchObject({ status: 'paid', provider: way, gross_amount: '59.98' });
      const receipt = must(200, await app.client().get(`/api/checkout/${checkout.token}/receipt/`));
      expect(receipt.card).toEqual(card);
      expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
      expect(await storyOf(app, checkout)).toEqual([
        '1 processing [processing]',
        '2 processing [requires_action]',
        '3 paid [succeeded]',
      ]);
    });

    it('a notification before the return: paid already when the buyer comes, told once', async () => {
      const { checkout, page, deliver } = await sentToPage();
      const back = await page.press('pay');
      expect(await deliver(page.events()[0])).toBe(200);
      expect(await statusOf(checkout)).toBe('paid');
      expect(await follow(back)).toBe(`/checkout/${checkout.token}/receipt`);
      expect(await storyOf(app, checkout)).toHaveLength(3);
    });

    it('a notification that comes twice, ten times at once, and long after the return changes nothing', async () => {
      const { link, checkout, page, deliver } = await sentToPage({ max_uses: 1 });
      await follow(await page.press('pay'));
      const [first] = page.events();
      const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(first)));
      expect(new Set(answers)).toEqual(new Set([200]));
      expect(await storyOf(app, checkout)).toHaveLength(3);
      expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
    });

    it('a notification with a wrong or an old signature is refused, and nothing is paid', async () => {
      const { checkout, page, deliver } = await sentToPage();
      await page.press('pay');
      const [first] = page.events();
      expect(await deliver(first, { forged: true })).toBe(400);
      if (standIn.oldestMs !== null) {
        const at = new Date(clock.now().getTime() - standIn.oldestMs - 60_000);
        expect(await deliver(first, { at })).toBe(400);
      }
      expect(await statusOf(checkout)).toBe('processing');
    });

    it('the money comes later: undecided after the page, paid by the notification', async () => {
      const { checkout, page, deliver } = await sentToPage();
      await follow(await page.press('pay-later'));
      expect(await stateOf(app, checkout)).toMatchObject({
        status: 'processing',
        depositAttempts: [{ status: 'processing' }],
      });
      expect((await pay(checkout)).body.code).toBe('payment_in_progress');
      expect((await cancel(app, checkout)).body.code).toBe('payment_in_progress');
      page.decideLater('paid');
      for (const event of page.events().toReversed()) expect(await deliver(event)).toBe(200);
      expect(await statusOf(checkout)).toBe('paid');
    });

    it('a payment that fails after days is told as declined, and may be tried again', async () => {
      const { checkout, page, deliver } = await sentToPage();
      await follow(await page.press('pay-later'));
      page.decideLater('failed');
      for (const event of page.events()) expect(await deliver(event)).toBe(200);
      expect(await stateOf(app, checkout)).toMatchObject({
        status: 'open',
        depositAttempts: [{ status: 'requires_payment_method' }],
      });
      await follow(await pageOf(must(202, await pay(checkout))).press('pay'));
      expect(await statusOf(checkout)).toBe('paid');
    });

    it('a notification that never comes and a buyer who never returns: the job asks, and it is paid', async () => {
      const { checkout, page } = await sentToPage();
      await page.press('pay');
      clock.advance(60_000);
      await resolveAttemptsJob.runDue(app.context);
      expect(await statusOf(checkout)).toBe('paid');
    });

    it('a notification about somebody else’s payment is taken and changes nothing', async () => {
      const first = await sentToPage();
      const second = await sentToPage();
      await first.page.press('pay');
      expect(await second.deliver(first.page.events()[0])).toBe(200);
      expect(await statusOf(first.checkout)).toBe('processing');
    });
  });

  describe('leaving the provider’s page', () => {
    it('going back opens the checkout again, the old page takes no money any more, a new one does', async () => {
      const { link, checkout, page } = await sentToPage({ max_uses: 1 });
      await follow(await page.press('back'));
      expect(await stateOf(app, checkout)).toMatchObject({
        status: 'open',
        attempts_left: 4,
        has_place: true,
        depositAttempts: [{ status: 'canceled' }],
      });
      await takesNoMoney(page);
      const second = pageOf(must(202, await pay(checkout)));
      expect(second.id).not.toBe(page.id);
      await follow(await second.press('pay'));
      expect(await statusOf(checkout)).toBe('paid');
      expect(page.isPaid()).toBe(false);
      expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
    });

    it('a second tab: paying anew ends the first page, and only one of the two can be paid', async () => {
      const { checkout, page } = await sentToPage();
      const second = pageOf(must(202, await pay(checkout)));
      await follow(await second.press('pay'));
      expect(await statusOf(checkout)).toBe('paid');
      await takesNoMoney(page);
      expect([page.isPaid(), second.isPaid()]).toEqual([false, true]);
      expect((await pay(checkout)).body.code).toBe('checkout_already_paid');
    });

    it('cancel while at the page ends it first', async () => {
      const { link, checkout, page } = await sentToPage({ max_uses: 1 });
      expect(must(200, await cancel(app, checkout)).status).toBe('canceled');
      await takesNoMoney(page);
      expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
    });

    it('cancel after the buyer paid there: paid wins', async () => {
      const { checkout, page } = await sentToPage();
      await page.press('pay');
      expect((await cancel(app, checkout)).body.code).toBe('checkout_already_paid');
      expect(await statusOf(checkout)).toBe('paid');
      expect(page.isPaid()).toBe(true);
    });
  });

  describe('the time is over, or the link closed, while the buyer is at the provider’s page', () => {
    async function timeIsOver(): Promise<void> {
      clock.advance(1_806_000);
      await expireCheckoutsJob.runDue(app.context);
    }

    it('the page is ended first, and only then is the place free', async () => {
      const { link, checkout, page } = await sentToPage({ max_uses: 1 });
      await timeIsOver();
      expect(await stateOf(app, checkout)).toMatchObject({ status: 'failed', transaction_status: 'failed' });
      expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
      await takesNoMoney(page);
    });

    it('the provider does not answer: nothing is given up until it does', async () => {
      const { link, checkout, page } = await sentToPage({ max_uses: 1 });
      standIn.fail('lost');
      await timeIsOver();
      expect(await statusOf(checkout)).toBe('processing');
      expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
      standIn.fail(undefined);
      clock.advance(16_000);
      await expireCheckoutsJob.runDue(app.context);
      expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
      await takesNoMoney(page);
    });

    it('paid there meanwhile: paid wins', async () => {
      const { link, checkout, page } = await sentToPage({ max_uses: 1 });
      await page.press('pay');
      await timeIsOver();
      expect(await statusOf(checkout)).toBe('paid');
      expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
    });

    it('a link that is switched off has the page ended, and the checkout canceled', async () => {
      const working = await startApp({ clock, database: app.database, env: { ...standIn.env } });
      try {
        const { merchant, link, checkout, page } = await sentToPage();
        must(200, await switchOff(merchant, link));
        clock.advance(10_000);
        await eventually(
          () => statusOf(checkout),
          (status) => status === 'canceled',
        );
        await takesNoMoney(page);
      } finally {
        await working.stop();
      }
    });
  });

  describe('what the provider says is believed only when it says it', () => {
    it('an answer that is none leaves the attempt undecided, and never tells the buyer that it failed', async () => {
      for (const fault of standIn.faults) {
        standIn.fail(undefined);
        const { checkout } = await started();
        standIn.fail(fault);
        expect([fault, must(202, await pay(checkout))]).toEqual([
          fault,
          expect.objectContaining({ status: 'processing', next_action: null }),
        ]);
        standIn.fail(undefined);
        clock.advance(3_000);
        await resolveAttemptsJob.runDue(app.context);
        // Nothing had arrived there, so the buyer may pay anew.
        expect(['open', 'processing']).toContain(await statusOf(checkout));
        const page = pageOf(must(202, await pay(checkout)));
        await follow(await page.press('pay'));
        expect([fault, await statusOf(checkout)]).toEqual([fault, 'paid']);
      }
    });

    it('keys that are refused later: nothing began, the connection is failing, and nobody is sent there until it is good again', async () => {
      const { merchant, checkout } = await started();
      const row = async () => {
        const { results } = must(200, await merchant.client.get('/api/organization/providers/'));
        return results.find((each: Json) => each.provider === way && each.mode === 'sandbox');
      };
      standIn.revoke(true);
      must(402, await pay(checkout));
      expect(await statusOf(checkout)).toBe('open');
      expect(await row()).toMatchObject({
        status: 'failing',
        problem: expect.stringMatching(/Enter them again/),
      });
      expect((await pay(checkout)).body.code).toBe('unknown_way');
      standIn.revoke(false);
      must(200, await merchant.client.post(`/api/organization/providers/${way}/check/?mode=sandbox`, {}));
      expect(await row()).toMatchObject({ status: 'connected', problem: null });
      const page = pageOf(must(202, await pay(checkout)));
      await follow(await page.press('pay'));
      expect(await statusOf(checkout)).toBe('paid');
    });

    it('keys that are refused while a buyer is at the page leave the attempt undecided, until they are good again', async () => {
      const { checkout, page } = await sentToPage();
      standIn.revoke(true);
      await follow(await page.press('pay'));
      expect(await statusOf(checkout)).toBe('processing');
      standIn.revoke(false);
      clock.advance(60_000);
      await resolveAttemptsJob.runDue(app.context);
      expect(await statusOf(checkout)).toBe('paid');
    });

    it('an answer that is lost on the way back: the page waits, and the job settles it', async () => {
      const { checkout, page } = await sentToPage();
      const back = await page.press('pay');
      standIn.fail('lost');
      expect(await follow(back)).toContain(checkout.token);
      expect(await statusOf(checkout)).toBe('processing');
      standIn.fail(undefined);
      clock.advance(60_000);
      await resolveAttemptsJob.runDue(app.context);
      expect(await statusOf(checkout)).toBe('paid');
    });
  });

  describe('a refund', () => {
    async function paid() {
      const sent = await sentToPage();
      await follow(await sent.page.press('pay'));
      const { transaction_id: id } = await stateOf(app, sent.checkout);
      const { raw_key } = must(201, await sent.merchant.client.post('/api/organization/api-keys/', {}));
      const server = app.client().withKey(raw_key);
      const refund = (amount: string, key = amount) =>
        server.post(`/api/transactions/${id}/refund/`, { amount }, { 'idempotency-key': key });
      return { ...sent, refund };
    }

    it('goes back once, a part first and then the rest; more than is left is refused here', async () => {
      const { page, refund } = await paid();
      must(201, await refund('10.00'));
      must(201, await refund('10.00'));
      must(201, await refund('49.98'));
      await sendRefundsJob.runDue(app.context);
      expect(page.refunds()).toEqual([1_000, 4_998]);
      expect((await refund('0.01')).status).toBeGreaterThanOrEqual(400);
    });

    it('whose answer is lost is made once', async () => {
      const { merchant, page, refund } = await paid();
      must(201, await refund('10.00'));
      standIn.fail('lost');
      await sendRefundsJob.runDue(app.context);
      standIn.fail(undefined);
      clock.advance(600_000);
      await sendRefundsJob.runDue(app.context);
      expect(page.refunds()).toEqual([1_000]);
      const { results } = must(200, await merchant.client.get('/api/refunds/'));
      expect(results).toMatchObject([{ status: 'succeeded', amount: '10.00' }]);
    });

    it('of money that went back at the provider already fails, and is told', async () => {
      const { merchant, page, refund } = await paid();
      page.refundThere();
      must(201, await refund('10.00'));
      await sendRefundsJob.runDue(app.context);
      const { results } = must(200, await merchant.client.get('/api/refunds/'));
      expect(results).toMatchObject([{ status: 'failed', amount: '10.00' }]);
    });
  });

  const later = <Name extends 'app' | 'standIn'>(name: Name) => ({
    get: () => (name === 'app' ? app : standIn),
    enumerable: true,
  });
  const world = { clock, pay, started, sentToPage, pageOf, follow, statusOf };
  Object.defineProperties(world, { app: later('app'), standIn: later('standIn') });
  more(world as unknown as HostedWorld & { readonly standIn: StandIn });
}
