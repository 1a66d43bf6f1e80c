import { createPublicKey, verify } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { extractText, getDocumentProxy } from 'unpdf';
import type { TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

export type Paid = { readonly merchant: Merchant; readonly link: Json; readonly checkout: Json };

type Wish = {
  readonly organization?: Record<string, unknown>;
  readonly products?: readonly Record<string, unknown>[];
  readonly link?: Record<string, unknown>;
  readonly start?: Record<string, unknown>;
};

/** A paid checkout of a fresh merchant. */
export async function paidCheckout(app: TestApp, wish: Wish = {}): Promise<Paid> {
  const merchant = await signUp(app);
  if (wish.organization) must(200, await merchant.client.patch('/api/organization/', wish.organization));
  const products = [];
  for (const product of wish.products ?? []) {
    const { quantity = 1, ...rest } = product;
    const made = must(
      201,
      await merchant.client.post('/api/products/', { prices: { EUR: '10.00' }, ...rest }),
    );
    products.push({ product_id: made.id, quantity });
  }
  const link = await makeLink(merchant, {
    ...(products.length > 0 ? { products, currency: 'EUR' } : {}),
    ...wish.link,
  });
  const checkout = await startOpen(app, link.id, wish.start);
  must(200, await pay(app, checkout.token));
  return { merchant, link, checkout };
}

export const receiptPath = ({ token }: Json, file = '/') => `/api/checkout/${token}/receipt${file}`;

export async function receiptOf(app: TestApp, checkout: Json): Promise<Json> {
  return must(200, await app.client().get(receiptPath(checkout)));
}

export async function publishedKeys(app: TestApp): Promise<Json[]> {
  return must(200, await app.client().get('/.well-known/receipt-keys.json')).keys;
}

/** Holds a signature against a published key with nothing of ours. */
export function isGenuine({ key_id, document, value }: Json, keys: readonly Json[]): boolean {
  const key = keys.find(({ kid }) => kid === key_id);
  if (!key) return false;
  const publicKey = createPublicKey({ key, format: 'jwk' });
  return verify(null, Buffer.from(document), publicKey, Buffer.from(value, 'base64url'));
}

export async function pdfOf(app: TestApp, checkout: Json, query = ''): Promise<Buffer> {
  const response = await fetch(app.url + receiptPath(checkout, '.pdf') + query);
  if (response.status !== 200) throw new Error(`The PDF answered ${response.status}.`);
  return Buffer.from(await response.arrayBuffer());
}

/** The words of each page, with single spaces. */
export async function pagesOf(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
  return text.map((page) => page.replace(/\s+/g, ' '));
}

/** The file that is attached to a PDF, by its name. */
export async function attachmentOf(pdf: Buffer, name: string): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const attached = (await document.getAttachments()) as Record<string, { content: Uint8Array }>;
  return Buffer.from(attached[name]?.content ?? []).toString('utf8');
}

/** Everything in the PDF that is not compressed, and what its streams hold. */
export function bareText(pdf: Buffer): string {
  // Only these line ends: a stream may end with the byte that is a carriage return elsewhere.
  const parts = pdf.toString('latin1').split(/stream\n|\nendstream/);
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return part;
      try {
        return inflateSync(Buffer.from(part, 'latin1')).toString('latin1');
      } catch {
        return part;
      }
    })
    .join('\n');
}
