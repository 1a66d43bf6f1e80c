import type { OrganizationAnswer } from '#platform/contract/organizations.ts';
import { formatId } from '#platform/kit/ids.ts';
import { type Currency, formatAmount } from '#platform/kit/money.ts';
import { formatTaxRate } from '#platform/kit/tax.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { LegalFacts, Organization } from './organization.ts';

/** The organization as its own people see it. */
export function showOrganization(organization: Organization): OrganizationAnswer {
  return {
    id: formatId('org', organization.id),
    name: organization.name,
    ...showLegal(organization),
    website: organization.website,
    contact_email: organization.contactEmail,
    telegram: organization.telegram,
    pricing_mode: organization.pricingMode,
    default_currency: organization.defaultCurrency,
    default_tax_rate: formatTaxRate(organization.defaultTaxRate),
    min_payment: showAmounts(organization.minPaymentMinor),
    max_payment: showAmounts(organization.maxPaymentMinor),
    fees: { percent: formatTaxRate(organization.feePercent), fixed: showAmounts(organization.feeFixedMinor) },
    rolling_reserve: {
      percent: formatTaxRate(organization.reservePercent),
      days: organization.reserveDays,
    },
    status: organization.status,
    live_mode: organization.liveProviders > 0,
    allow_ad_hoc_items: organization.allowAdHocItems,
    allowed_redirect_origins: [...organization.allowedRedirectOrigins],
    allowed_embed_origins: [...organization.allowedEmbedOrigins],
    require_second_factor: organization.requireSecondFactor,
    time_zone: organization.timeZone,
    branding: showBranding(organization),
    created_at: formatInstant(organization.createdAt),
  };
}

/** Who sells in law; for buyers too. */
export function showLegal({ legalName, address, taxId }: LegalFacts) {
  return { legal_name: legalName, address, tax_id: taxId };
}

/** How the seller looks; for buyers too. */
export function showBranding(
  organization: Pick<Organization, 'logoUrl' | 'accentColor' | 'supportEmail' | 'termsUrl'>,
): OrganizationAnswer['branding'] {
  return {
    logo_url: organization.logoUrl,
    accent_color: organization.accentColor,
    support_email: organization.supportEmail,
    terms_url: organization.termsUrl,
  };
}

function showAmounts(amounts: Readonly<Record<Currency, bigint>>) {
  return { USD: formatAmount(amounts.USD), EUR: formatAmount(amounts.EUR) };
}
