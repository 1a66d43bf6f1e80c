import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMovableClock } from '#platform/kit/clock.ts';
import { Client, type Json } from '#test/support/client.ts';
import { freePort } from '#test/support/free-port.ts';
import { startMollie } from '#test/support/providers/mollie/mollie.ts';
import { startPayPal } from '#test/support/providers/paypal/paypal.ts';
import { startStripe } from '#test/support/providers/stripe/stripe.ts';

/*
 * `npm run demo:providers`: the product with Stripe, Mollie, PayPal and a bank account connected, each played by the stand-in that
 * the tests use, so that a person can click through every way to pay. Everything lies in a folder of its own, which is gone at the end.
 */

const email = 'owner@shop.example';
const password = 'correct horse battery';

const clock = createMovableClock();
const [stripe, mollie, paypal] = await Promise.all([
  startStripe(clock),
  startMollie(clock),
  startPayPal(clock),
]);
const folder = mkdtempSync(join(tmpdir(), 'linktill-demo-'));
const port = process.env.PORT ?? String(await freePort());
const url = `http://localhost:${port}`;

const server = spawn(process.execPath, [join('build', 'server', 'main.js')], {
  env: {
    ...process.env,
    PORT: port,
    DATA_DIR: folder,
    PROVIDER_BASE_URL_STRIPE: stripe.url,
    PROVIDER_BASE_URL_MOLLIE: mollie.url,
    PROVIDER_BASE_URL_PAYPAL: paypal.url,
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});
let isStopping = false;
const stop = (): void => {
  isStopping = true;
  server.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
server.on('exit', (code) => {
  rmSync(folder, { recursive: true, force: true });
  void Promise.all([stripe.stop(), mollie.stop(), paypal.stop()]).then(() =>
    process.exit(isStopping ? 0 : (code ?? 1)),
  );
});

await ready();
const link = await makeShop();
const say = (line = '') => process.stdout.write(`${line}\n`);
say(`A buyer's page with every way to pay:  ${url}/pay/${link.id}`);
say(`The merchant's dashboard:              ${url}/login`);
say(`  signs in with ${email} and ${password}`);
say();
say(
  'Stripe, Mollie and PayPal are played by stand-ins; their pages say what can be pressed. Stop with Ctrl+C.',
);
void deliverWhatHappens();

async function ready(): Promise<void> {
  const client = new Client(url);
  for (;;) {
    const status = await client.get('/readyz').then(
      (reply) => reply.status,
      () => 0,
    );
    if (status === 200) return;
    await pause(100);
  }
}

/** An organization that takes money in every way, and one link. */
async function makeShop(): Promise<Json> {
  const guest = new Client(url);
  const { access_token: token } = must(
    await guest.post('/api/auth/signup/', {
      organization_name: 'Nordlicht',
      name: 'Maja Berg',
      email,
      password,
    }),
  );
  const merchant = guest.withToken(token);
  const connect = async (provider: string, credentials: Json, settings?: Json) =>
    must(
      await merchant.put(`/api/organization/providers/${provider}/`, {
        mode: 'sandbox',
        credentials,
        ...(settings ? { settings } : {}),
      }),
    );
  await connect('stripe', { secret_key: stripe.secretKey });
  await connect('mollie', { api_key: mollie.apiKey });
  await connect('paypal', { client_id: paypal.clientId, client_secret: paypal.clientSecret });
  await connect('bank', {}, { iban: 'DE89370400440532013000', account_name: 'Nordlicht GmbH' });
  const product = must(
    await merchant.post('/api/products/', {
      name: 'Print of the northern lights',
      prices: { EUR: '27.50', USD: '29.99' },
    }),
  );
  return must(
    await merchant.post('/api/payment-links/', {
      name: 'Every way to pay',
      currency: 'EUR',
      products: [{ product_id: product.id, quantity: 2 }],
    }),
  );
}

/** As the providers would: everything once, a moment after it happened. */
async function deliverWhatHappens(): Promise<void> {
  const told = { stripe: 0, mollie: 0, paypal: 0 };
  while (!isStopping) {
    await pause(500);
    for (const event of stripe.events.slice(told.stripe)) {
      told.stripe++;
      for (const endpoint of stripe.endpoints.values())
        await stripe.deliver(event, endpoint.url, endpoint.secret).catch(notDelivered);
    }
    for (const { paymentId } of mollie.due.slice(told.mollie)) {
      told.mollie++;
      const to = mollie.books.payments.get(paymentId)?.webhookUrl;
      if (to) await mollie.deliver(paymentId, to).catch(notDelivered);
    }
    for (const event of paypal.notifications.events.slice(told.paypal)) {
      told.paypal++;
      for (const webhook of paypal.notifications.webhooks.values())
        await paypal.notifications.deliver(event, webhook).catch(notDelivered);
    }
  }
}

function notDelivered(error: unknown): void {
  if (!isStopping) process.stderr.write(`A notification was not delivered: ${String(error)}\n`);
}

function must(reply: { status: number; text: string; body: Json }): Json {
  if (reply.status >= 300) throw new Error(`${reply.status}: ${reply.text}`);
  return reply.body;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
