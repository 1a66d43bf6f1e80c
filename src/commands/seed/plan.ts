import { uuidv7 } from '#platform/kit/ids.ts';
import type { SeedOffer } from './offers.ts';
import { createRandom, oneOf, type Random, wholeBelow } from './random.ts';

export type SeedLink = {
  readonly id: string;
  readonly name: string;
  readonly offer: SeedOffer;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly isActive: boolean;
  /** Null: unlimited. Never below what is paid of it. */
  readonly maxUses: number | null;
};

export type Plan = {
  readonly links: readonly SeedLink[];
  /** Which link each payment belongs to, by its place in `links`; in order of time. */
  readonly linkOfPayment: Uint32Array;
  /** When the payment of a place in `linkOfPayment` begins. */
  readonly startsAt: (index: number) => Date;
};

const dayMs = 86_400_000;
const linksFrom = -120 * dayMs;
const linksUntil = -91 * dayMs;
const paymentsFrom = -90 * dayMs;
const paymentsUntil = -1 * dayMs;

/**
 * Plans links made three to four months ago and payments of the three months up to yesterday. Few links get most
 * of the payments, as in life; a tenth is limited, some are sold out, expired or switched off by now.
 */
export function makePlan(
  size: { links: number; payments: number },
  offers: readonly SeedOffer[],
  now: Date,
): Plan {
  const random = createRandom(size.links + size.payments);
  const linkOfPayment = new Uint32Array(size.payments);
  const paidOfLink = new Uint32Array(size.links);
  for (let payment = 0; payment < size.payments; payment++) {
    const link = Math.floor(size.links * random() ** 3);
    linkOfPayment[payment] = link;
    paidOfLink[link] = (paidOfLink[link] as number) + 1;
  }
  const at = (fromNowMs: number) => new Date(Math.round(now.getTime() + fromNowMs));
  const links = Array.from({ length: size.links }, (_, index): SeedLink => {
    const createdAt = at(linksFrom + ((linksUntil - linksFrom) * index) / size.links);
    const fate = random();
    return {
      id: uuidv7(createdAt),
      name: `${oneOf(random, occasions)} ${index + 1}`,
      offer: oneOf(random, offers),
      createdAt,
      // After the last payment, so that none of them came too late.
      expiresAt: fate < 0.03 ? at(paymentsUntil / 2) : null,
      isActive: fate < 0.03 || fate >= 0.06,
      maxUses: fate >= 0.9 ? limitAbove(random, paidOfLink[index] as number) : null,
    };
  });
  return {
    links,
    linkOfPayment,
    startsAt: (index) =>
      at(paymentsFrom + Math.floor(((paymentsUntil - paymentsFrom) * index) / size.payments)),
  };
}

const occasions = [
  'Spring sale',
  'Newsletter',
  'Shop window',
  'Exhibition',
  'Invoice',
  'Instagram',
  'Market stall',
];

/** Every third limited link is sold out, unless nothing was sold. */
function limitAbove(random: Random, paid: number): number {
  return Math.min(1_000_000, paid + (paid > 0 && random() < 1 / 3 ? 0 : 1 + wholeBelow(random, 50)));
}
