import { convertMinor } from '#platform/kit/exchange.ts';
import { type Currency, currencies } from '#platform/kit/money.ts';
import type { PricingMode } from '#platform/kit/tax.ts';
import type { ExchangeRate } from '#selling/exchange-rates/exchange-rate.ts';
import { type Offer, offerIn, type SnapshotLine } from './payment-link.ts';

/** How prices came from the link's own currency into another. */
export type Conversion = ExchangeRate & { readonly from: Currency };
export type ConvertedOffer = { readonly offer: Offer; readonly conversion: Conversion | null };

/**
 * The offer of a snapshot in a currency: at its own prices where every line has one, else all lines converted from
 * the link's currency. Undefined when there is no rate, a price would round to nothing (behaviour, section 1), or
 * rounding each price would move the total too far.
 */
export function offerOrConversion(
  link: {
    readonly lines: readonly SnapshotLine[];
    readonly currency: Currency;
    readonly pricingMode: PricingMode;
  },
  currency: Currency,
  rate: ExchangeRate | undefined,
): ConvertedOffer | undefined {
  const own = offerIn(link.lines, currency, link.pricingMode);
  if (own) return { offer: own, conversion: null };
  if (!rate || currency === link.currency) return undefined;
  const lines: SnapshotLine[] = [];
  for (const line of link.lines) {
    const price = line.unitPrices[link.currency];
    const converted =
      price === undefined ? 0n : convertMinor(price, link.currency, currency, rate.rateMillionths);
    if (converted === 0n) return undefined;
    lines.push({ ...line, unitPrices: { [currency]: converted } });
  }
  const offer = offerIn(lines, currency, link.pricingMode);
  const given = offerIn(link.lines, link.currency, link.pricingMode);
  if (!offer || !given) return undefined;
  const exact = convertMinor(given.totalMinor, link.currency, currency, rate.rateMillionths);
  if (isMovedTooFar(offer.totalMinor, exact)) return undefined;
  return { offer, conversion: { ...rate, from: link.currency } };
}

/** Half a percent of the total: what many pieces of a small price, each rounded, may come to at most. */
const largestMove = { numerator: 5n, denominator: 1000n };

function isMovedTooFar(totalMinor: bigint, exactMinor: bigint): boolean {
  const move = totalMinor > exactMinor ? totalMinor - exactMinor : exactMinor - totalMinor;
  return move * largestMove.denominator > exactMinor * largestMove.numerator;
}

/** Whether some currency has no price of its own, so that a rate matters. */
export function needsRate(lines: readonly SnapshotLine[]): boolean {
  return currencies.some((currency) => lines.some((line) => line.unitPrices[currency] === undefined));
}

/**
 * Every currency in which a buyer may pay, the link's own first. Another one is left off when its total would be
 * outside the organization's bounds.
 */
export function offersToBuyers(
  link: Parameters<typeof offerOrConversion>[0],
  rate: ExchangeRate | undefined,
  isWithinBounds: (totalMinor: bigint, currency: Currency) => boolean,
): ConvertedOffer[] {
  return currencies.flatMap((currency) => {
    const converted = offerOrConversion(link, currency, rate);
    if (!converted) return [];
    const isOffered = currency === link.currency || isWithinBounds(converted.offer.totalMinor, currency);
    return isOffered ? [converted] : [];
  });
}
