import { problem } from '#platform/contract/errors.ts';
import { assert } from '#platform/kit/assert.ts';
import { type Currency, currencies } from '#platform/kit/money.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { type Price, type PricingMode, priceLine, sumPrices } from '#platform/kit/tax.ts';

/** What a link sells of one product, copied when the link was made: later changes of the catalog never reach it. */
export type SnapshotLine = {
  /** Null for an item that an API client named itself. */
  readonly productId: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly imageUrl: string | null;
  readonly quantity: number;
  /** Minor units, in each currency that the product had a price in. */
  readonly unitPrices: Readonly<Partial<Record<Currency, bigint>>>;
  /** Thousandths of a percent. */
  readonly taxRate: number;
};

/** How long closing a link can be taken back before its open checkouts end with it. */
const closingGraceMs = 10_000;

/** When the open checkouts of a link are closed that was switched off or deleted just now. */
export function closingTime(now: Date): Date {
  return new Date(now.getTime() + closingGraceMs);
}

export type PricedLine = SnapshotLine & {
  readonly unitPriceMinor: bigint;
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
};

export type Offer = {
  readonly currency: Currency;
  readonly lines: PricedLine[];
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
};

/** The lines at their prices in one currency; `undefined` when any line has none there. */
export function offerIn(
  lines: readonly SnapshotLine[],
  currency: Currency,
  pricingMode: PricingMode,
): Offer | undefined {
  const prices = pricesIn(lines, currency, pricingMode);
  if (!prices) return undefined;
  const priced = lines.map((line, index): PricedLine => {
    const unitPriceMinor = line.unitPrices[currency] as bigint;
    const { subtotalMinor, taxMinor, totalMinor } = prices[index] as Price;
    // Field by field: spreading a line takes ten times as long as pricing it.
    const { productId, name, description, imageUrl, quantity, unitPrices, taxRate } = line;
    return {
      productId,
      name,
      description,
      imageUrl,
      quantity,
      unitPrices,
      taxRate,
      unitPriceMinor,
      subtotalMinor,
      taxMinor,
      totalMinor,
    };
  });
  return { currency, lines: priced, ...sumPrices(prices) };
}

/** The same without its lines: what all of them come to. */
export function totalIn(
  lines: readonly SnapshotLine[],
  currency: Currency,
  pricingMode: PricingMode,
): Price | undefined {
  const prices = pricesIn(lines, currency, pricingMode);
  return prices && sumPrices(prices);
}

function pricesIn(
  lines: readonly SnapshotLine[],
  currency: Currency,
  pricingMode: PricingMode,
): Price[] | undefined {
  const prices: Price[] = [];
  for (const { unitPrices, quantity, taxRate } of lines) {
    const unitPriceMinor = unitPrices[currency];
    if (unitPriceMinor === undefined) return undefined;
    prices.push(priceLine({ unitPriceMinor, quantity, taxRate }, pricingMode));
  }
  return prices;
}

/** The currencies in which every line has a price. */
export function offeredCurrencies(lines: readonly SnapshotLine[]): Currency[] {
  return currencies.filter((currency) => lines.every((line) => line.unitPrices[currency] !== undefined));
}

export type LinkStatus = 'deleted' | 'inactive' | 'expired' | 'used_up' | 'active';

export type StatusFacts = {
  readonly deletedAt: Date | null;
  readonly isActive: boolean;
  readonly expiresAt: Date | null;
  readonly maxUses: number | null;
  readonly used: number;
};

/** The status at this moment, from the clock alone: no job has to run for a link to expire on time. */
export function deriveStatus(link: StatusFacts, now: Date): LinkStatus {
  if (link.deletedAt !== null) return 'deleted';
  if (!link.isActive) return 'inactive';
  if (link.expiresAt !== null && link.expiresAt <= now) return 'expired';
  if (link.maxUses !== null && link.used >= link.maxUses) return 'used_up';
  return 'active';
}

const refusals = {
  deleted: [
    'link_deleted',
    'This payment link was withdrawn and nothing was charged; ask the seller for a new one.',
  ],
  inactive: [
    'link_inactive',
    'This payment link is switched off and nothing was charged; ask the seller about it.',
  ],
  expired: [
    'link_expired',
    'This payment link has expired and nothing was charged; ask the seller for a new one.',
  ],
  used_up: [
    'link_used_up',
    'This payment link is sold out and nothing was charged; ask the seller for a new one.',
  ],
} as const;

/** The 410 that a buyer is told when a link cannot be paid. */
export function unavailableProblem(status: LinkStatus): Problem {
  assert(status !== 'active', 'An active link is available.');
  const [code, detail] = refusals[status];
  return problem(code, { detail });
}

/** A place comes back this long after its checkout expired, so that a payment begun in time is never overtaken. */
export const expiryGraceMs = 5_000;

/** Rows over which what a link collected is spread, so that its payments do not queue behind each other. */
export const counterShards = 8;

/** Places left where there is no limit: behind every limit that a link can have. */
export const unlimitedUses = 1_000_000_000;

export type PlaceCounts = { readonly used: number; readonly held: number };

/** The problem with a limit that the places already taken do not fit into; none when they do. */
export function checkLimit(maxUses: number, { used, held }: PlaceCounts): Problem | undefined {
  if (maxUses >= used + held) return undefined;
  return problem('max_uses_below_uses', {
    detail: `${used} of its places are paid and ${held} are held by open checkouts; set max_uses to ${used + held} or more.`,
    field: 'max_uses',
  });
}
