import { type Currency, currencies } from '#platform/kit/money.ts';

/** What happened in some time; every amount is in minor units. */
export type Figures = {
  /** Checkouts that began, and those of them that came from a link. */
  readonly started: number;
  readonly linkStarted: number;
  /** Checkouts that were paid, and those of them that came from a link. */
  readonly paid: number;
  readonly linkPaid: number;
  readonly transactions: number;
  /** Links that were made, whatever became of them. */
  readonly linksMade: number;
  readonly grossMinor: Readonly<Record<Currency, bigint>>;
  /** Given back in that time, whenever it had been paid. */
  readonly refundedMinor: Readonly<Record<Currency, bigint>>;
};

const nothing = { USD: 0n, EUR: 0n };
export const noFigures: Figures = {
  started: 0,
  linkStarted: 0,
  paid: 0,
  linkPaid: 0,
  transactions: 0,
  linksMade: 0,
  grossMinor: nothing,
  refundedMinor: nothing,
};

export function sumFigures(list: Iterable<Figures>): Figures {
  let sum = noFigures;
  for (const figures of list) {
    sum = {
      started: sum.started + figures.started,
      linkStarted: sum.linkStarted + figures.linkStarted,
      paid: sum.paid + figures.paid,
      linkPaid: sum.linkPaid + figures.linkPaid,
      transactions: sum.transactions + figures.transactions,
      linksMade: sum.linksMade + figures.linksMade,
      grossMinor: addAmounts(sum.grossMinor, figures.grossMinor),
      refundedMinor: addAmounts(sum.refundedMinor, figures.refundedMinor),
    };
  }
  return sum;
}

/** Gross paid minus given back; below zero in a time in which more went back than came in. */
export function revenueOf({ grossMinor, refundedMinor }: Figures): Record<Currency, bigint> {
  return {
    USD: grossMinor.USD - refundedMinor.USD,
    EUR: grossMinor.EUR - refundedMinor.EUR,
  };
}

/**
 * Paid per view, from 0 to 1 with four decimals; null when nothing was viewed. Links opened by programs bring
 * payments without a view, so that more may be paid than viewed: that is told as 1.
 */
export function conversionRate(paid: number, views: number): number | null {
  return views === 0 ? null : Math.min(1, Math.round((paid / views) * 10_000) / 10_000);
}

type Amounts = Readonly<Record<Currency, bigint>>;

function addAmounts(left: Amounts, right: Amounts): Amounts {
  return Object.fromEntries(
    currencies.map((currency) => [currency, left[currency] + right[currency]]),
  ) as Amounts;
}
