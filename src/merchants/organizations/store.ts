import { type RawBuilder, sql } from 'kysely';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { FormerSeller, Organization, SellerFacts } from './organization.ts';

type Row = Omit<Organization, 'minPaymentMinor' | 'maxPaymentMinor' | 'feeFixedMinor'> & {
  readonly minUsd: bigint;
  readonly minEur: bigint;
  readonly maxUsd: bigint;
  readonly maxEur: bigint;
  readonly fixedUsd: bigint;
  readonly fixedEur: bigint;
};

const columns = sql`
  id, name, legal_name as "legalName", address, tax_id as "taxId", website, contact_email as "contactEmail", telegram, pricing_mode as "pricingMode",
  default_currency as "defaultCurrency", default_tax_rate as "defaultTaxRate",
  min_payment_usd_minor as "minUsd", min_payment_eur_minor as "minEur",
  max_payment_usd_minor as "maxUsd", max_payment_eur_minor as "maxEur",
  fee_percent as "feePercent", fee_fixed_usd_minor as "fixedUsd", fee_fixed_eur_minor as "fixedEur",
  reserve_percent as "reservePercent", reserve_days as "reserveDays", status, live_providers as "liveProviders",
  allow_ad_hoc_items as "allowAdHocItems", allowed_redirect_origins as "allowedRedirectOrigins",
  allowed_embed_origins as "allowedEmbedOrigins", require_second_factor as "requireSecondFactor", time_zone as "timeZone", logo_url as "logoUrl",
  accent_color as "accentColor", support_email as "supportEmail", terms_url as "termsUrl", version,
  created_at as "createdAt"`;

export async function insertOrganization(
  handle: Handle,
  organization: Pick<Organization, 'id' | 'name' | 'timeZone' | 'defaultCurrency'>,
  now: Date,
): Promise<void> {
  // Everything else starts with the defaults of the columns.
  await sql`
    insert into organizations (id, name, time_zone, default_currency, created_at, updated_at)
    values (
      ${organization.id}, ${organization.name}, ${organization.timeZone}, ${organization.defaultCurrency}, ${now}, ${now}
    )
  `.execute(handle);
}

export async function selectOrganization(
  handle: Handle,
  organizationId: string,
): Promise<Organization | undefined> {
  return read(handle, sql<Row>`select ${columns} from organizations where id = ${organizationId}`);
}

export async function lockOrganization(
  handle: Handle,
  organizationId: string,
): Promise<Organization | undefined> {
  return read(handle, sql<Row>`select ${columns} from organizations where id = ${organizationId} for update`);
}

/** Writes what a merchant may change, and the version. */
export async function updateOrganizationRow(
  handle: Handle,
  organization: Organization,
  now: Date,
): Promise<void> {
  await sql`
    update organizations set
      name = ${organization.name}, legal_name = ${organization.legalName},
      address = ${organization.address && JSON.stringify(organization.address)}::jsonb, tax_id = ${organization.taxId},
      website = ${organization.website}, contact_email = ${organization.contactEmail},
      telegram = ${organization.telegram}, pricing_mode = ${organization.pricingMode},
      default_currency = ${organization.defaultCurrency}, default_tax_rate = ${organization.defaultTaxRate},
      allow_ad_hoc_items = ${organization.allowAdHocItems},
      allowed_redirect_origins = ${organization.allowedRedirectOrigins}::text[],
      allowed_embed_origins = ${organization.allowedEmbedOrigins}::text[], require_second_factor = ${organization.requireSecondFactor},
      time_zone = ${organization.timeZone},
      logo_url = ${organization.logoUrl}, accent_color = ${organization.accentColor},
      support_email = ${organization.supportEmail}, terms_url = ${organization.termsUrl},
      version = ${organization.version}, updated_at = ${now}
    where id = ${organization.id}
  `.execute(handle);
}

export async function updateLiveProviders(
  handle: Handle,
  organizationId: string,
  count: number,
): Promise<void> {
  await sql`
    update organizations set live_providers = ${count} where id = ${organizationId} and live_providers <> ${count}
  `.execute(handle);
}

/** What receipts said of a seller before a change: it stands on those of payments from before. */
export async function insertFormerSeller(
  handle: Handle,
  { id, version }: Pick<Organization, 'id' | 'version'>,
  seller: SellerFacts,
  until: Date,
): Promise<void> {
  await sql`
    insert into former_sellers (organization_id, version, until, seller)
    values (${id}, ${version}, ${until}, ${JSON.stringify(seller)}::jsonb)
  `.execute(handle);
}

/** Those that were replaced after a moment, the earliest first. */
export async function selectFormerSellers(
  handle: Handle,
  organizationId: string,
  since: Date,
): Promise<FormerSeller[]> {
  return rows<FormerSeller>(
    handle,
    sql`
      select until, seller from former_sellers
      where organization_id = ${organizationId} and until > ${since} order by version
    `,
  );
}

async function read(handle: Handle, statement: RawBuilder<Row>): Promise<Organization | undefined> {
  const row = await firstRow(handle, statement);
  if (!row) return undefined;
  const { minUsd, minEur, maxUsd, maxEur, fixedUsd, fixedEur, ...organization } = row;
  return {
    ...organization,
    minPaymentMinor: { USD: minUsd, EUR: minEur },
    maxPaymentMinor: { USD: maxUsd, EUR: maxEur },
    feeFixedMinor: { USD: fixedUsd, EUR: fixedEur },
  };
}
