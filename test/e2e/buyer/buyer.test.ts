import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, visit } from '#test/support/browser.ts';
import { cards, makeLink, must, signUp, startOpen } from '#test/support/scenario.ts';
import { continueButton, fillBilling, fillCard, look, payButton } from './form.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe.each([{ javaScript: true }, { javaScript: false }])(
  'a buyer with JavaScript: $javaScript',
  ({ javaScript }) => {
    test('opens the link without an account, pays, and sees the receipt; the merchant sees the money', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant, { max_uses: 3, name: 'Secret internal name' });
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(link.url);
      expect(await page.content()).not.toContain('Secret internal name');
      await look(visitor, javaScript);
      await fillBilling(page);
      await continueButton(page).click();
      await page.getByLabel('Card number').waitFor();
      await look(visitor, javaScript);
      expect(page.url()).toContain('/checkout/');
      await fillCard(page, cards.pays);
      await page.getByRole('button', { name: 'Pay $59.98' }).click();
      await page.waitForURL(/\/receipt$/);
      await look(visitor, javaScript);
      expect(await page.textContent('main')).toContain('59.98');
      const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
      expect(detail).toMatchObject({
        uses: 1,
        held: 0,
        remaining_uses: 2,
        revenue: { USD: '59.98', EUR: '0.00' },
      });
      visitor.check();
      await visitor.close();
    });

    test('goes back, finds what was typed and the only place, corrects the address, and pays once', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant, { max_uses: 1 });
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(link.url);
      await fillBilling(page);
      await continueButton(page).click();
      await page.getByLabel('Card number').waitFor();
      const checkoutUrl = page.url();
      await page.goBack();
      await continueButton(page).waitFor();
      expect(await page.getByLabel('Email').inputValue()).toBe('maja@example.com');
      await page.goto(checkoutUrl);
      await page.getByRole('link', { name: 'Change' }).click();
      await page.getByText('Your place is kept until').waitFor();
      await look(visitor, javaScript);
      expect(await page.getByLabel('Country').inputValue()).toBe('DE');
      await page.getByLabel('Email').fill('maja@correct.example');
      await continueButton(page).click();
      await page.getByLabel('Card number').waitFor();
      expect(page.url()).toBe(checkoutUrl);
      expect(await page.textContent('main')).toContain('maja@correct.example');
      await fillCard(page, cards.pays);
      await payButton(page).click();
      await page.waitForURL(/\/receipt$/);
      const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
      expect(detail).toMatchObject({ uses: 1, held: 0 });
      visitor.check();
      await visitor.close();
    });

    test('is told of each field at fault, keeps what was typed, and is charged nothing', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(link.url);
      await page.getByLabel('First name').fill('Maja');
      await page
        .locator('form')
        .first()
        .evaluate((form) => form.setAttribute('novalidate', ''))
        .catch(() => undefined);
      await continueButton(page).click();
      await page
        .getByText(/Check .* field/)
        .first()
        .waitFor();
      expect(await page.getByLabel('First name').inputValue()).toBe('Maja');
      await look(visitor, javaScript);
      visitor.check();
      await visitor.close();
    });

    test('with a declined card is told that no money moved, and pays with another', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      const { checkout_url: url } = await startOpen(app, link.id);
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(url);
      await fillCard(page, cards.noFunds);
      await payButton(page).click();
      await page.getByRole('heading', { name: /not enough funds/ }).waitFor();
      expect(await page.textContent('main')).toMatch(/No money moved/);
      await look(visitor, javaScript);
      await fillCard(page, cards.pays);
      await payButton(page).click();
      await page.waitForURL(/\/receipt$/);
      visitor.check();
      await visitor.close();
    });

    test.each([
      ['Approve', /\/receipt$/],
      ['Refuse', /\/checkout\/[^/]+$/],
      ['Abandon', /\/checkout\/[^/]+$/],
    ])('at the 3-D Secure page chooses %s', async (choice, target) => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      const { checkout_url: url, token } = await startOpen(app, link.id);
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(url);
      await fillCard(page, cards.challenge);
      await payButton(page).click();
      await page.getByRole('button', { name: choice }).waitFor();
      await look(visitor, javaScript);
      await page.getByRole('button', { name: choice }).click();
      await page.waitForURL(target);
      const state = must(200, await app.client().get(`/api/checkout/${token}/`));
      expect(state.status).toBe(choice === 'Approve' ? 'paid' : 'open');
      if (choice !== 'Approve') {
        expect(await page.textContent('main')).toMatch(/[Nn]o money moved/);
        await fillCard(page, cards.pays);
        await payButton(page).click();
        await page.waitForURL(/\/receipt$/);
      }
      visitor.check();
      await visitor.close();
    });

    test('waits on the processing page until the bank’s notification, told not to pay again', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      const { checkout_url: url } = await startOpen(app, link.id);
      const visitor = await visit(app.url, { javaScript });
      const { page } = visitor;
      await page.goto(url);
      await fillCard(page, cards.late);
      await payButton(page).click();
      await page
        .getByText(/[Dd]o not pay again/)
        .first()
        .waitFor();
      await look(visitor, javaScript);
      app.clock.advance(6_000);
      app.context.wakeJobs();
      await page.waitForURL(/\/receipt$/);
      visitor.check();
      await visitor.close();
    });

    test('cancels, and is told that nothing was charged', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant, { max_uses: 1 });
      const { checkout_url: url } = await startOpen(app, link.id);
      const visitor = await visit(app.url, { javaScript });
      await visitor.page.goto(url);
      await visitor.page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await visitor.page
        .getByText(/canceled/i)
        .first()
        .waitFor();
      const preview = must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
      expect(preview.remaining_uses).toBe(1);
      visitor.check();
      await visitor.close();
    });
  },
);

test('Extend appears by itself once there is time to gain, tells the new time, and keeps what was typed', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { max_uses: 1 });
  const { checkout_url: url } = await startOpen(app, link.id);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await page.clock.install();
  await page.goto(url);
  const extend = page.getByRole('button', { name: 'Extend', exact: true });
  await page.getByText('29 min left').waitFor();
  expect(await extend.count()).toBe(0);
  await page.getByLabel('Card number').fill('4242 4242');
  const pass = async (ms: number) => {
    app.clock.advance(ms);
    await page.clock.fastForward(ms);
  };
  await pass(61_000);
  await extend.waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.getByLabel('Card number').inputValue()).toBe('4242 4242');
  await extend.click();
  await page.getByText('Extended. You have until').waitFor();
  await page.getByText('29 min left').waitFor();
  expect(await extend.count()).toBe(0);
  expect(await page.getByLabel('Card number').inputValue()).toBe('4242 4242');
  // As often as there is something to gain, and never past twice the life of a checkout.
  await pass(25 * 60_000);
  await extend.click();
  await page.getByText('29 min left').waitFor();
  await pass(20 * 60_000);
  await extend.click();
  await page.getByText('13 min left').waitFor();
  await pass(5 * 60_000);
  await page.getByText('8 min left').waitFor();
  expect(await extend.count()).toBe(0);
  visitor.check();
  await visitor.close();
});
