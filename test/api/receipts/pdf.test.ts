import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReceiptPdf } from '#paying/receipts/pdf/render-receipt.ts';
import { readDocument } from '#paying/receipts/receipt.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { must, pay } from '#test/support/scenario.ts';
import {
  attachmentOf,
  bareText,
  isGenuine,
  pagesOf,
  paidCheckout,
  pdfOf,
  publishedKeys,
  receiptOf,
  receiptPath,
} from './support/receipts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off', PLATFORM_NAME: 'Harbour Pay' } });
});
afterAll(() => app.stop());

const workshop = {
  organization: {
    name: 'Nordlicht Fotowerkstatt',
    website: 'https://nordlicht.example/',
    time_zone: 'Europe/Berlin',
    branding: { support_email: 'hello@nordlicht.example', accent_color: '#1a7f5a' },
  },
  products: [
    { name: 'Darkroom weekend', prices: { EUR: '240.00' }, tax_rate: '19' },
    { name: 'Baryta paper', prices: { EUR: '38.50' }, tax_rate: '19', quantity: 2 },
    { name: 'Field notes', prices: { EUR: '32.00' }, tax_rate: '7' },
  ],
  start: {
    billing_company: 'Lindqvist & Söner AB',
    billing_tax_id: 'SE556677',
    billing_phone: '+49 40 123456',
    billing_line1: 'Clemens-Schultz-Straße 48',
    billing_city: 'Hamburg',
    billing_email: 'maja.lindqvist@example.com',
  },
};

/** Fifty lines that an API client named itself. */
async function longCheckout(
  taxRateOf = (index: number) => ['19', '7', '0'][index % 3] ?? '',
): Promise<{ checkout: Json }> {
  const { merchant } = await paidCheckout(app, { organization: { allow_ad_hoc_items: true } });
  const { raw_key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  const products = Array.from({ length: 50 }, (_, index) => ({
    name: `Line number ${index + 1}. ${'A name that goes on and on. '.repeat(index % 4)}`.trim(),
    unit_price: '10.00',
    quantity: (index % 9) + 1,
    tax_rate: taxRateOf(index),
  }));
  const buyer = {
    billing_country: 'DE',
    billing_first_name: 'Maja',
    billing_last_name: 'Berg',
    billing_email: 'm@example.com',
  };
  const checkout = must(
    201,
    await app
      .client()
      .withKey(raw_key)
      .post('/api/checkout/create/', { ...buyer, currency: 'EUR', products }),
  );
  must(200, await pay(app, checkout.token));
  return { checkout };
}

const textOf = async (pdf: Buffer) => (await pagesOf(pdf)).join(' ');

describe('GET /api/checkout/<token>/receipt.pdf', () => {
  it('200: a PDF for the buyer alone', async () => {
    const { checkout } = await paidCheckout(app);
    const { number } = await receiptOf(app, checkout);
    const { status, headers, text } = await app.client().get(receiptPath(checkout, '.pdf'));
    expect(status).toBe(200);
    expect(text).toMatch(/^%PDF-1\.7/);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="receipt-${number}.pdf"`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('vary')).toBe('accept-language');
  });

  it('400: a query that nobody knows', async () => {
    const { checkout } = await paidCheckout(app);
    const reply = await app.client().get(`${receiptPath(checkout, '.pdf')}?size=a5`);
    expect(reply).toMatchObject({ status: 400, body: { code: 'unknown_field' } });
    must(200, await app.client().get(`${receiptPath(checkout, '.pdf')}?locale=xx`));
  });

  it('says what JSON and page say: number, time with zone, parties, lines, tax by rate, total, masked card', async () => {
    const { checkout } = await paidCheckout(app, workshop);
    const receipt = await receiptOf(app, checkout);
    const [text = '', ...more] = await pagesOf(await pdfOf(app, checkout));
    expect(more).toEqual([]);
    const page = (await app.client().get(`/checkout/${checkout.token}/receipt`)).text
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ');
    const paidAt = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' });
    const shared = [
      receipt.number,
      paidAt.format(new Date(receipt.paid_at)),
      'Nordlicht Fotowerkstatt',
      'nordlicht.example',
      'hello@nordlicht.example',
      'Maja Lindqvist',
      'Lindqvist & Söner AB',
      'Tax number SE556677',
      'Germany',
      'Visa •••• 4242',
      receipt.transaction_id,
      receipt.signature.key_id,
      ...receipt.products.map(({ name }: Json) => name),
      '€240.00',
      '€38.50',
      '€77.00',
      '€32.00',
      'Net €296.30',
      'incl. 19% tax €50.61',
      'incl. 7% tax €2.09',
      'Paid €349.00 EUR',
      'Runs on Harbour Pay',
    ];
    expect([receipt.subtotal, receipt.tax, receipt.total]).toEqual(['296.30', '52.70', '349.00']);
    // A long id may go over two lines.
    const close = (words: string) => words.replaceAll(' ', '');
    for (const words of shared) {
      expect(close(text), words).toContain(close(words));
      expect(close(page), words).toContain(close(words));
    }
    expect(text).toMatch(/\d{2}:\d{2} CES?T/);
    expect(text).toContain('TEST – no money moved');
    expect(text).not.toMatch(/linktill/i);
  });

  it('shows no mail address, street, phone or whole card, neither on paper nor beneath it', async () => {
    const { checkout } = await paidCheckout(app, workshop);
    const pdf = await pdfOf(app, checkout);
    const text = await textOf(pdf);
    const bare = bareText(pdf);
    for (const hidden of [
      'maja.lindqvist@example.com',
      '+49 40 123456',
      'Clemens-Schultz',
      'Hamburg',
      '20359',
      '4242424242424242',
    ]) {
      expect(text, hidden).not.toContain(hidden);
      expect(bare, hidden).not.toContain(hidden);
    }
  });

  it('carries the signed file, which verifies', async () => {
    const { checkout } = await paidCheckout(app, workshop);
    const { number, signature } = await receiptOf(app, checkout);
    const attached = await attachmentOf(await pdfOf(app, checkout), `receipt-${number}.json`);
    expect(attached).toBe((await app.client().get(receiptPath(checkout, '.json'))).text);
    expect(JSON.parse(attached)).toEqual(signature);
    expect(isGenuine(JSON.parse(attached), await publishedKeys(app))).toBe(true);
  });

  it('is the same to the byte each time, until something about the payment changes', async () => {
    const { merchant, checkout } = await paidCheckout(app, workshop);
    const first = await pdfOf(app, checkout);
    expect((await pdfOf(app, checkout)).equals(first)).toBe(true);

    const { raw_key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
    const { transaction_id } = await receiptOf(app, checkout);
    const refund = `/api/transactions/${transaction_id}/refund/`;
    must(201, await app.client().withKey(raw_key).post(refund, { amount: '77.00' }));
    const second = await pdfOf(app, checkout);
    expect(second.equals(first)).toBe(false);
    expect((await pdfOf(app, checkout)).equals(second)).toBe(true);
    app.clock.advance(90_000_000);
    expect((await pdfOf(app, checkout)).equals(second)).toBe(true);
    const text = await textOf(second);
    const { status } = await receiptOf(app, checkout);
    expect(text).toContain(
      status === 'refund_pending'
        ? 'A refund is on its way.'
        : '€77.00 went back. Paid after refunds: €272.00.',
    );
    expect(text).toContain('not part of what is signed');
    // What was paid, and the signature, stay.
    expect(text).toContain('Paid €349.00 EUR');
    const name = `receipt-${(await receiptOf(app, checkout)).number}.json`;
    expect(await attachmentOf(second, name)).toBe(await attachmentOf(first, name));
  });

  it('can be read aloud: language, title, headings, a table with its headings, a picture in words', async () => {
    const { checkout } = await paidCheckout(app, workshop);
    const { number } = await receiptOf(app, checkout);
    const bare = bareText(await pdfOf(app, checkout));
    expect(bare).toContain('/Lang (en)');
    expect(bare).toContain('/DisplayDocTitle true');
    expect(bare).toContain('/Marked true');
    expect(bare).toContain(`Receipt ${number}, Nordlicht Fotowerkstatt`);
    for (const type of ['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD', 'Figure', 'Link'])
      expect(bare, type).toMatch(new RegExp(`/S /${type}\\b`));
    expect(bare).toContain('/Scope /Column');
    expect(bare).toContain('/Alt (QR code with the address of this receipt)');
  });

  it('holds fifty lines over pages that count themselves, each line once', async () => {
    const { checkout } = await longCheckout();
    const { total } = await receiptOf(app, checkout);
    const pages = await pagesOf(await pdfOf(app, checkout));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries())
      expect(page).toContain(`page ${index + 1} of ${pages.length}`);
    for (const page of pages.slice(1, -1)) expect(page).toContain('Item Qty Unit Tax Total');
    const text = pages.join(' ');
    for (let line = 1; line <= 50; line++) expect(text.split(`Line number ${line}.`)).toHaveLength(2);
    expect(text.replaceAll(',', '')).toContain(`Paid €${total} EUR`);
  });
});

it('fifty rates of tax go over pages, too, and end with the total', async () => {
  const { checkout } = await longCheckout((index) => `${index}.5`);
  const { total } = await receiptOf(app, checkout);
  const pages = await pagesOf(await pdfOf(app, checkout));
  const text = pages.join(' ');
  for (let rate = 0; rate < 50; rate++) expect(text.split(`incl. ${rate}.5% tax`)).toHaveLength(2);
  expect(pages.at(-1)?.replaceAll(',', '')).toContain(`Paid €${total} EUR`);
  pages.forEach((page, index) => {
    expect(page).toContain(`page ${index + 1} of ${pages.length}`);
  });
});

describe('names from everywhere', () => {
  const named = (name: string) =>
    paidCheckout(app, {
      organization: { name },
      products: [{ name }],
      start: { billing_first_name: name, billing_last_name: name, billing_company: name },
    });

  it.each([
    'Zażółć gęślą jaźń',
    'Καλημέρα κόσμε',
    'Съешь же ещё этих мягких булок',
    'Þórður Ýmir Ǻsgeirsson',
  ])('%s is printed as it is', async (name) => {
    const { checkout } = await named(name);
    const text = await textOf(await pdfOf(app, checkout));
    expect(text.normalize('NFC')).toContain(name);
    expect(text).not.toContain('□');
  });

  it.each(['東京写真館', '서울 사진관', 'ร้านถ่ายรูป', '👩‍👩‍👧‍👦🏳️‍🌈', '\u{1F9D1}\u{1F3FD}\u200D\u{1F680}'])(
    '%s is told to be in the attached file, where it is whole',
    async (name) => {
      const { checkout } = await named(name);
      const pdf = await pdfOf(app, checkout);
      expect(await textOf(pdf)).toContain('□ stands for a character that cannot be printed here.');
      const { number } = await receiptOf(app, checkout);
      const { document } = JSON.parse(await attachmentOf(pdf, `receipt-${number}.json`));
      expect(JSON.parse(document)).toMatchObject({ seller: { name }, lines: [{ name }] });
    },
  );

  it.each([
    'שלום עולם',
    'ألبوم صور 2026',
    'a'.repeat(100),
    '‮gnp.exe',
    '<b>&amp;</b> \\ ) ( %',
    '\t x \u00a0 y',
  ])('%j makes a PDF', async (name) => {
    const { checkout } = await named(name);
    const { number } = await receiptOf(app, checkout);
    const [first = '', ...more] = await pagesOf(await pdfOf(app, checkout));
    expect(more.length).toBeLessThan(2);
    expect(first).toContain(`Receipt ${number} €10.00`);
  });
});

describe('many at once', () => {
  it('are each what one alone is', async () => {
    const { checkout } = await paidCheckout(app, workshop);
    const first = await pdfOf(app, checkout);
    const made = await Promise.all(Array.from({ length: 10 }, () => pdfOf(app, checkout)));
    expect(made.every((pdf) => pdf.equals(first))).toBe(true);
  });

  it('hold up nobody: while one is made, others get their turn again and again', async () => {
    const { checkout } = await longCheckout();
    const { signature } = await receiptOf(app, checkout);
    const print = {
      document: readDocument(signature.document),
      signature,
      address: `${app.url}/checkout/${checkout.token}/receipt`,
      status: 'paid',
      refundedAmount: '0.00',
      changedAt: new Date(0),
      accentColour: null,
      logo: undefined,
      supportEmail: null,
      platformName: 'Harbour Pay',
    } as const;
    let isMaking = true;
    const making = renderReceiptPdf(print, 'en').finally(() => {
      isMaking = false;
    });
    let turns = 0;
    while (isMaking) {
      await setImmediate();
      turns += 1;
    }
    expect((await making).subarray(0, 5).toString()).toBe('%PDF-');
    expect(turns).toBeGreaterThanOrEqual(6);
  });

  it('beyond a queue of forty: 503 with Retry-After, and none is lost that was taken', async () => {
    const { checkout } = await paidCheckout(app, workshop);
    await receiptOf(app, checkout);
    const ask = () => app.client().get(receiptPath(checkout, '.pdf'));
    const replies = await Promise.all(Array.from({ length: 120 }, ask));
    const statuses = new Set(replies.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([200, 503]);
    const refused = replies.find(({ status }) => status === 503);
    expect(refused?.body.code).toBe('unavailable');
    expect(refused?.headers.get('retry-after')).toBe('5');
    expect((await ask()).status).toBe(200);
  });
});
