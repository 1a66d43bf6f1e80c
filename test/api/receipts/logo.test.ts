import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { qrCodePng } from '#selling/payment-links/qr-png.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';
import { must } from '#test/support/scenario.ts';
import { bareText, paidCheckout, pdfOf } from './support/receipts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
);

/** The PDF of a seller with this logo. */
async function pdfWith(bytes: Buffer, contentType: string): Promise<string> {
  const hash = createHash('sha256').update(bytes).digest('hex');
  await query(
    app,
    'insert into media (hash, content_type, bytes, created_at) values ($1, $2, $3, now()) on conflict do nothing',
    [hash, contentType, bytes],
  );
  const { merchant, checkout } = await paidCheckout(app);
  const branding = { logo_url: `${app.url}/media/${hash}` };
  must(200, await merchant.client.patch('/api/organization/', { branding }));
  return bareText(await pdfOf(app, checkout));
}

const hasImage = (pdf: string) => pdf.includes('/Subtype /Image');

it.each([
  ['PNG', qrCodePng('https://pay.example', 128), 'image/png'],
  ['JPEG', jpeg, 'image/jpeg'],
])('a logo that is a %s is on the receipt, in place of the first letter', async (_, bytes, contentType) => {
  expect(hasImage(await pdfWith(bytes, contentType))).toBe(true);
});

it.each([
  ['a WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8L', 'latin1'), 'image/webp'],
  ['a broken PNG', qrCodePng('https://pay.example', 128).fill(0, 60, 90), 'image/png'],
  ['a PNG cut off', qrCodePng('https://pay.example', 128).subarray(0, 100), 'image/png'],
  ['a broken JPEG', jpeg.subarray(0, 30), 'image/jpeg'],
  ['a JPEG of a megabyte', Buffer.concat([jpeg, Buffer.alloc(1_000_000)]), 'image/jpeg'],
])(
  '%s that paper cannot show leaves the first letter, and the receipt comes',
  async (_, bytes, contentType) => {
    expect(hasImage(await pdfWith(bytes, contentType))).toBe(false);
  },
);

it('a seller without a logo has the first letter', async () => {
  const { checkout } = await paidCheckout(app);
  expect(hasImage(bareText(await pdfOf(app, checkout)))).toBe(false);
});
