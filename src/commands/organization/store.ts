import { sql } from 'kysely';
import type { Terms } from '#merchants/organizations/terms.ts';
import { type Handle, rows } from '#platform/db/database.ts';

// The operator stands above all organizations, so these statements reach across them.

export type ListedOrganization = {
  readonly id: string;
  readonly name: string;
  readonly status: 'active' | 'suspended';
  readonly createdAt: Date;
};

export async function listOrganizations(handle: Handle): Promise<ListedOrganization[]> {
  return rows(
    handle,
    sql<ListedOrganization>`
      select id, name, status, created_at as "createdAt" from organizations order by created_at, id
    `,
  );
}

/** Writes the terms, and raises the version so that rendered pages know that they are stale. */
export async function updateTerms(
  handle: Handle,
  organizationId: string,
  terms: Terms,
  now: Date,
): Promise<void> {
  await sql`
    update organizations set
      min_payment_usd_minor = ${terms.minPaymentMinor.USD}, min_payment_eur_minor = ${terms.minPaymentMinor.EUR},
      max_payment_usd_minor = ${terms.maxPaymentMinor.USD}, max_payment_eur_minor = ${terms.maxPaymentMinor.EUR},
      fee_percent = ${terms.feePercent}, fee_fixed_usd_minor = ${terms.feeFixedMinor.USD},
      fee_fixed_eur_minor = ${terms.feeFixedMinor.EUR}, reserve_percent = ${terms.reservePercent},
      reserve_days = ${terms.reserveDays}, version = version + 1, updated_at = ${now}
    where id = ${organizationId}
  `.execute(handle);
}

export async function updateStatus(
  handle: Handle,
  organizationId: string,
  status: 'active' | 'suspended',
  now: Date,
): Promise<void> {
  await sql`
    update organizations set status = ${status}, version = version + 1, updated_at = ${now} where id = ${organizationId}
  `.execute(handle);
}
