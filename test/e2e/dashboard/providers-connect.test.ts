import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMovableClock } from '#platform/kit/clock.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, visit } from '#test/support/browser.ts';
import { stateOf } from '#test/support/paying.ts';
import { type MollieStandIn, startMollie } from '#test/support/providers/mollie/mollie.ts';
import { type PayPalStandIn, startPayPal } from '#test/support/providers/paypal/paypal.ts';
import { type StripeStandIn, startStripe } from '#test/support/providers/stripe/stripe.ts';
import { makeLink, must, signUp, startOpen } from '#test/support/scenario.ts';
import { fits } from './fits.ts';
import { enterAs } from './shop.ts';

/** Providers with keys, as a merchant connects them and a buyer pays by them. */
const clock = createMovableClock();
let mollie: MollieStandIn;
let paypal: PayPalStandIn;
let stripe: StripeStandIn;
let app: TestApp;
beforeAll(async () => {
  [mollie, paypal, stripe] = await Promise.all([startMollie(clock), startPayPal(clock), startStripe(clock)]);
  const env = {
    PROVIDER_BASE_URL_MOLLIE: mollie.url,
    PROVIDER_BASE_URL_PAYPAL: paypal.url,
    PROVIDER_BASE_URL_STRIPE: stripe.url,
  };
  app = await startApp({ clock, env });
});
afterAll(async () => {
  await app.stop();
  await Promise.all([mollie.stop(), paypal.stop(), stripe.stop()]);
});

test('PayPal is connected by its app: what is wrong is told beside its field, and nothing is kept of it', async () => {
  const merchant = await signUp(app);
  const { page, check, close } = await visit(app.url);
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/settings/providers`);
  const row = page
    .getByRole('region', { name: 'Sandbox', exact: true })
    .getByRole('listitem')
    .filter({ hasText: 'PayPal' });
  await row.getByRole('button', { name: 'Connect', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect PayPal, sandbox' });
  const connect = dialog.getByRole('button', { name: 'Connect' });
  await connect.click();
  await dialog.getByText('Enter the client ID.').waitFor();
  await dialog.getByText('Enter the secret.').waitFor();
  await fits(page);
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByLabel('Client ID').fill(paypal.live.clientId);
  await dialog.getByLabel('Secret').fill(paypal.live.clientSecret);
  await connect.click();
  await dialog.getByText('These are live credentials.').waitFor();
  await dialog.getByLabel('Client ID').fill(paypal.clientId);
  await connect.click();
  await dialog.getByText('Client Authentication failed').waitFor();
  await dialog.getByLabel('Secret').fill(paypal.clientSecret);
  await connect.click();
  await dialog.waitFor({ state: 'detached' });
  await row.getByText('Connected', { exact: true }).waitFor();
  await row.getByText(`app ${paypal.clientId.slice(0, 8)}`).waitFor();
  await row.getByText('No notification has come yet.').waitFor();
  await fits(page);
  await row.getByRole('button', { name: 'Disconnect' }).click();
  const leave = page.getByRole('dialog', { name: 'Disconnect PayPal, sandbox' });
  await leave.getByRole('button', { name: 'Disconnect' }).click();
  await leave.waitFor({ state: 'detached' });
  await row.getByText('Disconnected').waitFor();
  check();
  await close();
});

test('Mollie is connected by an API key: a wrong one is refused beside its field', async () => {
  const merchant = await signUp(app);
  const { page, check, close } = await visit(app.url, { width: 390 });
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/settings/providers`);
  const row = page
    .getByRole('region', { name: 'Sandbox', exact: true })
    .getByRole('listitem')
    .filter({ hasText: 'Mollie' });
  await row.getByRole('button', { name: 'Connect', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect Mollie, sandbox' });
  const connect = dialog.getByRole('button', { name: 'Connect' });
  await connect.click();
  await dialog.getByText('Enter the API key.').waitFor();
  await fits(page);
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByLabel('API key').fill('live_0123456789abcdefghijklmnopqrst');
  await connect.click();
  await dialog.getByText('This is a live key.').waitFor();
  await dialog.getByLabel('API key').fill('test_0123456789abcdefghijklmnopqrst');
  await connect.click();
  await dialog.getByText('Mollie refused the key').waitFor();
  await dialog.getByLabel('API key').fill(mollie.apiKey);
  await connect.click();
  await dialog.waitFor({ state: 'detached' });
  await row.getByText('Connected', { exact: true }).waitFor();
  await row.getByText(`Nordlicht, key •••• ${mollie.apiKey.slice(-4)}`).waitFor();
  await row.getByText('No notification has come yet.').waitFor();
  await fits(page);
  await row.getByRole('button', { name: 'Disconnect' }).click();
  const leave = page.getByRole('dialog', { name: 'Disconnect Mollie, sandbox' });
  await leave.getByRole('button', { name: 'Disconnect' }).click();
  await leave.waitFor({ state: 'detached' });
  await row.getByText('Disconnected').waitFor();
  check();
  await close();
});

test('a buyer with three ways to pay is declined at one, and pays by another, once', async () => {
  const merchant = await signUp(app);
  for (const [provider, credentials] of [
    ['paypal', { client_id: paypal.clientId, client_secret: paypal.clientSecret }],
    ['stripe', { secret_key: stripe.secretKey }],
  ] as const)
    must(
      200,
      await merchant.client.put(`/api/organization/providers/${provider}/`, { mode: 'sandbox', credentials }),
    );
  const link = await makeLink(merchant, { currency: 'EUR' });
  const checkout = await startOpen(app, link.id);
  const { page, check, close } = await visit(app.url, { width: 390, alsoAllowed: [paypal.url, stripe.url] });
  await page.goto(`${app.url}/checkout/${checkout.token}`);
  expect(await page.getByRole('radio').count()).toBe(3);
  await page.getByRole('radio', { name: /^PayPal/ }).check();
  await page.getByText('You pay on the page of PayPal').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.waitForURL((url) => url.href.startsWith(paypal.url));
  await page.getByRole('button', { name: 'decline' }).click();
  await page.waitForURL((url) => url.href.startsWith(app.url));
  await page.getByRole('alert').filter({ hasText: 'declined' }).waitFor();
  await page.getByRole('radio', { name: /^Card and more/ }).check();
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.waitForURL((url) => url.href.startsWith(stripe.url));
  await page.getByRole('button', { name: 'pay', exact: true }).click();
  await page.waitForURL(/\/receipt$/);
  const state = await stateOf(app, checkout);
  expect(state.depositAttempts.map(({ status }: { status: string }) => status)).toEqual([
    'succeeded',
    'requires_payment_method',
  ]);
  expect([...paypal.books.orders.values()].filter(({ status }) => status === 'COMPLETED')).toEqual([]);
  check();
  await close();
});
