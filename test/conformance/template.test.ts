import type { Provider } from '#paying/providers/port.ts';
import { createMovableClock } from '#platform/kit/clock.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';
import { must, signUp } from '#test/support/scenario.ts';
import { organizationIdOf } from '#test/support/transfers.ts';
import { describeProvider } from './provider-suite.ts';
import { createExampleConnector } from './template/example-connector.ts';
import { createExampleProvider } from './template/example-provider.ts';
import { startExample } from './template/example-stand-in.ts';

/** The template of docs/guides/write-a-provider.md keeps what every provider promises. */
describeProvider('the template', async () => {
  const clock = createMovableClock();
  const example = await startExample(clock);
  let app: TestApp | undefined;
  // The product makes its providers of the context; one that is handed in begins with the first call.
  const made = () => {
    if (!app) throw new Error('Nothing is asked before the app is there.');
    return createExampleProvider(app.context, example.url);
  };
  const { name, label, kind, modes, capabilities } = createExampleProvider(
    {} as TestApp['context'],
    example.url,
  );
  const provider: Provider = {
    ...{ name, label, kind, modes, capabilities },
    begin: (request) => made().begin(request),
    find: (key) => made().find(key),
    expire: (key) => made().expire(key),
    refund: (request) => made().refund(request),
    readNotification: (rawBody, headers, at) => made().readNotification(rawBody, headers, at),
  };
  app = await startApp({
    clock,
    env: { JOBS: 'off' },
    connectable: [{ provider, connector: createExampleConnector(example.url) }],
  });
  const running = app;
  const merchant = await signUp(running);
  must(
    200,
    await merchant.client.put('/api/organization/providers/example/', {
      mode: 'sandbox',
      credentials: { secret_key: example.secretKey, signing_secret: example.signingSecret },
    }),
  );
  const organizationId = organizationIdOf(merchant);
  const [connection] = await query(running, 'select id from connections where organization_id = $1', [
    organizationId,
  ]);
  const paymentOf = ({ reference }: { reference: string }) => {
    const payment = example.payments.get(reference);
    if (!payment) throw new Error('Example made it.');
    return payment;
  };
  return {
    provider,
    organizationId,
    now: () => clock.now(),
    toPage: { connectionId: connection.id },
    at: { organizationId, connectionId: connection.id },
    buyerPays: async (payment) => example.press(paymentOf(payment), 'pay'),
    buyerLeaves: async () => undefined,
    submitUndecided: async (request) => {
      const payment = await provider.begin(request);
      example.press(paymentOf(payment), 'pay-later');
      return payment;
    },
    lastNotification: () => example.lastNotification(),
    stop: async () => {
      await running.stop();
      await example.stop();
    },
  };
});
