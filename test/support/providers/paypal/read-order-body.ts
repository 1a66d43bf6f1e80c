import type { Item, Money, Unit } from './objects.ts';
import { invalid, unprocessable } from './paypal-error.ts';

type Body = Readonly<Record<string, unknown>>;

/** Fields of an order that are played here, as the description of Orders v2 (2.13) names them. */
const known = [
  'intent',
  'purchase_units[].reference_id',
  'purchase_units[].custom_id',
  'purchase_units[].invoice_id',
  'purchase_units[].description',
  'purchase_units[].amount.currency_code',
  'purchase_units[].amount.value',
  ...[
    'item_total',
    'tax_total',
    'shipping',
    'handling',
    'insurance',
    'shipping_discount',
    'discount',
  ].flatMap((part) => [
    `purchase_units[].amount.breakdown.${part}.currency_code`,
    `purchase_units[].amount.breakdown.${part}.value`,
  ]),
  'purchase_units[].items[].name',
  'purchase_units[].items[].quantity',
  'purchase_units[].items[].unit_amount.currency_code',
  'purchase_units[].items[].unit_amount.value',
  'payment_source.paypal.email_address',
  'payment_source.paypal.experience_context.return_url',
  'payment_source.paypal.experience_context.cancel_url',
  'payment_source.paypal.experience_context.locale',
  'payment_source.paypal.experience_context.user_action',
  'payment_source.paypal.experience_context.shipping_preference',
];

export type OrderBody = {
  readonly unit: Unit;
  readonly returnUrl: string;
  readonly cancelUrl: string;
  readonly paymentSource: Readonly<Record<string, unknown>>;
};

/** Throws what PayPal would answer to fields that it does not know, or that do not fit together. */
export function readOrderBody(body: Body): OrderBody {
  for (const name of namesIn(body))
    if (!known.includes(name)) throw invalid('INVALID_PARAMETER', `${name} is not known.`);
  if (body.intent !== 'CAPTURE') throw invalid('INVALID_PARAMETER_VALUE', 'intent');
  const units = body.purchase_units as Unit[] | undefined;
  const [unit] = units ?? [];
  if (!unit || units?.length !== 1) throw invalid('INVALID_ARRAY_MAX_ITEMS', 'purchase_units');
  for (const [field, longest] of [
    ['reference_id', 256],
    ['custom_id', 127],
    ['invoice_id', 127],
    ['description', 127],
  ] as const)
    checkText(unit[field], field, longest, field === 'description');
  checkAmounts(unit);
  const paypal = (body.payment_source as { paypal?: Body } | undefined)?.paypal;
  const experience = (paypal?.experience_context ?? {}) as Readonly<Record<string, string>>;
  const { return_url: returnUrl = '', cancel_url: cancelUrl = '', locale = 'en-US' } = experience;
  if (!URL.canParse(returnUrl) || !URL.canParse(cancelUrl))
    throw invalid('INVALID_PARAMETER_SYNTAX', 'return_url, cancel_url');
  if (!/^[a-z]{2}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/.test(locale))
    throw invalid('INVALID_PARAMETER_SYNTAX', 'locale');
  if (!['PAY_NOW', 'CONTINUE'].includes(experience.user_action ?? 'CONTINUE'))
    throw invalid('INVALID_PARAMETER_VALUE', 'user_action');
  if (!/^[^@\s]+@[^@\s]+$/.test(String(paypal?.email_address ?? 'a@b')))
    throw invalid('INVALID_PARAMETER_SYNTAX', 'email_address');
  return { unit, returnUrl, cancelUrl, paymentSource: { paypal: { email_address: paypal?.email_address } } };
}

function checkText(value: unknown, field: string, longest: number, isOptional: boolean): void {
  if (value === undefined && isOptional) return;
  if (typeof value !== 'string' || value.length < 1 || value.length > longest)
    throw invalid('INVALID_STRING_LENGTH', field);
}

function checkAmounts({ amount, items }: Unit): void {
  const { breakdown } = amount;
  const all: Money[] = [amount, ...Object.values(breakdown), ...items.map((item) => item.unit_amount)];
  if (all.some(({ currency_code: currency }) => currency !== amount.currency_code))
    throw unprocessable(
      'MULTI_CURRENCY_ORDER',
      'Multiple differing values of currency_code are not supported.',
    );
  if (!['EUR', 'USD'].includes(amount.currency_code))
    throw unprocessable('INVALID_CURRENCY_CODE', 'currency_code');
  if (cents(amount) <= 0) throw unprocessable('CANNOT_BE_ZERO_OR_NEGATIVE', 'Must be greater than zero.');
  const part = (name: string) => (breakdown[name] ? cents(breakdown[name]) : 0);
  const sum = items.reduce((total, item) => total + quantityOf(item) * cents(item.unit_amount), 0);
  if (items.length > 0 && !breakdown.item_total) throw unprocessable('ITEM_TOTAL_REQUIRED', 'item_total');
  if (sum !== part('item_total'))
    throw unprocessable(
      'ITEM_TOTAL_MISMATCH',
      'Should equal sum of (unit_amount * quantity) across all items.',
    );
  const added = ['item_total', 'tax_total', 'shipping', 'handling', 'insurance'].map(part);
  const taken = ['shipping_discount', 'discount'].map(part);
  const total = [...added, ...taken.map((each) => -each)].reduce((all, each) => all + each, 0);
  if (total !== cents(amount))
    throw unprocessable(
      'AMOUNT_MISMATCH',
      'Should equal item_total + tax_total + shipping + handling + insurance - shipping_discount - discount.',
    );
}

function quantityOf({ name, quantity }: Item): number {
  if (typeof name !== 'string' || name.length < 1 || name.length > 127)
    throw invalid('INVALID_STRING_LENGTH', 'name');
  if (!/^[1-9][0-9]{0,9}$/.test(quantity)) throw invalid('INVALID_PARAMETER_SYNTAX', 'quantity');
  return Number(quantity);
}

/** PayPal takes amounts as texts with two decimals. */
export function cents({ value }: Money): number {
  if (typeof value !== 'string' || !/^\d{1,15}(?:\.\d+)?$/.test(value))
    throw invalid('INVALID_PARAMETER_SYNTAX', 'value');
  if (/\.\d{3,}$/.test(value))
    throw unprocessable('DECIMAL_PRECISION', 'More decimals than the currency has.');
  return Math.round(Number(value) * 100);
}

export function moneyOf(currency: string, minor: number): Money {
  return { currency_code: currency, value: (minor / 100).toFixed(2) };
}

/** The names of a body with every place of a list as `[]`, such as `items[].name`. */
export function namesIn(value: unknown, before = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => namesIn(each, `${before}[]`));
  if (typeof value !== 'object' || value === null) return [before];
  return Object.entries(value).flatMap(([name, each]) =>
    namesIn(each, before === '' ? name : `${before}.${name}`),
  );
}
