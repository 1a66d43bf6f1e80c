import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, visit } from '#test/support/browser.ts';
import { type Merchant, makeLink, must, signUp } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

/** What is said at the bottom of the screen waits for whoever is asked something by it. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dock = (page: Page) => page.locator('.toast-dock');
const anHourMs = 3_600_000;

async function openLink(merchant: Merchant, width?: number) {
  const link = await makeLink(merchant, { name: 'Workshop' });
  const visitor = await visit(app.url, width ? { width } : {});
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.clock.install();
  await page.goto(`${app.url}/payment-links/${link.id}`);
  await button(page, 'Deactivate').waitFor();
  return { ...visitor, link };
}

const stateOf = async ({ client }: Merchant, id: string) =>
  must(200, await client.get(`/api/payment-links/${id}/`)).status;

test.each([390, 1280])(
  'a toast that offers something stays until it is answered, one that only tells goes, at %i px',
  async (width) => {
    const merchant = await signUp(app);
    const { page, link, check, close } = await openLink(merchant, width);
    await button(page, 'Deactivate').click();
    await dock(page).getByText('Deactivated “Workshop”.').waitFor();
    await page.clock.fastForward(anHourMs);
    expect(await accessibilityFaults(page)).toEqual([]);
    await dock(page).getByRole('button', { name: 'Undo' }).click();
    await dock(page).getByText('Activated “Workshop”.').waitFor();
    expect(await stateOf(merchant, link.id)).toBe('active');
    // It waits while a pointer is on it.
    await page.mouse.move(2, 2);
    await page.clock.fastForward(9_000);
    await dock(page).getByText('Activated').waitFor({ state: 'detached' });
    check();
    await close();
  },
);

test('it is dismissed by its cross, and by Escape, which leaves one thing at a time', async () => {
  const merchant = await signUp(app);
  const { page, link, check, close } = await openLink(merchant);
  await button(page, 'Deactivate').click();
  await dock(page).getByText('Deactivated').waitFor();
  await dock(page).getByRole('button', { name: 'Dismiss' }).click();
  await dock(page).getByText('Deactivated').waitFor({ state: 'detached' });
  expect(await stateOf(merchant, link.id)).toBe('inactive');

  await button(page, 'Delete').click();
  await dock(page).getByText('Deleted').waitFor();
  await page.keyboard.press('Escape');
  await dock(page).getByText('Deleted').waitFor({ state: 'detached' });
  await button(page, 'Restore').click();
  await button(page, 'Activate').click();
  await button(page, 'Deactivate').click();
  await dock(page).getByText('Deactivated').waitFor();

  // The dialog first, then the toast.
  await button(page, 'Share').click();
  const dialog = page.getByRole('dialog', { name: 'Share link' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await dock(page).getByText('Deactivated').count()).toBe(1);

  // Whoever went to it with F8 comes back to where they were.
  await button(page, 'Duplicate').focus();
  await page.keyboard.press('F8');
  await expect.poll(() => dock(page).evaluate((each) => each.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');
  await dock(page).getByText('Deactivated').waitFor({ state: 'detached' });
  expect(await button(page, 'Duplicate').evaluate((each) => each === document.activeElement)).toBe(true);
  check();
  await close();
});

test('what it offers ends with the session: the next person undoes nothing of somebody else', async () => {
  const merchant = await signUp(app);
  const { page, check, close } = await openLink(merchant);
  await button(page, 'Deactivate').click();
  await dock(page).getByText('Deactivated').waitFor();
  await page.getByRole('button', { name: /Maja Berg/ }).click();
  await button(page, 'Sign out').click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await dock(page).getByText('Deactivated').waitFor({ state: 'detached' });
  check();
  await close();
});

test('taking back the removal of an origin leaves alone what was added meanwhile', async () => {
  const merchant = await signUp(app);
  const former = ['https://one.example', 'https://two.example'];
  must(200, await merchant.client.patch('/api/organization/', { allowed_redirect_origins: former }));
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/settings/origins`);
  await button(page, 'Remove https://one.example').click();
  await dock(page).getByText('Removed https://one.example.').waitFor();
  const elsewhere = ['https://two.example', 'https://three.example'];
  must(200, await merchant.client.patch('/api/organization/', { allowed_redirect_origins: elsewhere }));
  await dock(page).getByRole('button', { name: 'Undo' }).click();
  await button(page, 'Remove https://one.example').waitFor();
  const { allowed_redirect_origins: listed } = must(200, await merchant.client.get('/api/organization/'));
  expect([...listed].sort()).toEqual(['https://one.example', 'https://three.example', 'https://two.example']);
  visitor.check();
  await visitor.close();
});
