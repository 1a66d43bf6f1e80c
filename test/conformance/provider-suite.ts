import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  BeginPayment,
  NotifiedConnection,
  PaymentKey,
  Provider,
  ProviderPayment,
} from '#paying/providers/port.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { money } from '#platform/kit/money.ts';

/** What the suite needs of a provider beside the port: its buyer, and the ways its payments can go. */
export type ProviderUnderTest = {
  readonly provider: Provider;
  readonly organizationId: string;
  readonly now: () => Date;
  /** What a request needs so that the buyer is sent to a page. */
  readonly toPage: Partial<BeginPayment>;
  /** The buyer pays on the page that they were sent to; gives whether the page let them. */
  buyerPays(payment: ProviderPayment): Promise<boolean>;
  /** The buyer goes back without paying. */
  buyerLeaves(payment: ProviderPayment): Promise<void>;
  /** Begins a payment that is submitted and not decided yet. */
  submitUndecided(request: BeginPayment): Promise<ProviderPayment>;
  /** A genuine notification about the newest change, as raw body and headers; absent where none comes by HTTP. */
  readonly lastNotification?: () => { body: string; headers: Record<string, string> };
  /** False where a wallet pays, of which no card is told. */
  readonly namesCard?: boolean;
  /** The connection at whose address notifications arrive, where there is one. */
  readonly at?: NotifiedConnection;
  stop(): Promise<void>;
};

/** What every provider promises through the port, whoever it is. */
export function describeProvider(name: string, create: () => Promise<ProviderUnderTest>): void {
  describe(name, () => {
    let subject: ProviderUnderTest;
    let provider: Provider;
    beforeAll(async () => {
      subject = await create();
      provider = subject.provider;
    });
    afterAll(() => subject.stop());

    function request(): BeginPayment {
      return {
        organizationId: subject.organizationId,
        mode: 'sandbox',
        checkoutId: uuidv7(subject.now()),
        attemptId: uuidv7(subject.now()),
        connectionId: null,
        amount: money('EUR', 5_998n),
        description: 'Nordlicht',
        lines: [{ name: 'Print', quantity: 3, totalMinor: 5_000n }],
        locale: 'en',
        payerEmail: 'maja@example.com',
        checkoutUrl: 'https://pay.example/checkout/token',
        returnUrl: 'https://pay.example/checkout/token/return',
        expiresAt: new Date(subject.now().getTime() + 1_800_000),
        ...subject.toPage,
      };
    }
    const keyOf = (begun: BeginPayment, reference: string | null = null): PaymentKey => ({
      organizationId: begun.organizationId,
      attemptId: begun.attemptId,
      connectionId: begun.connectionId,
      reference,
    });

    it('has a name for addresses and rows, and serves a mode', () => {
      expect(provider.name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(provider.modes.length).toBeGreaterThan(0);
    });

    it('takes a card on our page only as the sandbox: real numbers never reach this server', () => {
      if (provider.modes.includes('live')) expect(provider.readTestCard).toBeUndefined();
      if (provider.readTestCard) expect(provider.name).toBe('sandbox');
    });

    it('is redirect-first: begin sends the buyer to a page, under a reference', async () => {
      const payment = await provider.begin(request());
      expect(payment).toMatchObject({ status: 'requires_action', reference: expect.stringMatching(/./) });
      if (payment.status === 'requires_action') expect(URL.canParse(payment.redirectUrl)).toBe(true);
    });

    it('begin is idempotent by the attempt, also when asked five times at once', async () => {
      const begun = request();
      const first = await provider.begin(begun);
      const again = await Promise.all(Array.from({ length: 5 }, () => provider.begin(begun)));
      expect(new Set([first, ...again].map(({ reference }) => reference)).size).toBe(1);
      const both = await Promise.all([provider.begin(request()), provider.begin(request())]);
      expect(both[0].reference).not.toBe(both[1].reference);
    });

    it('find knows a payment by its attempt, with or without the reference', async () => {
      const begun = request();
      const payment = await provider.begin(begun);
      // The address of a challenge may be sealed anew each time.
      const same = 'redirectUrl' in payment ? { ...payment, redirectUrl: expect.any(String) } : payment;
      expect(await provider.find(keyOf(begun))).toEqual(same);
      expect(await provider.find(keyOf(begun, payment.reference))).toEqual(same);
    });

    it('find knows nothing of an attempt that never arrived, nor of another organization’s', async () => {
      expect(await provider.find(keyOf(request()))).toBeUndefined();
      const begun = request();
      const { reference } = await provider.begin(begun);
      const foreign = { ...keyOf(begun), organizationId: uuidv7(subject.now()) };
      // A provider that cannot be asked for them tells nothing either.
      const told = (key: PaymentKey) => provider.find(key).catch(() => undefined);
      expect(await told(foreign)).toBeUndefined();
      expect(await told({ ...foreign, reference })).toBeUndefined();
    });

    it('a buyer who pays is found to have paid; of a card with brand and last digits, and no more', async () => {
      const begun = request();
      const payment = await provider.begin(begun);
      expect(await subject.buyerPays(payment)).toBe(true);
      const paid = await provider.find(keyOf(begun, payment.reference));
      expect(paid).toMatchObject({ status: 'succeeded', reference: payment.reference });
      if (provider.kind === 'transfer' || subject.namesCard === false) expect(paid?.card).toBeUndefined();
      else
        expect(paid?.card).toEqual({
          brand: expect.stringMatching(/^[a-z]+$/),
          last4: expect.stringMatching(/^\d{4}$/),
        });
      expect(await provider.find(keyOf(begun))).toEqual(paid);
    });

    it('begin after the payment finds it paid, and charges nothing again', async () => {
      const begun = request();
      const payment = await provider.begin(begun);
      await subject.buyerPays(payment);
      expect(await provider.begin(begun)).toMatchObject({
        status: 'succeeded',
        reference: payment.reference,
      });
    });

    it('expire ends a page that waits: nobody can pay there any more, and begin does not open it again', async () => {
      const begun = request();
      const payment = await provider.begin(begun);
      expect(await provider.expire(keyOf(begun, payment.reference))).toMatchObject({ status: 'canceled' });
      expect(await subject.buyerPays(payment)).toBe(false);
      expect(await provider.find(keyOf(begun, payment.reference))).toMatchObject({ status: 'canceled' });
      expect(await provider.begin(begun)).toMatchObject({ status: 'canceled' });
    });

    it('expire twice is once, with or without the reference', async () => {
      const begun = request();
      await provider.begin(begun);
      const ended = await provider.expire(keyOf(begun));
      expect(ended.status).toBe('canceled');
      expect(await provider.expire(keyOf(begun, ended.reference))).toEqual(ended);
    });

    it('expire tells when the buyer was faster: paid wins', async () => {
      const begun = request();
      const payment = await provider.begin(begun);
      await subject.buyerPays(payment);
      expect(await provider.expire(keyOf(begun, payment.reference))).toMatchObject({ status: 'succeeded' });
      expect(await provider.find(keyOf(begun))).toMatchObject({ status: 'succeeded' });
    });

    it('expire and a buyer at the same moment agree on one outcome', async () => {
      for (let round = 0; round < 5; round++) {
        const begun = request();
        const payment = await provider.begin(begun);
        const [ended, wasPaid] = await Promise.all([
          provider.expire(keyOf(begun, payment.reference)),
          subject.buyerPays(payment),
        ]);
        expect(ended.status).toBe(wasPaid ? 'succeeded' : 'canceled');
        expect(await provider.find(keyOf(begun))).toMatchObject({ status: ended.status });
      }
    });

    it('expire bars an attempt that never arrived: a late begin charges nothing', async () => {
      const begun = request();
      expect(await provider.expire(keyOf(begun))).toMatchObject({ status: 'canceled' });
      expect(await provider.begin(begun)).toMatchObject({ status: 'canceled' });
      expect(await provider.begin(begun)).toMatchObject({ status: 'canceled' });
      expect(await provider.find(keyOf(begun))).toMatchObject({ status: 'canceled' });
    });

    it('expire and a begin on its way at the same moment never leave a page open', async () => {
      for (let round = 0; round < 5; round++) {
        const begun = request();
        await Promise.all([provider.begin(begun), provider.expire(keyOf(begun))]);
        const left = await provider.find(keyOf(begun));
        if (left?.status !== 'canceled')
          expect(await provider.expire(keyOf(begun))).toMatchObject({ status: 'canceled' });
        expect(await provider.begin(begun)).toMatchObject({ status: 'canceled' });
      }
    });

    it('a buyer who leaves without paying owes nothing, at the latest once the page is ended', async () => {
      const begun = request();
      const payment = await provider.begin(begun);
      await subject.buyerLeaves(payment);
      expect(await provider.expire(keyOf(begun, payment.reference))).toMatchObject({ status: 'canceled' });
      expect(await subject.buyerPays(payment)).toBe(false);
    });

    it('a submitted payment that is undecided stays so, and expire does not end it', async () => {
      const begun = request();
      const payment = await subject.submitUndecided(begun);
      expect(await provider.find(keyOf(begun, payment.reference))).toMatchObject({ status: 'processing' });
      expect(await provider.expire(keyOf(begun, payment.reference))).toMatchObject({ status: 'processing' });
    });

    it('refund is idempotent by the refund, and takes part of a payment', async () => {
      const begun = request();
      const payment = await provider.begin(begun);
      await subject.buyerPays(payment);
      const refund = {
        ...keyOf(begun, payment.reference),
        refundId: uuidv7(subject.now()),
        amount: money('EUR', 1_000n),
      };
      const first = await provider.refund(refund);
      expect(['pending', 'succeeded']).toContain(first.status);
      expect(await provider.refund(refund)).toEqual(first);
      const second = await provider.refund({ ...refund, refundId: uuidv7(subject.now()) });
      expect(second.reference).not.toBe(first.reference);
    });

    it('a notification without a genuine signature is none', async () => {
      const body = Buffer.from('{"id":"evt_1","type":"checkout.session.completed"}');
      const guesses: Record<string, string>[] = [
        {},
        { 'stripe-signature': 't=1,v1=00' },
        { authorization: 'Bearer x' },
        {
          'paypal-transmission-id': 'x',
          'paypal-transmission-sig': 'AAAA',
          'paypal-cert-url': 'https://example.com/',
        },
      ];
      for (const headers of guesses)
        expect(await provider.readNotification(body, headers, subject.at ?? null)).toBeUndefined();
    });

    it('a genuine notification names organization, attempt and payment, and covers every byte', async () => {
      if (!subject.lastNotification) return expect(['sandbox', 'bank']).toContain(provider.name);
      const begun = request();
      const payment = await provider.begin(begun);
      await subject.buyerPays(payment);
      const { body, headers } = subject.lastNotification();
      expect(await provider.readNotification(Buffer.from(body), headers, subject.at ?? null)).toEqual([
        {
          organizationId: begun.organizationId,
          attemptId: begun.attemptId,
          payment: expect.objectContaining({ status: 'succeeded', reference: payment.reference }),
        },
      ]);
      for (const changed of [`${body} `, body.replace(/[a-z]/, (letter) => letter.toUpperCase()), ''])
        expect(
          await provider.readNotification(Buffer.from(changed), headers, subject.at ?? null),
        ).toBeUndefined();
    });
  });
}
