import type { PayingContext } from '#paying/context.ts';
import { tokenParamsSchema } from '#platform/contract/checkouts.ts';
import {
  receiptKeysSchema,
  receiptPdfQuerySchema,
  receiptSchema,
  signatureSchema,
} from '#platform/contract/receipts.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { pickLocale } from '#platform/text/locales.ts';
import { getReceipt } from './get-receipt.ts';
import { getReceiptPdf } from './get-receipt-pdf.ts';
import { publishedKeys } from './receipt-keys.ts';
import { signedFile } from './signature.ts';

const tag = 'Receipts';
const define = route<PayingContext>();

/** Makes browsers keep what they are sent; the number of a receipt needs no escaping. */
const asFile = (name: string) => ({ 'content-disposition': `attachment; filename="${name}"` });

export const receiptRoutes: Route<PayingContext>[] = [
  define({
    method: 'GET',
    path: '/api/checkout/:token/receipt/',
    auth: 'public',
    limit: 'read',
    contract: {
      tag,
      summary: 'Receipt of a paid checkout',
      description: 'With what is signed of it, and the signature.',
      params: tokenParamsSchema,
      responses: { 200: receiptSchema },
      errors: ['checkout_not_paid'],
    },
    run: async ({ context, params }) => ok(await getReceipt(context, params.token)),
  }),
  define({
    method: 'GET',
    path: '/api/checkout/:token/receipt.json',
    auth: 'public',
    limit: 'read',
    contract: {
      tag,
      summary: 'The signed receipt as a file',
      description: 'Only what is signed, with its signature: to be kept, handed on and verified offline.',
      params: tokenParamsSchema,
      responses: { 200: signatureSchema },
      errors: ['checkout_not_paid'],
    },
    run: async ({ context, params }) => {
      const { number, signature } = await getReceipt(context, params.token);
      return {
        status: 200,
        raw: signedFile(signature),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...asFile(`receipt-${number}.json`),
        },
      };
    },
  }),
  define({
    method: 'GET',
    path: '/api/checkout/:token/receipt.pdf',
    auth: 'public',
    limit: 'receipt',
    contract: {
      tag,
      summary: 'The receipt as a PDF',
      description: 'For print and books, with the signed file attached.',
      params: tokenParamsSchema,
      query: receiptPdfQuerySchema,
      responses: { 200: null },
      mediaTypes: ['application/pdf'],
      errors: ['checkout_not_paid'],
    },
    run: async ({ context, params, query, facts }) => {
      const locale = pickLocale(facts.header('accept-language'), query.locale);
      const { number, pdf } = await getReceiptPdf(context, params.token, locale);
      return {
        status: 200,
        raw: pdf,
        headers: {
          'content-type': 'application/pdf',
          vary: 'accept-language',
          ...asFile(`receipt-${number}.pdf`),
        },
      };
    },
  }),
  define({
    method: 'GET',
    path: '/.well-known/receipt-keys.json',
    auth: 'public',
    contract: {
      tag,
      summary: 'Keys that verify receipts',
      description:
        'A set of JSON Web Keys (RFC 7517). Former keys stay in it for as long as the operator keeps them.',
      responses: { 200: receiptKeysSchema },
    },
    run: async ({ context }) =>
      ok(publishedKeys(context.config.signingKeys), { 'cache-control': 'public, max-age=300' }),
  }),
];
