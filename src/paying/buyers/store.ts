import { type RawBuilder, sql } from 'kysely';
import { type Handle, rows } from '#platform/db/database.ts';
import { addressForm } from '#platform/text/mail-address.ts';

/** A checkout of a buyer, and what keeps it from being forgotten now. */
export type BuyersCheckout = {
  readonly organizationId: string;
  readonly checkoutId: string;
  readonly transactionId: string | null;
  readonly isPaid: boolean;
  /** Open, or with a payment or refund that is not decided. */
  readonly isUnderWay: boolean;
};

const columns = sql`
  c.organization_id as "organizationId", c.id as "checkoutId", t.id as "transactionId", c.status = 'paid' as "isPaid",
  c.payer_email as "payerEmail",
  (c.status in ('open', 'processing')
    or exists (
      select from attempts a where a.organization_id = c.organization_id and a.checkout_id = c.id
        and a.status in ('processing', 'requires_action'))
    or exists (
      select from refunds r where r.organization_id = t.organization_id and r.transaction_id = t.id and r.status = 'pending')
  ) as "isUnderWay"`;

const tables = sql`
  checkouts c left join transactions t on t.organization_id = c.organization_id and t.checkout_id = c.id`;

// What a database calls lower case depends on its locale, except for the letters of English.
const english = /^[ -~]*$/;

/** Every checkout that bears the address, in whatever form it was typed, in the order of ids. Reads all checkouts. */
export async function selectCheckoutsOf(
  handle: Handle,
  email: string,
  organizationId: string | undefined,
): Promise<BuyersCheckout[]> {
  const wanted = addressForm(email);
  const isAlike = english.test(wanted)
    ? sql`lower(c.payer_email) = ${wanted}`
    : sql`c.payer_email ~ '[^[:ascii:]]'`;
  const found = await rows<BuyersCheckout & { payerEmail: string }>(
    handle,
    sql`
      select ${columns} from ${tables}
      where ${isAlike} and ${organizationId ? sql`c.organization_id = ${organizationId}` : sql`true`}
      order by c.organization_id, c.id
    `,
  );
  return found
    .filter(({ payerEmail }) => addressForm(payerEmail) === wanted)
    .map(({ payerEmail: _, ...checkout }) => checkout);
}

/** The same checkouts as they are now, locked in the order of ids; without those that were forgotten meanwhile. */
export async function lockCheckouts(
  handle: Handle,
  organizationId: string,
  checkoutIds: readonly string[],
): Promise<BuyersCheckout[]> {
  const where: RawBuilder<unknown> = sql`c.organization_id = ${organizationId} and c.id = any(${checkoutIds}::uuid[])`;
  await sql`select from checkouts c where ${where} order by c.id for update`.execute(handle);
  const found = await rows<BuyersCheckout & { payerEmail: string | null }>(
    handle,
    sql`select ${columns} from ${tables} where ${where} and c.payer_email is not null order by c.id`,
  );
  return found.map(({ payerEmail: _, ...checkout }) => checkout);
}

export type ForgottenAddress = {
  readonly organizationId: string;
  readonly addressHash: Buffer;
  readonly receipts: 'kept' | 'redacted';
};

export async function upsertForgotten(handle: Handle, forgotten: ForgottenAddress, now: Date): Promise<void> {
  const { organizationId, addressHash, receipts } = forgotten;
  await sql`
    insert into forgotten_buyers as known (organization_id, address_hash, receipts, forgotten_at)
    values (${organizationId}, ${addressHash}, ${receipts}, ${now})
    on conflict (organization_id, address_hash) do update set forgotten_at = excluded.forgotten_at,
      receipts = case when known.receipts = 'redacted' then known.receipts else excluded.receipts end
  `.execute(handle);
}

export async function selectForgotten(handle: Handle): Promise<ForgottenAddress[]> {
  return rows<ForgottenAddress>(
    handle,
    sql`
      select organization_id as "organizationId", address_hash as "addressHash", receipts from forgotten_buyers
      order by organization_id, address_hash
    `,
  );
}

/** Addresses of buyers of an organization, each once, a page at a time. */
export async function selectAddresses(
  handle: Handle,
  organizationId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ email: string }>(
    handle,
    sql`
      select distinct payer_email collate "C" as email from checkouts
      where organization_id = ${organizationId} and payer_email collate "C" > ${after}
      order by 1 limit ${limit}
    `,
  );
  return found.map(({ email }) => email);
}
