import { stripeName } from '#paying/stripe/stripe-provider.ts';
import { createMovableClock } from '#platform/kit/clock.ts';
import { startApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';
import type { Session } from '#test/support/providers/stripe/objects.ts';
import { type Button, startStripe } from '#test/support/providers/stripe/stripe.ts';
import { must, signUp } from '#test/support/scenario.ts';
import { organizationIdOf } from '#test/support/transfers.ts';
import { describeProvider } from './provider-suite.ts';

describeProvider('Stripe', async () => {
  const clock = createMovableClock();
  const stripe = await startStripe(clock);
  const app = await startApp({ clock, env: { JOBS: 'off', PROVIDER_BASE_URL_STRIPE: stripe.url } });
  const merchant = await signUp(app);
  must(
    200,
    await merchant.client.put('/api/organization/providers/stripe/', {
      mode: 'sandbox',
      credentials: { secret_key: stripe.secretKey },
    }),
  );
  const organizationId = organizationIdOf(merchant);
  const [connection] = await query(app, 'select id from connections where organization_id = $1', [
    organizationId,
  ]);
  const provider = app.context.providers.byName(stripeName);
  if (!provider) throw new Error('Stripe is there.');
  const [endpoint] = [...stripe.endpoints.values()];
  if (!endpoint) throw new Error('The address for notifications was registered.');
  const press = ({ reference }: { reference: string }, button: Button) =>
    stripe.press(stripe.sessions.get(reference) as Session, button);
  return {
    provider,
    organizationId,
    now: () => app.clock.now(),
    toPage: { connectionId: connection.id },
    at: { organizationId, connectionId: connection.id },
    buyerPays: async (payment) => press(payment, 'pay'),
    buyerLeaves: async (payment) => void press(payment, 'back'),
    submitUndecided: async (request) => {
      const payment = await provider.begin(request);
      press(payment, 'pay-later');
      return payment;
    },
    lastNotification: () => {
      const body = JSON.stringify(stripe.events.at(-1));
      return { body, headers: { 'stripe-signature': stripe.sign(body, endpoint.secret) } };
    },
    stop: async () => {
      await app.stop();
      await stripe.stop();
    },
  };
});
