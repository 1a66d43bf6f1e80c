import { type Static, Type } from 'typebox';
import { billingSchema, conversionSchema, sellerSchema } from './checkouts.ts';
import {
  amountSchema,
  currencySchema,
  instantSchema,
  modeSchema,
  oneOf,
  pricingModeSchema,
  strictObject,
} from './common.ts';
import { pricedLineSchema } from './payment-links.ts';

const signatureFields = {
  algorithm: oneOf(['Ed25519']),
  key_id: Type.String({ description: 'The `kid` of the published key that verifies it' }),
  document: Type.String({
    description:
      'What is signed: this text in UTF-8, itself JSON. It never changes, whatever is refunded or renamed',
  }),
  value: Type.String({ description: 'The signature in base64url' }),
};

/** All of it that anyone needs to verify a receipt, beside the published keys. */
export const signatureSchema = Type.Object(signatureFields);
export type SignatureAnswer = Static<typeof signatureSchema>;

const receiptFields = {
  number: Type.String({
    description:
      '`2026-000123`: counted from 1 in each organization and year, without a gap; `TEST-` precedes it in the sandbox',
  }),
  transaction_id: Type.String(),
  checkout_id: Type.String(),
  status: oneOf(['paid', 'refund_pending', 'partially_refunded', 'refunded']),
  mode: modeSchema,
  organization: sellerSchema,
  products: Type.Array(pricedLineSchema),
  currency: currencySchema,
  pricing_mode: pricingModeSchema,
  subtotal: amountSchema,
  tax: amountSchema,
  total: amountSchema,
  refunded_amount: amountSchema,
  conversion: conversionSchema,
  billing: billingSchema,
  card: Type.Unsafe<{ brand: string; last4: string } | null>({
    type: ['object', 'null'],
    required: ['brand', 'last4'],
    properties: { brand: { type: 'string' }, last4: { type: 'string' } },
  }),
  paid_at: instantSchema,
};

const unsignedReceiptSchema = Type.Object(receiptFields);
/** A receipt before it is signed, which is all that a mail tells of it. */
export type UnsignedReceipt = Static<typeof unsignedReceiptSchema>;

export const receiptSchema = Type.Object({ ...receiptFields, signature: signatureSchema });
export type ReceiptAnswer = Static<typeof receiptSchema>;

/** Where anyone who knows the addresses reads the receipt of a payment. */
export const transactionReceiptSchema = Type.Object({
  number: receiptFields.number,
  url: Type.String({ description: 'The page that the buyer was mailed' }),
  pdf_url: Type.String({ description: 'The same as a PDF' }),
});
export type TransactionReceiptAnswer = Static<typeof transactionReceiptSchema>;

export const receiptPdfQuerySchema = strictObject({
  locale: Type.Optional(
    Type.String({ maxLength: 35, description: 'Its language; that of `Accept-Language` when left out' }),
  ),
});

const publicKeySchema = Type.Object({
  kty: oneOf(['OKP']),
  crv: oneOf(['Ed25519']),
  x: Type.String({ description: 'The public key in base64url' }),
  kid: Type.String({ description: 'Names the key: its thumbprint by RFC 7638' }),
  use: oneOf(['sig']),
  alg: oneOf(['EdDSA']),
});
export type PublicKeyAnswer = Static<typeof publicKeySchema>;

export const receiptKeysSchema = Type.Object({
  keys: Type.Array(publicKeySchema, { description: 'The one that signs now first' }),
});
export type ReceiptKeysAnswer = Static<typeof receiptKeysSchema>;
