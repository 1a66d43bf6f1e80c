import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendReceiptsJob } from '#paying/receipts/jobs.ts';
import { redactReceipts } from '#paying/receipts/redact-receipts.ts';
import { readSavedReceipt } from '#paying/receipts/saved-receipt.ts';
import { judgeSignature } from '#paying/receipts/signature.ts';
import { parseId } from '#platform/kit/ids.ts';
import { verify } from '#reporting/verify/verify.ts';
import { runCommandOn, testKeys } from '#test/commands/house.ts';
import { organizationOf } from '#test/matrix/support/people.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { isGenuine, pagesOf, paidCheckout, pdfOf, publishedKeys, receiptOf } from './support/receipts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off', ...testKeys } });
});
afterAll(() => app.stop());

const address = {
  line1: 'Clemens-Schultz-Straße 48',
  line2: null,
  city: 'Hamburg',
  postal_code: '20359',
  state: null,
  country: 'DE',
};
const legal = { legal_name: 'Nordlicht Fotowerkstatt GmbH', address, tax_id: 'DE 314 159 265' };
const nordlicht = { name: 'Nordlicht', ...legal };
const nothing = { legal_name: null, address: null, tax_id: null };
const elsewhere = {
  name: 'Südlicht',
  legal_name: 'Südlicht Ltd',
  address: { ...address, line1: 'Ring 1', city: 'Wien', country: 'AT' },
  tax_id: '123',
  time_zone: 'Pacific/Kiritimati',
};
const inOneLine = 'Nordlicht Fotowerkstatt GmbH, Clemens-Schultz-Straße 48, 20359 Hamburg, Germany';

const saidBy = (receipt: Json): Json => JSON.parse(receipt.signature.document);
const pageOf = async (path: string): Promise<string> => {
  const response = await fetch(`${app.url}${path}`);
  return (await response.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
};

describe('who sells in law', () => {
  it('stands on link page and preview, and on the receipt as text, page and PDF', async () => {
    const { link, checkout } = await paidCheckout(app, { organization: nordlicht });
    const preview = must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
    expect(preview.organization).toMatchObject(nordlicht);
    expect(await pageOf(`/pay/${link.id}`)).toContain(`Sold by ${inOneLine}`);
    const receipt = await receiptOf(app, checkout);
    expect(receipt.organization).toMatchObject(nordlicht);
    const said = saidBy(receipt);
    expect(said.version).toBe(2);
    expect(JSON.stringify(said.seller)).toBe(
      JSON.stringify({
        name: 'Nordlicht',
        website: null,
        legal_name: legal.legal_name,
        address,
        tax_id: legal.tax_id,
      }),
    );
    expect(isGenuine(receipt.signature, await publishedKeys(app))).toBe(true);
    const page = await pageOf(`/checkout/${checkout.token}/receipt`);
    const [printed] = await pagesOf(await pdfOf(app, checkout));
    for (const words of [
      legal.legal_name,
      address.line1,
      '20359 Hamburg, Germany',
      'Tax number DE 314 159 265',
    ])
      expect([page, printed]).toEqual([expect.stringContaining(words), expect.stringContaining(words)]);
  });

  it('stands in the mail to the buyer and in the foot of that to the merchant', async () => {
    const { merchant, link } = await paidCheckout(app, {
      organization: { ...nordlicht, contact_email: 'till@shop.example' },
    });
    must(200, await pay(app, (await startOpen(app, link.id)).token));
    while ((await sendReceiptsJob.runDue(app.context)) > 0);
    const { results } = must(200, await merchant.client.get('/api/development/mailbox/'));
    const foot = `Nordlicht. ${inOneLine}, Tax number DE 314 159 265`;
    for (const kind of ['receipt', 'payment_notice']) {
      const mail = results.find((each: Json) => each.kind === kind);
      expect(mail.text).toContain(foot);
      expect(mail.html).toContain(foot);
    }
    const receipt = results.find((each: Json) => each.kind === 'receipt');
    expect(receipt.text).toContain(`Seller: ${inOneLine}, Tax number DE 314 159 265`);
  });

  it('is null wherever it was not told, and the page names the seller as before', async () => {
    const { link, checkout } = await paidCheckout(app, { organization: { name: 'Nordlicht' } });
    const receipt = await receiptOf(app, checkout);
    expect(receipt.organization).toMatchObject(nothing);
    expect(saidBy(receipt).seller).toEqual({ name: 'Nordlicht', website: null, ...nothing });
    expect(await pageOf(`/pay/${link.id}`)).toContain('Sold by Nordlicht ');
  });

  it('may be long and in any script', async () => {
    const names = {
      legal_name: `${'Общество с ограниченной ответственностью '.repeat(4)}«Тест»`,
      address: { ...address, line1: 'שדרות רוטשילד 1 '.repeat(10).trim(), city: '東京', country: 'IL' },
    };
    const { checkout } = await paidCheckout(app, { organization: names });
    const pages = await pagesOf(await pdfOf(app, checkout));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('Общество с ограниченной');
    // The font has no such characters; the attached file has them all.
    expect(pages[0]).toContain('20359 □□');
    expect(saidBy(await receiptOf(app, checkout)).seller.address.city).toBe('東京');
  });
});

describe('a receipt says who the seller was when it was paid', () => {
  it('whatever was changed between the payment and its issue, and however often', async () => {
    const { merchant, link, checkout } = await paidCheckout(app, { organization: nordlicht });
    app.clock.advance(1000);
    must(200, await merchant.client.patch('/api/organization/', elsewhere));
    const second = await startOpen(app, link.id);
    must(200, await pay(app, second.token));
    app.clock.advance(1000);
    must(200, await merchant.client.patch('/api/organization/', { ...nothing, name: 'Third' }));
    const third = await startOpen(app, link.id);
    must(200, await pay(app, third.token));

    const { time_zone, ...names } = elsewhere;
    const sellers = [];
    for (const each of [third, checkout, second]) sellers.push((await receiptOf(app, each)).organization);
    expect(sellers).toMatchObject([
      { name: 'Third', ...nothing, time_zone },
      { ...nordlicht, time_zone: 'UTC' },
      { ...names, time_zone },
    ]);
    app.clock.set(0);
  });

  it('in the mails, too', async () => {
    const { merchant } = await paidCheckout(app, {
      organization: { ...nordlicht, contact_email: 'till@shop.example' },
    });
    app.clock.advance(1000);
    must(200, await merchant.client.patch('/api/organization/', elsewhere));
    while ((await sendReceiptsJob.runDue(app.context)) > 0);
    const { results } = must(200, await merchant.client.get('/api/development/mailbox/'));
    expect(results).toHaveLength(2);
    for (const mail of results) {
      expect(mail.text).toContain(inOneLine);
      expect(mail.text).not.toContain('Südlicht');
    }
    app.clock.set(0);
  });

  it('and its number is of the year that it was then where they are', async () => {
    const year = app.clock.now().getUTCFullYear();
    app.clock.advance(Date.UTC(year + 1, 0, 1) - app.clock.now().getTime() - 3 * 3_600_000);
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const checkout = await startOpen(app, link.id);
    must(200, await pay(app, checkout.token));
    app.clock.advance(1000);
    must(200, await merchant.client.patch('/api/organization/', { time_zone: 'Pacific/Kiritimati' }));
    expect((await receiptOf(app, checkout)).number).toBe(`TEST-${year}-000001`);
    expect((await verify(app.context)).findings).toEqual([]);
    app.clock.set(0);
  });

  it('for good, once it is issued', async () => {
    const { merchant, checkout } = await paidCheckout(app, { organization: nordlicht });
    const before = await receiptOf(app, checkout);
    const printed = await pdfOf(app, checkout);
    must(200, await merchant.client.patch('/api/organization/', elsewhere));
    expect(await receiptOf(app, checkout)).toEqual(before);
    expect(await pdfOf(app, checkout)).toEqual(printed);
    expect(await pageOf(`/checkout/${checkout.token}/receipt`)).toContain(legal.legal_name);
  });
});

describe('a receipt of the first version', () => {
  const file = (name: string) => new URL(`version-1/${name}`, import.meta.url).pathname;
  const keys = JSON.parse(readFileSync(file('receipt-keys.json'), 'utf8'));
  const stored = JSON.parse(readFileSync(file('receipt.json'), 'utf8'));

  it.each(['receipt.json', 'receipt.pdf'])('that was saved as %s verifies as it did', async (name) => {
    const saved = readSavedReceipt(readFileSync(file(name)));
    expect(saved).toEqual(stored);
    expect(saved && judgeSignature(saved, keys)).toBe('genuine');
    const words = ['verify-receipt', file(name), '--keys', file('receipt-keys.json')];
    const { said, failure } = await runCommandOn(app.database.connection, words);
    expect(failure).toBeUndefined();
    expect(said).toContain('Seller   Zażółć 東京, https://ink.example\nBuyer ');
  });

  it('says no more than it did, whatever its seller told since; also once its buyer is taken out', async () => {
    const { merchant, checkout } = await paidCheckout(app, { organization: nordlicht });
    const current = await receiptOf(app, checkout);
    const { seller } = JSON.parse(stored.document);
    const text = JSON.stringify({ ...saidBy(current), version: 1, seller });
    await query(app, 'update receipts set document = $2 where organization_id = $1', [
      organizationOf(merchant),
      text,
    ]);
    const receipt = await receiptOf(app, checkout);
    expect(receipt.signature.document).toBe(text);
    expect(receipt.organization).toMatchObject({ ...seller, ...nothing });
    expect((await pagesOf(await pdfOf(app, checkout)))[0]).not.toContain(legal.legal_name);
    const { context } = app;
    const checkoutId = parseId('chk', checkout.checkout_id) as string;
    await context.database.transaction((tx) =>
      redactReceipts(
        tx,
        context.config.signingKeys,
        organizationOf(merchant),
        [checkoutId],
        context.clock.now(),
      ),
    );
    const redacted = saidBy(await receiptOf(app, checkout));
    expect(redacted).toMatchObject({ version: 1, buyer: { name: '[redacted]' } });
    expect(redacted.seller).toEqual(seller);
  });

  it('verify-receipt tells of a new one who sells in law', async () => {
    const { checkout } = await paidCheckout(app, { organization: nordlicht });
    const folder = mkdtempSync(join(tmpdir(), 'receipts-'));
    const path = join(folder, 'receipt.json');
    writeFileSync(path, JSON.stringify(await receiptOf(app, checkout)));
    const { said } = await runCommandOn(app.database.connection, ['verify-receipt', path]);
    rmSync(folder, { recursive: true });
    expect(said).toContain(
      'Legal    Nordlicht Fotowerkstatt GmbH\nAddress  Clemens-Schultz-Straße 48, 20359 Hamburg, Germany\nTax id   DE 314 159 265\n',
    );
  });
});
