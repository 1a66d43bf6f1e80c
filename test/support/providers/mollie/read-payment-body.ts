import { unprocessable } from './mollie-error.ts';
import type { Amount, Line, Metadata } from './objects.ts';

type Body = Readonly<Record<string, unknown>>;

/** What a payment may be made of, as far as it is played here, and a line of it. */
const known = {
  payment: [
    'amount',
    'description',
    'redirectUrl',
    'cancelUrl',
    'webhookUrl',
    'lines',
    'billingAddress',
    'locale',
    'metadata',
  ],
  line: ['description', 'quantity', 'unitPrice', 'totalAmount', 'vatRate', 'vatAmount'],
  refund: ['amount', 'description', 'metadata'],
};
const locales = new Set(
  'en_US en_GB nl_NL nl_BE de_DE de_AT de_CH fr_FR fr_BE es_ES ca_ES pt_PT it_IT nb_NO sv_SE fi_FI da_DK is_IS hu_HU pl_PL lv_LV lt_LT'.split(
    ' ',
  ),
);
const longestDescription = 255;
const largestMetadata = 1_024;

export type PaymentBody = {
  readonly amount: Amount;
  readonly description: string;
  readonly redirectUrl: string;
  readonly cancelUrl: string | null;
  readonly webhookUrl: string | null;
  readonly lines: readonly Line[] | null;
  readonly billingAddress: { readonly email: string } | null;
  readonly locale: string | null;
  readonly metadata: Metadata;
};

/** Throws what Mollie would answer to what it does not know, or what does not fit together. */
export function readPaymentBody(body: Body): PaymentBody {
  refuseUnknown(body, known.payment, '');
  const amount = readAmount(body.amount, 'amount');
  if (cents(amount) <= 0n) throw unprocessable('The amount is lower than the minimum', 'amount');
  if (typeof body.description !== 'string' || body.description === '')
    throw unprocessable('The description is required', 'description');
  const redirectUrl = readUrl(body.redirectUrl, 'redirectUrl');
  if (redirectUrl === null) throw unprocessable('The redirect URL is required', 'redirectUrl');
  const webhookUrl = readUrl(body.webhookUrl, 'webhookUrl');
  if (webhookUrl !== null && isPrivate(webhookUrl))
    throw unprocessable(
      "The webhook URL is invalid because it is unreachable from Mollie's point of view",
      'webhookUrl',
    );
  if (body.locale !== undefined && !locales.has(String(body.locale)))
    throw unprocessable('The locale is invalid', 'locale');
  return {
    amount,
    description: body.description.slice(0, longestDescription),
    redirectUrl,
    cancelUrl: readUrl(body.cancelUrl, 'cancelUrl'),
    webhookUrl,
    lines: readLines(body.lines, amount),
    billingAddress: readAddress(body.billingAddress),
    locale: body.locale === undefined ? null : String(body.locale),
    metadata: readMetadata(body.metadata),
  };
}

export type RefundBody = {
  readonly amount: Amount;
  readonly description: string;
  readonly metadata: Metadata;
};

export function readRefundBody(body: Body): RefundBody {
  refuseUnknown(body, known.refund, '');
  return {
    amount: readAmount(body.amount, 'amount'),
    description: typeof body.description === 'string' ? body.description : '',
    metadata: readMetadata(body.metadata),
  };
}

function readLines(lines: unknown, amount: Amount): Line[] | null {
  if (lines === undefined) return null;
  if (!Array.isArray(lines) || lines.length === 0) throw unprocessable('No lines present', 'lines');
  const read = lines.map((line: Body, index) => readLine(line, amount.currency, `lines.${index}`));
  const sum = read.reduce((all, { totalAmount }) => all + cents(totalAmount), 0n);
  if (sum !== cents(amount))
    throw unprocessable('The amount of the payment does not match the total amount from the lines', 'amount');
  return read;
}

function readLine(line: Body, currency: string, at: string): Line {
  refuseUnknown(line, known.line, `${at}.`);
  const { description, quantity } = line;
  const unitPrice = readAmount(line.unitPrice, `${at}.unitPrice`);
  const totalAmount = readAmount(line.totalAmount, `${at}.totalAmount`);
  if (typeof description !== 'string' || description === '')
    throw unprocessable('The description is required', `${at}.description`);
  if (!Number.isInteger(quantity) || Number(quantity) < 1)
    throw unprocessable('The quantity must be a positive integer', `${at}.quantity`);
  if (unitPrice.currency !== currency || totalAmount.currency !== currency)
    throw unprocessable('All lines must have the currency of the payment', `${at}.totalAmount`);
  if (cents(unitPrice) * BigInt(Number(quantity)) !== cents(totalAmount))
    throw unprocessable('Total amount is off', `${at}.totalAmount`);
  readVat(line, totalAmount, at);
  return { description, quantity: Number(quantity), unitPrice, totalAmount };
}

/** Tax that is named has to be what Mollie computes from the total. */
function readVat({ vatRate, vatAmount }: Body, totalAmount: Amount, at: string): void {
  if (vatRate === undefined && vatAmount === undefined) return;
  if (typeof vatRate !== 'string' || !/^\d{1,2}\.\d{2}$/.test(vatRate))
    throw unprocessable('The VAT rate must be text with two decimals', `${at}.vatRate`);
  const rate = Number(vatRate);
  const expected = Math.round((Number(cents(totalAmount)) * rate) / (100 + rate));
  if (Number(cents(readAmount(vatAmount, `${at}.vatAmount`))) !== expected)
    throw unprocessable('The VAT amount is off', `${at}.vatAmount`);
}

/** Text with exactly the decimals of the currency; a number is refused. */
export function readAmount(value: unknown, field: string): Amount {
  const { currency, value: amount, ...rest } = (value ?? {}) as Body;
  if (Object.keys(rest).length > 0) throw unprocessable('The amount has a field that is not known', field);
  if (currency !== 'EUR' && currency !== 'USD')
    throw unprocessable('The currency is not supported', `${field}.currency`);
  if (typeof amount !== 'string' || !/^\d{1,9}\.\d{2}$/.test(amount))
    throw unprocessable('The amount contains an invalid value', `${field}.value`);
  return { currency, value: amount };
}

export function cents({ value }: Amount): bigint {
  return BigInt(value.replace('.', ''));
}

function readUrl(value: unknown, field: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || !/^https?:/.test(value) || !URL.canParse(value))
    throw unprocessable('The URL is invalid', field);
  return value;
}

function isPrivate(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^10\.|^192\.168\./.test(hostname)
  );
}

function readAddress(value: unknown): { readonly email: string } | null {
  if (value === undefined) return null;
  const { email, ...rest } = value as Body;
  if (Object.keys(rest).length > 0) throw unprocessable('Only email is played here', 'billingAddress');
  if (typeof email !== 'string' || !/^[^@\s]+@[^@\s]+$/.test(email))
    throw unprocessable('The email address is invalid', 'billingAddress.email');
  return { email };
}

function readMetadata(value: unknown): Metadata {
  if (value === undefined || value === null) return null;
  if (JSON.stringify(value).length > largestMetadata)
    throw unprocessable('The metadata is too large', 'metadata');
  return value as Metadata;
}

function refuseUnknown(body: Body, names: readonly string[], at: string): void {
  const unknown = Object.keys(body).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw unprocessable(`Non-existent body parameter "${unknown}"`, `${at}${unknown}`);
}
