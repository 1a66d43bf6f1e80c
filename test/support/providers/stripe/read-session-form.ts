import { type Form, type FormValue, namesIn } from './form.ts';
import type { LineItem } from './objects.ts';
import { invalidRequest } from './stripe-error.ts';

const known = [
  'cancel_url',
  'client_reference_id',
  'customer_email',
  'expires_at',
  'line_items[][price_data][currency]',
  'line_items[][price_data][product_data][name]',
  'line_items[][price_data][unit_amount]',
  'line_items[][quantity]',
  'locale',
  'mode',
  'payment_intent_data[description]',
  'success_url',
];
const free = [/^metadata\[\w{1,40}\]$/, /^payment_intent_data\[metadata\]\[\w{1,40}\]$/, /^expand\[\]$/];
const locales = new Set(['auto', 'de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt']);
const leastMinor = 50;
const longestName = 250;
const lifeSeconds = { least: 30 * 60, most: 24 * 3_600 };

export type SessionForm = {
  readonly lines: readonly LineItem[];
  readonly currency: string;
  readonly amountTotal: number;
  readonly expiresAt: number;
};

/** Throws what Stripe would answer to parameters that it does not know, or that do not fit together. */
export function readSessionForm(form: Form, now: number): SessionForm {
  for (const name of namesIn(form))
    if (!known.includes(name) && !free.some((pattern) => pattern.test(name)))
      throw invalidRequest(`Received unknown parameter: ${name}`, name, 'parameter_unknown');
  if (form.mode !== 'payment') throw invalidRequest('Only the mode payment is played here.', 'mode');
  if (!URL.canParse(String(form.success_url ?? '')))
    throw invalidRequest('Not a valid URL', 'success_url', 'url_invalid');
  if (form.cancel_url !== undefined && !URL.canParse(String(form.cancel_url)))
    throw invalidRequest('Not a valid URL', 'cancel_url', 'url_invalid');
  if (form.customer_email !== undefined && !/^[^@\s]+@[^@\s]+$/.test(String(form.customer_email)))
    throw invalidRequest('Invalid email address', 'customer_email', 'email_invalid');
  if (form.locale !== undefined && !locales.has(String(form.locale)))
    throw invalidRequest('Invalid locale', 'locale');
  const lines = readLines(form.line_items);
  const currencies = new Set(lines.map(({ currency }) => currency));
  if (currencies.size !== 1) throw invalidRequest('All lines must have one currency', 'line_items');
  const amountTotal = lines.reduce((sum, line) => sum + line.quantity * line.unit_amount, 0);
  if (amountTotal < leastMinor)
    throw invalidRequest('The total must be at least 0.50', 'line_items', 'amount_too_small');
  const expiresAt = Number(form.expires_at ?? now + lifeSeconds.most);
  const inSeconds = expiresAt - now;
  if (!Number.isInteger(expiresAt) || inSeconds < lifeSeconds.least || inSeconds > lifeSeconds.most)
    throw invalidRequest('The expiry must be between 30 minutes and 24 hours from now', 'expires_at');
  return { lines, currency: [...currencies][0] ?? '', amountTotal, expiresAt };
}

function readLines(lines: FormValue | undefined): (LineItem & { currency: string })[] {
  if (!Array.isArray(lines) || lines.length === 0)
    throw invalidRequest('Missing line_items', 'line_items', 'parameter_missing');
  return lines.map((line: Form) => {
    const price = line.price_data as Form | undefined;
    const product = price?.product_data as Form | undefined;
    const name = String(product?.name ?? '');
    const [quantity, unitAmount] = [wholeNumber(line.quantity), wholeNumber(price?.unit_amount)];
    if (name === '' || [...name].length > longestName) throw invalidRequest('Invalid name', 'line_items');
    if (quantity === undefined || quantity === 0) throw invalidRequest('Invalid quantity', 'line_items');
    if (unitAmount === undefined) throw invalidRequest('Invalid unit_amount', 'line_items');
    return { description: name, quantity, unit_amount: unitAmount, currency: String(price?.currency ?? '') };
  });
}

function wholeNumber(value: FormValue | undefined): number | undefined {
  return typeof value === 'string' && /^\d{1,8}$/.test(value) ? Number(value) : undefined;
}
