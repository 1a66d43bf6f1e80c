import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { startReceiver } from '#test/support/receiver.ts';
import {
  cards,
  eventually,
  type Merchant,
  makeLink,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';
import { fits } from './fits.ts';
import { enterAs } from './shop.ts';

vi.setConfig({ testTimeout: 90_000 });

/** Faults of a provider, switched on, seen, and played at one payment. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'on' } });
});
afterAll(() => app.stop());

async function open(merchant: Merchant, at: string) {
  const visitor = await visit(app.url);
  await enterAs(visitor.page, app, merchant);
  await visitor.page.goto(app.url + at);
  return visitor;
}

const settingsOf = async ({ client }: Merchant) =>
  must(200, await client.get('/api/organization/simulator/'));

test('faults are switched on with their numbers, stay in sight, and are all turned off at once', async () => {
  const merchant = await signUp(app);
  const { page, check, close } = await open(merchant, '/developers/simulator');
  await page.getByRole('checkbox', { name: /^Twice/ }).check();
  await page.getByRole('checkbox', { name: /^Late/ }).check();
  const seconds = page.getByRole('textbox', { name: 'Late: later by, seconds' });
  await seconds.fill('100000');
  await page.getByText('Enter 1 to 86,400, or switch it off.').waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await seconds.fill('120');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('2 faults are on').waitFor();
  await page.getByText(/Late \(later by 120 s\), Twice \(100% of notifications\)/).waitFor();
  expect(await settingsOf(merchant)).toMatchObject({
    notification_delay_seconds: 120,
    duplicate_percent: 100,
  });
  await fits(page);
  await page.reload();
  await page.getByText('2 faults are on').waitFor();
  await page.getByRole('button', { name: 'Turn all off' }).click();
  await page.getByText('2 faults are on').waitFor({ state: 'detached' });
  expect(Object.values(await settingsOf(merchant)).every((value) => value === 0)).toBe(true);
  check();
  await close();
});

test('a notification told twice changes nothing, and nothing is sent twice', async () => {
  const receiver = await startReceiver();
  const merchant = await signUp(app);
  must(200, await merchant.client.put('/api/organization/webhook/', { url: receiver.url, enabled: true }));
  const link = await makeLink(merchant);
  const checkout = await startOpen(app, link.id);
  const paid = must(200, await pay(app, checkout.token)).transaction_id;
  await eventually(
    async () => receiver.received.length,
    (count) => count === 2,
  );
  const { page, check, close } = await open(merchant, '/developers/simulator');
  await page.getByRole('radio', { name: /^Told twice/ }).check();
  await page.getByRole('button', { name: 'Play fault' }).click();
  await page.getByRole('heading', { name: 'It held' }).waitFor();
  await page.getByText('“succeeded” told again').waitFor();
  await page.getByText('Recognized, nothing changed.').waitFor();
  await page.getByText('Events 1 to 2').waitFor();

  // A decline that comes after the success is out of order.
  await page.getByRole('radio', { name: /^Declined/ }).check();
  await page.getByRole('button', { name: 'Play fault' }).click();
  await page.getByText('“declined” told').waitFor();
  await page.getByText('Told as paid once').waitFor();
  await fits(page);
  await page.getByRole('link', { name: 'What was sent to your server' }).click();
  await page.waitForURL(new RegExp(`transaction=${paid}`));
  const rows = page.locator('.delivery-log tbody tr');
  await rows.filter({ hasText: 'paid' }).waitFor();
  expect(await rows.count()).toBe(2);
  expect(receiver.received).toHaveLength(2);
  check();
  await close();
  await receiver.close();
});

test('an undecided payment is ended from here', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  const checkout = await startOpen(app, link.id);
  await pay(app, checkout.token, cards.challenge);
  const { page, check, close } = await open(merchant, '/developers/simulator');
  await page.getByRole('radio', { name: /^Declined/ }).check();
  await page.getByRole('button', { name: 'Play fault' }).click();
  await page.getByText('The attempt ended without money, and the buyer may try again.').waitFor();
  await page.getByText('Not charged', { exact: true }).waitFor();
  check();
  await close();
});

test('what cannot be played is said, and live has no simulator', async () => {
  const merchant = await signUp(app);
  const { page, check, close } = await open(merchant, '/developers/simulator');
  await page.getByText('There is no sandbox payment yet.').waitFor();
  const link = await makeLink(merchant);
  const checkout = await startOpen(app, link.id);
  must(200, await pay(app, checkout.token));
  await page.reload();
  await page.getByRole('radio', { name: /^Paid after all/ }).check();
  await page.getByRole('button', { name: 'Play fault' }).click();
  await page.getByText('This payment has succeeded already').waitFor();
  await page.goto(`${app.url}/developers/simulator?mode=live`);
  await page.getByText('Live payments know no simulator').waitFor();
  check();
  await close();
});
