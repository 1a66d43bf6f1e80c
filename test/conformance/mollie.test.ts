import { mollieName } from '#paying/mollie/mollie-provider.ts';
import { createMovableClock } from '#platform/kit/clock.ts';
import { startApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';
import { startMollie } from '#test/support/providers/mollie/mollie.ts';
import type { PaymentStatus } from '#test/support/providers/mollie/objects.ts';
import { must, signUp } from '#test/support/scenario.ts';
import { organizationIdOf } from '#test/support/transfers.ts';
import { describeProvider } from './provider-suite.ts';

describeProvider('Mollie', async () => {
  const clock = createMovableClock();
  const mollie = await startMollie(clock);
  const app = await startApp({ clock, env: { JOBS: 'off', PROVIDER_BASE_URL_MOLLIE: mollie.url } });
  const merchant = await signUp(app);
  must(
    200,
    await merchant.client.put('/api/organization/providers/mollie/', {
      mode: 'sandbox',
      credentials: { api_key: mollie.apiKey },
    }),
  );
  const organizationId = organizationIdOf(merchant);
  const [connection] = await query(app, 'select id from connections where organization_id = $1', [
    organizationId,
  ]);
  const provider = app.context.providers.byName(mollieName);
  if (!provider) throw new Error('Mollie is there.');
  const choose = ({ reference }: { reference: string }, status: PaymentStatus) => {
    const payment = mollie.books.payments.get(reference);
    return payment !== undefined && mollie.books.choose(payment, status);
  };
  return {
    provider,
    organizationId,
    now: () => app.clock.now(),
    toPage: { connectionId: connection.id },
    at: { organizationId, connectionId: connection.id },
    buyerPays: async (payment) => choose(payment, 'paid'),
    buyerLeaves: async (payment) => void choose(payment, 'canceled'),
    submitUndecided: async (request) => {
      const payment = await provider.begin(request);
      choose(payment, 'pending');
      return payment;
    },
    lastNotification: () => ({
      body: `id=${mollie.due.at(-1)?.paymentId}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
    stop: async () => {
      await app.stop();
      await mollie.stop();
    },
  };
});
