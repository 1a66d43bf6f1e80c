import { createPayPalProvider } from '#paying/paypal/paypal-provider.ts';
import { createMovableClock } from '#platform/kit/clock.ts';
import { startApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';
import type { Button } from '#test/support/providers/paypal/orders.ts';
import { startPayPal } from '#test/support/providers/paypal/paypal.ts';
import { must, signUp } from '#test/support/scenario.ts';
import { organizationIdOf } from '#test/support/transfers.ts';
import { describeProvider } from './provider-suite.ts';

describeProvider('PayPal', async () => {
  const clock = createMovableClock();
  const paypal = await startPayPal(clock);
  const app = await startApp({ clock, env: { JOBS: 'off', PROVIDER_BASE_URL_PAYPAL: paypal.url } });
  const merchant = await signUp(app);
  must(
    200,
    await merchant.client.put('/api/organization/providers/paypal/', {
      mode: 'sandbox',
      credentials: { client_id: paypal.clientId, client_secret: paypal.clientSecret },
    }),
  );
  const organizationId = organizationIdOf(merchant);
  const [connection] = await query(app, 'select id from connections where organization_id = $1', [
    organizationId,
  ]);
  // With the stand-in's root, so that signatures are checked without asking it.
  const provider = createPayPalProvider(app.context, {
    baseUrl: paypal.url,
    roots: [paypal.notifications.root],
  });
  const [webhook] = [...paypal.notifications.webhooks.values()];
  if (!webhook) throw new Error('The address for notifications was registered.');
  const press = ({ reference }: { reference: string }, button: Button) => {
    const order = paypal.books.orders.get(reference);
    return order !== undefined && paypal.books.press(order, button);
  };
  /** Whoever approved comes back: only then is anything captured. */
  const comeBack = async ({ reference }: { reference: string }) => {
    const attemptId = paypal.books.orders.get(reference)?.purchase_units[0].custom_id;
    if (attemptId === undefined) return undefined;
    return provider.find({ organizationId, attemptId, connectionId: connection.id, reference });
  };
  return {
    provider,
    organizationId,
    now: () => app.clock.now(),
    toPage: { connectionId: connection.id },
    at: { organizationId, connectionId: connection.id },
    namesCard: false,
    buyerPays: async (payment) => {
      if (!press(payment, 'pay')) return false;
      return (await comeBack(payment))?.status === 'succeeded';
    },
    buyerLeaves: async (payment) => void press(payment, 'back'),
    submitUndecided: async (request) => {
      const payment = await provider.begin(request);
      press(payment, 'pay-later');
      await comeBack(payment);
      return payment;
    },
    lastNotification: () => {
      const body = JSON.stringify(paypal.notifications.events.at(-1));
      return { body, headers: paypal.notifications.sign(body, webhook.id) };
    },
    stop: async () => {
      await app.stop();
      await paypal.stop();
    },
  };
});
