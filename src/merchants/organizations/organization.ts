import type { SellerAnswer } from '#platform/contract/checkouts.ts';
import { problem } from '#platform/contract/errors.ts';
import type { SellerAddress } from '#platform/contract/organizations.ts';
import { type Currency, formatAmount } from '#platform/kit/money.ts';
import type { Problem } from '#platform/kit/problem.ts';
import type { PricingMode } from '#platform/kit/tax.ts';

/** Who sells in law, as receipts say it. */
export type LegalFacts = {
  readonly legalName: string | null;
  readonly address: SellerAddress | null;
  readonly taxId: string | null;
};

export type Organization = LegalFacts & {
  readonly id: string;
  readonly name: string;
  readonly website: string | null;
  readonly contactEmail: string | null;
  readonly telegram: string | null;
  readonly pricingMode: PricingMode;
  readonly defaultCurrency: Currency;
  /** Thousandths of a percent, as every rate here. */
  readonly defaultTaxRate: number;
  readonly minPaymentMinor: Readonly<Record<Currency, bigint>>;
  readonly maxPaymentMinor: Readonly<Record<Currency, bigint>>;
  readonly feePercent: number;
  readonly feeFixedMinor: Readonly<Record<Currency, bigint>>;
  readonly reservePercent: number;
  readonly reserveDays: number;
  readonly status: 'active' | 'suspended';
  /** How many live connections take new payments. */
  readonly liveProviders: number;
  readonly allowAdHocItems: boolean;
  readonly allowedRedirectOrigins: readonly string[];
  readonly allowedEmbedOrigins: readonly string[];
  readonly requireSecondFactor: boolean;
  readonly timeZone: string;
  readonly logoUrl: string | null;
  readonly accentColor: string | null;
  readonly supportEmail: string | null;
  readonly termsUrl: string | null;
  /** Raised by every change. */
  readonly version: number;
  readonly createdAt: Date;
};

/** What a receipt says of its seller, and by whose calendar it is numbered. */
export type SellerFacts = Omit<SellerAnswer, 'branding'>;

/** What a seller was until a change. */
export type FormerSeller = { readonly until: Date; readonly seller: SellerFacts };

export type Bounds = { readonly minimumMinor: bigint; readonly maximumMinor: bigint };
type WithBounds = Pick<Organization, 'minPaymentMinor' | 'maxPaymentMinor'>;

/** The least and the most that one payment may be in this currency, both allowed themselves. */
export function organizationBounds(organization: WithBounds, currency: Currency): Bounds {
  return {
    minimumMinor: organization.minPaymentMinor[currency],
    maximumMinor: organization.maxPaymentMinor[currency],
  };
}

/** The problem with a total outside the organization's bounds, naming bound and total; none when it is within. */
export function checkBounds(
  totalMinor: bigint,
  currency: Currency,
  organization: WithBounds,
): Problem | undefined {
  const { minimumMinor, maximumMinor } = organizationBounds(organization, currency);
  const total = `${formatAmount(totalMinor)} ${currency}`;
  if (totalMinor < minimumMinor) {
    const minimum = `${formatAmount(minimumMinor)} ${currency}`;
    return problem('amount_below_minimum', {
      detail: `The total of ${total} is below the minimum of ${minimum}; raise a price or a quantity.`,
    });
  }
  if (totalMinor > maximumMinor) {
    const maximum = `${formatAmount(maximumMinor)} ${currency}`;
    return problem('amount_above_maximum', {
      detail: `The total of ${total} is above the maximum of ${maximum}; lower a price or a quantity.`,
    });
  }
  return undefined;
}
