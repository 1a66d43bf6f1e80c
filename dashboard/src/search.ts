import type { AuditListQuery } from '../../src/platform/contract/audit.ts';
import { auditAreas } from '../../src/platform/contract/audit-areas.ts';
import type { LinkSort, PaymentLinkListQuery } from '../../src/platform/contract/payment-links.ts';
import type { ProductListQuery } from '../../src/platform/contract/products.ts';
import type { TransactionListQuery } from '../../src/platform/contract/transactions.ts';
import { keysOf } from '../../src/platform/kit/keys-of.ts';
import { currencies, parseAmount } from '../../src/platform/kit/money.ts';
import { addDays, dayOf, startOfDay } from './lib/zoned-time.ts';
import { linkStatuses, paymentStatuses } from './ui/pill.tsx';

/**
 * The state of each screen that stands in its address. What an address says is read leniently: an unknown value counts as
 * none, so that an old link still opens its screen.
 */
type Raw = Record<string, unknown>;

const text = (raw: Raw, name: string) =>
  typeof raw[name] === 'string' && raw[name] !== '' ? raw[name] : undefined;

function oneOf<Value extends string>(raw: Raw, name: string, values: readonly Value[]): Value | undefined {
  return values.find((value) => value === raw[name]);
}

/** A `YYYY-MM-DD` of the calendar. */
function day(raw: Raw, name: string): string | undefined {
  const value = text(raw, name);
  if (!value || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value ? undefined : value;
}

function amount(raw: Raw, name: string): string | undefined {
  const value = text(raw, name);
  return parseAmount(value) === undefined ? undefined : value;
}

/** Screens may leave every value out when they link to each other. */
const optional = <Search extends object>(search: Search): Partial<Search> => search;

export const spans = ['today', '7d', '30d'] as const;
const daysBack = { today: 0, '7d': 6, '30d': 29 } as const satisfies Record<(typeof spans)[number], number>;

/** Only addresses of this app, so that nobody can send a merchant elsewhere by a link to the sign-in page. */
function ownPath(path: string | undefined): string | undefined {
  return path && /^\/(?![/\\])/.test(path) ? path : undefined;
}

export const readLoginSearch = (raw: Raw) =>
  optional({
    next: ownPath(text(raw, 'next')),
    ended: oneOf(raw, 'ended', ['yes']),
  });

export const readHomeSearch = (raw: Raw) =>
  optional({
    days: oneOf(raw, 'days', ['7', '90', '12m']),
    currency: oneOf(raw, 'currency', currencies),
  });

/** Days from and to, both of which belong to it; a span counts only days up to today. */
const createdWithin = (raw: Raw) => ({
  created: oneOf(raw, 'created', [...spans, 'custom']),
  from: day(raw, 'from'),
  to: day(raw, 'to'),
});

type CreatedSearch = Partial<ReturnType<typeof createdWithin>>;

/** Days are whole ones of the organization's time zone. */
function createdFilters({ created, from, to }: CreatedSearch, zone: string, now: Date) {
  if (created === undefined) return {};
  if (created !== 'custom') {
    const firstDay = addDays(dayOf(now, zone), -daysBack[created]);
    return { created_after: startOfDay(firstDay, zone).toISOString() };
  }
  return {
    ...(from ? { created_after: startOfDay(from, zone).toISOString() } : {}),
    ...(to ? { created_before: startOfDay(addDays(to, 1), zone).toISOString() } : {}),
  };
}

const linkSort = (raw: Raw) =>
  /^-?(?:name|expires_at|remaining_uses|paid_count|revenue|created_at)$/.test(String(raw.sort))
    ? (raw.sort as LinkSort)
    : undefined;

export type LinksSearch = ReturnType<typeof readLinksSearch>;
export const readLinksSearch = (raw: Raw) =>
  optional({
    q: text(raw, 'q'),
    status: oneOf(raw, 'status', keysOf(linkStatuses)),
    currency: oneOf(raw, 'currency', currencies),
    ...createdWithin(raw),
    sort: linkSort(raw),
    cursor: text(raw, 'cursor'),
  });
export const linkFilters = (
  { created, from, to, ...rest }: LinksSearch,
  zone: string,
  now = new Date(),
): PaymentLinkListQuery => ({ ...rest, ...createdFilters({ created, from, to }, zone, now) });

export const readNewLinkSearch = (raw: Raw) =>
  optional({ product: text(raw, 'product'), from: text(raw, 'from') });
export const readLinkSearch = (raw: Raw) =>
  optional({
    dialog: oneOf(raw, 'dialog', ['share', 'edit']),
    /** Of the series; 30 when left out. */
    days: oneOf(raw, 'days', ['7', '90', '365']),
  });

export type PaymentsSearch = ReturnType<typeof readPaymentsSearch>;
export const readPaymentsSearch = (raw: Raw) =>
  optional({
    q: text(raw, 'q'),
    status: oneOf(raw, 'status', keysOf(paymentStatuses)),
    currency: oneOf(raw, 'currency', currencies),
    created: oneOf(raw, 'created', spans),
    /** Days of the organization's zone, as `YYYY-MM-DD`; both count. */
    from: day(raw, 'from'),
    to: day(raw, 'to'),
    min: amount(raw, 'min'),
    max: amount(raw, 'max'),
    email: text(raw, 'email'),
    way: text(raw, 'way'),
    link: text(raw, 'link'),
    cursor: text(raw, 'cursor'),
  });

/** A span counts whole days of the organization's time zone, today included; days that were given go before it. */
export const paymentFilters = (
  { created, from, to, min, max, ...rest }: PaymentsSearch,
  zone: string,
  now = new Date(),
): TransactionListQuery => ({
  ...rest,
  ...(min ? { amount_min: min } : {}),
  ...(max ? { amount_max: max } : {}),
  ...createdFilters({ created: from || to ? 'custom' : created, from, to }, zone, now),
});

export type BankSearch = ReturnType<typeof readBankSearch>;
export const readBankSearch = (raw: Raw) =>
  optional({
    /** Id of the entry that is open beside the list. */
    entry: text(raw, 'entry'),
    shown: oneOf(raw, 'shown', ['ignored']),
    cursor: text(raw, 'cursor'),
  });

export type SettingsSearch = ReturnType<typeof readSettingsSearch>;
/** Of the audit log; the other sections have none. */
export const readSettingsSearch = (raw: Raw) =>
  optional({
    /** Id of a person or key, or a kind of actor. */
    who: text(raw, 'who'),
    what: oneOf(raw, 'what', auditAreas),
    from: day(raw, 'from'),
    to: day(raw, 'to'),
    about: text(raw, 'about'),
    /** Number of the entry that is open. */
    entry: text(raw, 'entry'),
    cursor: text(raw, 'cursor'),
  });

/** Both days are the organization's, and both are whole. */
export function auditFilters(search: SettingsSearch, zone: string): AuditListQuery {
  const { who, what, from, to, about, cursor } = search;
  return {
    ...(who ? { actor: who } : {}),
    ...(what ? { area: what } : {}),
    ...(from ? { created_after: startOfDay(from, zone).toISOString() } : {}),
    ...(to ? { created_before: startOfDay(addDays(to, 1), zone).toISOString() } : {}),
    ...(about ? { about } : {}),
    ...(cursor ? { cursor } : {}),
  };
}

const eventTypes = [
  'transaction.status_changed',
  'refund.status_changed',
  'payment_link.status_changed',
  'webhook.test',
] as const;
export const requestResults = ['succeeded', 'refused', 'failed'] as const;
export const requestMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export type DevelopersSearch = ReturnType<typeof readDevelopersSearch>;
export const readDevelopersSearch = (raw: Raw) =>
  optional({
    q: text(raw, 'q'),
    status: oneOf(raw, 'status', ['pending', 'delivered', 'failed', 'canceled']),
    event: oneOf(raw, 'event', eventTypes),
    /** Deliveries of one payment, or of one event. */
    transaction: text(raw, 'transaction'),
    of: text(raw, 'of'),
    result: oneOf(raw, 'result', requestResults),
    method: oneOf(raw, 'method', requestMethods),
    /** Id of the API key whose requests are shown. */
    key: text(raw, 'key'),
    /** Id of the delivery, event or request that is open in the list. */
    open: text(raw, 'open'),
    cursor: text(raw, 'cursor'),
  });

export type ProductsSearch = ReturnType<typeof readProductsSearch>;
export const readProductsSearch = (raw: Raw) =>
  optional({
    q: text(raw, 'q'),
    shown: oneOf(raw, 'shown', ['archived']),
    /** `new`, or the id of the product that is being edited. */
    edit: text(raw, 'edit'),
    cursor: text(raw, 'cursor'),
  });
export const productFilters = ({ q, shown, cursor }: ProductsSearch): ProductListQuery => ({
  q,
  cursor,
  active: shown !== 'archived',
});
