import type { Mode } from '#platform/contract/common.ts';
import type { Currency } from '#platform/kit/money.ts';
import type { PricingMode } from '#platform/kit/tax.ts';
import type { LinkStatus, SnapshotLine } from './payment-link.ts';

/** The facts of a link that never change after it was made, so that they may be kept in memory. */
export type LinkSnapshot = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly currency: Currency;
  readonly pricingMode: PricingMode;
  readonly lines: SnapshotLine[];
};

export type LinkKey = { readonly organizationId: string; readonly id: string };

/** A link's own row. */
export type StoredLink = LinkSnapshot & {
  readonly name: string;
  readonly isActive: boolean;
  readonly expiresAt: Date | null;
  readonly deletedAt: Date | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** A link with its places and what it collected, all read at one moment. */
export type PaymentLink = StoredLink & {
  readonly maxUses: number | null;
  /** Paid checkouts. */
  readonly used: number;
  /** Places kept by checkouts, those that lapsed left out. */
  readonly held: number;
  readonly paidCount: number;
  readonly grossMinor: Readonly<Record<Currency, bigint>>;
  readonly refundedMinor: Readonly<Record<Currency, bigint>>;
  readonly lastPaidAt: Date | null;
  /** Times the page was shown to people. */
  readonly views: number;
  /** The database's time of reading, from which the status follows. */
  readonly readAt: Date;
};

export type LinkFilter = {
  readonly mode: Mode;
  /** Left out: every status but `deleted`. */
  readonly status: LinkStatus | undefined;
  /** Beginnings of words of the name, all of which it has. */
  readonly words: readonly string[];
  /** The ids that begin like what was typed; both ends belong to it. */
  readonly ids: { readonly first: string; readonly last: string } | undefined;
  readonly currency: Currency | undefined;
  /** Inclusive. */
  readonly createdAfter: Date | undefined;
  /** Exclusive. */
  readonly createdBefore: Date | undefined;
};
