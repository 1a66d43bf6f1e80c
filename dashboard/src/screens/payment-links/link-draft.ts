import type { MetadataPair } from '@/forms/metadata-fields.tsx';
import { formatMoney } from '@/lib/money.ts';
import type { OrganizationAnswer } from '../../../../src/platform/contract/organizations.ts';
import type { ProductAnswer } from '../../../../src/platform/contract/products.ts';
import { type Currency, formatAmount, minorOf, otherCurrency } from '../../../../src/platform/kit/money.ts';
import {
  type Price,
  type PricingMode,
  parseTaxRate,
  priceLine,
  sumPrices,
} from '../../../../src/platform/kit/tax.ts';

export const modeChoices = [
  { value: 'TAX_INCLUSIVE', label: 'Tax included' },
  { value: 'TAX_EXCLUSIVE', label: 'Tax added' },
];

export type DraftLine = { product: ProductAnswer; quantity: string };

/** The form as it is typed. */
export type LinkDraft = {
  lines: DraftLine[];
  currency: Currency;
  pricingMode: PricingMode;
  expires: string;
  maxUses: string;
  name: string;
  metadata: MetadataPair[];
};

export type PricedLine = Price & {
  readonly product: ProductAnswer;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly rate: string;
};

export type DraftTotals = {
  /** In the draft's currency; lines without a price there or with a quantity out of bounds are left out. */
  readonly lines: readonly PricedLine[];
  readonly sums: Price;
  /** The total in the other currency, when every line has a price in it. */
  readonly otherTotal: { readonly currency: Currency; readonly amount: string } | undefined;
  readonly otherCurrencyNote: string;
  readonly taxNote: string;
  /** Why the organization does not take a payment of this size. */
  readonly boundsProblem: string | undefined;
};

export function readQuantity(typed: string): number | undefined {
  const quantity = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : undefined;
  return quantity && quantity >= 1 ? quantity : undefined;
}

/** What the draft comes to, by the published rounding rule. */
export function draftTotals(draft: LinkDraft, organization: OrganizationAnswer): DraftTotals {
  const { currency, pricingMode } = draft;
  const other: Currency = otherCurrency(currency);
  const lines = priceIn(draft, currency, organization);
  const otherLines = priceIn(draft, other, organization);
  const sums = sumPrices(lines);
  const isWhole = draft.lines.length > 0 && lines.length === draft.lines.length;
  const isOtherWhole = isWhole && otherLines.length === draft.lines.length;
  const total = formatAmount(sums.totalMinor);
  const otherTotal = isOtherWhole
    ? { currency: other, amount: formatAmount(sumPrices(otherLines).totalMinor) }
    : undefined;
  const shownTax = formatMoney(formatAmount(sums.taxMinor), currency);
  return {
    lines,
    sums,
    otherTotal,
    otherCurrencyNote: otherNote(draft, other, otherTotal !== undefined),
    taxNote:
      lines.length === 0
        ? taxRule[pricingMode]
        : `Buyers pay ${formatMoney(total, currency)}; ${shownTax} of it is tax.`,
    boundsProblem: isWhole ? boundsProblem(sums.totalMinor, currency, organization) : undefined,
  };
}

const taxRule: Readonly<Record<PricingMode, string>> = {
  TAX_INCLUSIVE: 'The prices already hold the tax.',
  TAX_EXCLUSIVE: 'The tax comes on top of the prices.',
};

function priceIn(draft: LinkDraft, currency: Currency, organization: OrganizationAnswer): PricedLine[] {
  return draft.lines.flatMap(({ product, quantity: typed }) => {
    const unitPrice = product.prices[currency];
    const quantity = readQuantity(typed);
    if (unitPrice === undefined || quantity === undefined) return [];
    const rate = product.tax_rate ?? organization.default_tax_rate;
    const line = { unitPriceMinor: minorOf(unitPrice), quantity, taxRate: parseTaxRate(rate) ?? 0 };
    return [{ product, quantity, unitPrice, rate, ...priceLine(line, draft.pricingMode) }];
  });
}

function otherNote({ lines }: LinkDraft, other: Currency, isOffered: boolean): string {
  if (lines.length === 0) return 'The currency that buyers see first.';
  if (isOffered) return `Buyers may also choose ${other}: every product has a price in it.`;
  return `Not every product has a price in ${other}.`;
}

function boundsProblem(
  totalMinor: bigint,
  currency: Currency,
  { min_payment: min, max_payment: max }: OrganizationAnswer,
): string | undefined {
  const total = formatMoney(formatAmount(totalMinor), currency);
  if (totalMinor < minorOf(min[currency])) {
    return `The total is ${total}; a payment is at least ${formatMoney(min[currency], currency)}.`;
  }
  if (totalMinor > minorOf(max[currency])) {
    return `The total is ${total}; a payment is at most ${formatMoney(max[currency], currency)}.`;
  }
  return undefined;
}
