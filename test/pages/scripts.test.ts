import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderCheckoutPage, renderLeavePage, renderLinkPage, renderReceiptPage } from '#pages/render.tsx';
import { browserEndpoint } from '#test/support/cluster.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import {
  checkoutView,
  emptyBilling,
  emptyCard,
  linkView,
  receipt,
  sampleContext,
  workshop,
  workshopCheckout,
  workshopLink,
} from './samples.ts';
import { stateNamed } from './states.ts';

const context = sampleContext();
const linkPath = `/pay/${workshopLink.id}`;
const checkoutPath = `/checkout/${workshopCheckout.token}`;
const linkPage = renderLinkPage(linkView(), context);
const checkoutPage = renderCheckoutPage(checkoutView(), context);
const receiptPage = renderReceiptPage(receipt, context);

let server: PageServer;
let browser: Browser;
let buyer: BrowserContext;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  server = await startPageServer();
  browser = await chromium.connect(await browserEndpoint());
});

afterAll(async () => {
  await browser.close();
  server.stop();
});

beforeEach(async () => {
  server.handlers.clear();
  server.handlers.set(`GET ${linkPath}`, linkPage);
  server.handlers.set(`GET ${checkoutPath}`, checkoutPage);
  server.handlers.set(`GET ${checkoutPath}/receipt`, receiptPage);
  server.handlers.set(`POST ${linkPath}`, () => ({ redirect: checkoutPath }));
  await open({ javaScriptEnabled: true });
});

afterEach(async () => {
  await buyer.close();
  expect(troubles).toEqual([]);
});

async function open({ javaScriptEnabled }: { javaScriptEnabled: boolean }): Promise<void> {
  troubles = [];
  buyer = await browser.newContext({ javaScriptEnabled, locale: 'en-GB' });
  page = await buyer.newPage();
  // A refused form and a broken connection are logged by the browser itself; all else is trouble.
  const isExpected = (text: string) => /^Failed to load resource/.test(text);
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
}

async function visit(path: string): Promise<void> {
  await page.goto(server.origin + path);
  server.log.length = 0;
}

/** What assistive technology says of a text field beside its name. */
async function descriptionOf(name: string): Promise<string> {
  const devtools = await buyer.newCDPSession(page);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  await devtools.detach();
  const field = nodes.find((node) => node.role?.value === 'textbox' && node.name?.value === name);
  if (!field) throw new Error(`There is no text field ${name}.`);
  return String(field.description?.value ?? '');
}

/** Marks this document, so that a full page load can be told from a swap. */
async function mark(): Promise<void> {
  await page.evaluate('window.sameDocument = true');
}

async function isSameDocument(): Promise<boolean> {
  return (await page.evaluate('window.sameDocument === true')) === true;
}

/** Id, class or tag of what has the focus: the first of them it has. */
async function focused(): Promise<string> {
  const described = '(({ id, className, tagName }) => id || className || tagName)(document.activeElement)';
  return (await page.evaluate(described)) as string;
}

describe('with script', () => {
  it('billing and card step are one page: address, title and focus follow', async () => {
    await visit(linkPath);
    await mark();
    await page.getByRole('button', { name: /^Continue/ }).click();
    await page.getByRole('heading', { name: 'Pay by card' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(checkoutPath);
    expect(await page.title()).toBe('Pay €349.00, Nordlicht Fotowerkstatt');
    expect(await focused()).toBe('H1');
    expect(await isSameDocument()).toBe(true);
  });

  it('going back after a swap shows the link page again', async () => {
    await visit(linkPath);
    await page.getByRole('button', { name: /^Continue/ }).click();
    await page.getByRole('heading', { name: 'Pay by card' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Your details' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(linkPath);
  });

  it('errors take the focus, and their links lead to the fields', async () => {
    const errors = [{ field: 'billing_email', message: 'Enter your email address.' }];
    const refused = renderLinkPage(linkView({ form: { ...emptyBilling, errors } }), context);
    server.handlers.set(`POST ${linkPath}`, () => ({ status: 422, body: refused }));
    await visit(linkPath);
    await mark();
    await page.getByRole('button', { name: /^Continue/ }).click();
    await page.getByRole('alert').waitFor();
    expect(await focused()).toBe('notice notice-critical');
    await page.getByRole('link', { name: 'Email: Enter your email address.' }).click();
    expect(await focused()).toBe('billing_email');
    expect(new URL(page.url()).pathname).toBe(linkPath);
    expect(await isSameDocument()).toBe(true);
  });

  it('a double press sends once, and the button says what is under way', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.handlers.set(`POST ${checkoutPath}/pay`, async () => {
      await released;
      return { redirect: `${checkoutPath}/receipt` };
    });
    await visit(checkoutPath);
    const button = page.getByRole('button', { name: 'Pay €349.00' });
    await button.dblclick();
    await page.getByRole('button', { name: 'Paying €349.00' }).click({ force: true });
    await page.keyboard.press('Enter');
    release();
    await page.getByRole('heading', { name: 'Thank you, Maja. It is paid.' }).waitFor();
    expect(server.log.filter((entry) => entry.startsWith('POST'))).toEqual([`POST ${checkoutPath}/pay`]);
  });

  it('a broken connection is told, typed values stay and the button works again', async () => {
    await visit(checkoutPath);
    await page.getByLabel('Card number').fill('4242');
    await page.route(`**${checkoutPath}/pay`, (route) => route.abort());
    await page.getByRole('button', { name: 'Pay €349.00' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('The connection broke.');
    expect(await page.getByLabel('Card number').inputValue()).toBe('4242');
    await page.unroute(`**${checkoutPath}/pay`);
    server.handlers.set(`POST ${checkoutPath}/pay`, () => ({ redirect: `${checkoutPath}/receipt` }));
    await page.getByRole('button', { name: 'Pay €349.00' }).click();
    await page.getByRole('heading', { name: /^Thank you/ }).waitFor();
  });

  it('card digits are grouped, the brand is told and the expiry is written as on the card', async () => {
    await visit(checkoutPath);
    const number = page.getByLabel('Card number');
    await number.pressSequentially('4242424242424242');
    expect(await number.inputValue()).toBe('4242 4242 4242 4242');
    expect(await page.locator('#card-brand').textContent()).toBe('Visa');
    await number.fill('3782 8224-6310005');
    expect(await number.inputValue()).toBe('3782 822463 10005');
    expect(await page.locator('#card-brand').textContent()).toBe('American Express');
    expect(await page.getByLabel('Security code').getAttribute('placeholder')).toBe('4 digits');
    const expiry = page.getByLabel('Expiry');
    await expiry.pressSequentially('828');
    expect(await expiry.inputValue()).toBe('08 / 28');
    await expiry.press('Backspace');
    expect(await expiry.inputValue()).toBe('08 / 2');
    await expiry.fill('12/2030');
    expect(await expiry.inputValue()).toBe('12 / 30');
    for (const [typed, shown] of [
      ['2031-12', '2031-12'],
      ['１２／３１', '12 / 31'],
      ['228', '02 / 28'],
    ] as const) {
      await expiry.fill('');
      await expiry.pressSequentially(typed);
      expect(await expiry.inputValue()).toBe(shown);
    }
    await expiry.fill('1/31');
    expect(await expiry.inputValue()).toBe('1/31');
    // An input method composes: what it writes is formatted when it is done.
    const compose = (text: string, type: string) =>
      number.evaluate(
        (input, event) => {
          (input as HTMLInputElement).value = event.text;
          input.dispatchEvent(
            event.type === 'input'
              ? new InputEvent('input', { bubbles: true, isComposing: true })
              : new CompositionEvent('compositionend', { bubbles: true }),
          );
        },
        { text, type },
      );
    await compose('４２４２４', 'input');
    expect(await number.inputValue()).toBe('４２４２４');
    await compose('４２４２４', 'compositionend');
    expect(await number.inputValue()).toBe('4242 4');
  });

  it('a digit inserted in the middle leaves the cursor behind it', async () => {
    await visit(checkoutPath);
    const number = page.getByLabel('Card number');
    await number.fill('4242 424');
    await page.evaluate('document.getElementById("number").setSelectionRange(2, 2)');
    await number.press('9');
    expect(await number.inputValue()).toBe('4294 2424');
    expect(await page.evaluate('document.activeElement.selectionStart')).toBe(3);
  });

  it('a test card of the list fills in the form', async () => {
    await visit(checkoutPath);
    await page.getByText('Test cards', { exact: true }).click();
    await page.getByRole('button', { name: 'Fill in test card 4000 0000 0000 9995' }).click();
    expect(await page.getByLabel('Card number').inputValue()).toBe('4000 0000 0000 9995');
    expect(await page.getByLabel('Expiry').inputValue()).toBe('12 / 29');
    expect(await page.getByLabel('Security code').inputValue()).toBe('123');
    expect(await focused()).toBe('button primary');
  });

  it('switching the currency keeps what was typed', async () => {
    await visit(linkPath);
    await mark();
    await page.getByLabel('First name').fill('Ada');
    await page.getByText('Add phone or street address').click();
    await page.getByLabel('City').fill('Hamburg');
    await page.getByRole('link', { name: 'USD' }).click();
    await page.waitForURL(/currency=USD/);
    expect(await page.getByLabel('First name').inputValue()).toBe('Ada');
    expect(await page.getByLabel('City').inputValue()).toBe('Hamburg');
    expect(await isSameDocument()).toBe(true);
  });

  it('extend and cancel post to their own addresses', async () => {
    const renewed = renderCheckoutPage(checkoutView({ notice: { kind: 'renewed' } }), context);
    server.handlers.set(`POST ${checkoutPath}/renew`, () => ({ body: renewed }));
    const canceled = stateNamed('announcement-checkout_canceled').render(context);
    server.handlers.set(`POST ${checkoutPath}/cancel`, () => ({ body: canceled }));
    await visit(checkoutPath);
    await page.getByRole('button', { name: 'Extend' }).click();
    await page.getByText('You have until').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'This payment was canceled' }).waitFor();
  });

  it('a waiting page shows the receipt as soon as there is one', async () => {
    await buyer.close();
    await open({ javaScriptEnabled: true });
    await page.clock.install();
    let asked = 0;
    const waiting = stateNamed('processing').render(context);
    const later = stateNamed('processing').render(sampleContext({ now: new Date('2026-05-22T12:28:05Z') }));
    server.handlers.set(`GET ${checkoutPath}`, () => {
      asked += 1;
      if (asked === 1) return { body: waiting };
      return asked === 2 ? { body: later } : { redirect: `${checkoutPath}/receipt` };
    });
    await visit(checkoutPath);
    await page.clock.runFor(5000);
    await page.getByText('Last asked at 14:28:05').waitFor();
    await page.clock.runFor(5000);
    await page.getByRole('heading', { name: /^Thank you/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`${checkoutPath}/receipt`);
    await page.clock.runFor(60_000);
    expect(asked).toBe(3);
  });

  it('minutes left count down, and the page asks again when time is up', async () => {
    await buyer.close();
    await open({ javaScriptEnabled: true });
    await page.clock.install();
    await visit(checkoutPath);
    await page.clock.runFor(60_000);
    expect(await page.locator('.deadline').textContent()).toContain(', 23 min left');
    server.handlers.set(`GET ${checkoutPath}`, stateNamed('announcement-checkout_expired').render(context));
    await page.clock.fastForward(25 * 60_000);
    await page.getByRole('heading', { name: /^The time to pay ran out/ }).waitFor();
  });

  it('the page that leaves is followed to the other site', async () => {
    const url = 'https://shop.example/thanks?status=paid';
    await page.route('https://shop.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>The shop</title>' }),
    );
    const leave = renderLeavePage({ organization: workshop, mode: 'sandbox', url, reason: 'paid' }, context);
    server.handlers.set(`GET ${checkoutPath}/leave`, leave);
    server.handlers.set(`POST ${checkoutPath}/pay`, () => ({ redirect: `${checkoutPath}/leave` }));
    await visit(checkoutPath);
    await page.getByRole('button', { name: 'Pay €349.00' }).click();
    await page.waitForURL(url);
  });

  it('the challenge posts the pressed button', async () => {
    let outcome: string | null = null;
    server.handlers.set('GET /challenge', stateNamed('challenge').render(context));
    server.handlers.set('POST /sandbox/challenge/ch_sample', (fields) => {
      outcome = fields.get('outcome');
      return { redirect: `${checkoutPath}/receipt` };
    });
    await visit('/challenge');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('heading', { name: /^Thank you/ }).waitFor();
    expect(outcome).toBe('approve');
  });

  it('the receipt can be printed', async () => {
    await visit(`${checkoutPath}/receipt`);
    await page.evaluate('window.print = () => { window.printed = true; }');
    await page.getByRole('button', { name: 'Print' }).click();
    expect(await page.evaluate('window.printed')).toBe(true);
  });
});

describe('with or without script', () => {
  it.each([true, false])(
    'postal code and state follow the country (script: %s)',
    async (javaScriptEnabled) => {
      await buyer.close();
      await open({ javaScriptEnabled });
      await visit(linkPath);
      const visible = async () => [
        await page.getByLabel('Postal code').isVisible(),
        await page.getByLabel('State or region').isVisible(),
      ];
      expect(await visible()).toEqual([true, false]);
      await page.getByLabel('Country').selectOption('US');
      expect(await visible()).toEqual([true, true]);
      await page.getByLabel('Country').selectOption('HK');
      expect(await visible()).toEqual([false, true]);
      await page.getByLabel('Country').selectOption('QA');
      expect(await visible()).toEqual([false, false]);
    },
  );

  it.each([true, false])(
    'the postal code is optional but where it is needed (script: %s)',
    async (javaScriptEnabled) => {
      await buyer.close();
      await open({ javaScriptEnabled });
      await visit(linkPath);
      const country = page.getByLabel('Country');
      const field = page.getByRole('textbox', { name: 'Postal code', exact: true });
      const word = page.locator('.field-postal-code').getByText('optional', { exact: true });
      const told = async () => [
        await word.isVisible(),
        (await descriptionOf('Postal code')).includes('optional'),
      ];
      for (const [code, isOptional] of [
        ['DE', true],
        ['US', false],
        ['IE', true],
      ] as const) {
        await country.selectOption(code);
        expect([code, ...(await told())]).toEqual([code, isOptional, isOptional]);
        if (javaScriptEnabled)
          expect(await field.evaluate((input: HTMLInputElement) => input.required)).toBe(!isOptional);
      }
      expect(await page.getByLabel('First name').getAttribute('required')).not.toBeNull();
    },
  );

  it.each([390, 1280])('the order folds on a phone only (%i px, no script)', async (width) => {
    await buyer.close();
    await open({ javaScriptEnabled: false });
    await page.setViewportSize({ width, height: 800 });
    await visit(linkPath);
    const line = page.getByText('Field notes on light').first();
    expect(await line.isVisible()).toBe(width > 820);
    expect(await page.locator('.amount').first().isVisible()).toBe(true);
    if (width < 820) {
      await page.getByText('What you buy').click();
      expect(await line.isVisible()).toBe(true);
    }
  });
});

describe('without script', () => {
  beforeEach(async () => {
    await buyer.close();
    await open({ javaScriptEnabled: false });
  });

  it('the forms post and redirect, and the print button is not there', async () => {
    server.handlers.set(`POST ${checkoutPath}/pay`, () => ({ redirect: `${checkoutPath}/receipt` }));
    await visit(linkPath);
    await page.getByRole('button', { name: /^Continue/ }).click();
    await page.getByLabel('Card number').fill('4242 4242 4242 4242');
    await page.getByRole('button', { name: 'Pay €349.00' }).click();
    await page.getByRole('heading', { name: /^Thank you/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  });

  it('pressing Enter in the card form pays, and neither extends nor cancels', async () => {
    server.handlers.set(`POST ${checkoutPath}/pay`, () => ({ redirect: `${checkoutPath}/receipt` }));
    await visit(checkoutPath);
    await page.getByLabel('Card number').press('Enter');
    await page.getByRole('heading', { name: /^Thank you/ }).waitFor();
    expect(server.log[0]).toBe(`POST ${checkoutPath}/pay`);
  });

  it('an error summary takes the focus', async () => {
    const errors = [{ field: 'number', message: 'Enter the card number.' }];
    const refused = renderCheckoutPage(checkoutView({ form: { ...emptyCard, errors } }), context);
    server.handlers.set(`POST ${checkoutPath}/pay`, () => ({ status: 422, body: refused }));
    await visit(checkoutPath);
    await page.getByRole('button', { name: 'Pay €349.00' }).click();
    await page.getByRole('link', { name: 'Card number: Enter the card number.' }).waitFor();
    expect(await focused()).toBe('notice notice-critical');
  });

  it('a waiting page asks again by itself', async () => {
    let asked = 0;
    server.handlers.set(`GET ${checkoutPath}`, () => {
      asked += 1;
      return asked === 1
        ? { body: stateNamed('processing').render(context).replaceAll('content="5;', 'content="0;') }
        : { redirect: `${checkoutPath}/receipt` };
    });
    await visit(checkoutPath);
    await page.getByRole('heading', { name: /^Thank you/ }).waitFor();
  });

  it('the page that leaves goes by itself', async () => {
    const url = 'https://shop.example/thanks';
    await page.route('https://shop.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>The shop</title>' }),
    );
    const leave = renderLeavePage({ organization: workshop, mode: 'sandbox', url, reason: 'paid' }, context);
    server.handlers.set('GET /leave', leave);
    await page.goto(`${server.origin}/leave`, { waitUntil: 'commit' });
    await page.waitForURL(url);
  });
});
