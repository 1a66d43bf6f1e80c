import { type RawBuilder, sql } from 'kysely';
import { authenticatorOwner } from '#merchants/accounts/second-factor/check-code.ts';
import { bodyOwner } from '#messaging/mail/mail.ts';
import { secretOwner } from '#messaging/webhooks/endpoints/secret.ts';
import { redirectOwner } from '#paying/checkouts/redirect-address.ts';
import { credentialOwner } from '#paying/connections/credentials.ts';
import { returnUrlOwner } from '#paying/sandbox/secret-addresses.ts';
import type { Mode } from '#platform/contract/common.ts';
import { type Handle, rows } from '#platform/db/database.ts';

/** A column whose texts are encrypted under a key that each of them names. */
export type EncryptedColumn = {
  readonly table: string;
  /** What it holds, as people read it after a number. */
  readonly what: string;
  /** The text, as the statement finds it. */
  readonly text: RawBuilder<unknown>;
  /** Which rows have one that is still read. */
  readonly where: RawBuilder<unknown>;
  /** What the text is bound to, as texts of the row. */
  readonly ownedBy: RawBuilder<unknown>;
  readonly ownerOf: (of: readonly string[]) => string;
  /** How another text is put in its place. */
  readonly put: (text: string) => RawBuilder<unknown>;
};

/**
 * Everything in the database that an encryption key reads, but the key that never rotates, which each start seals anew. Of
 * sandbox payments that are decided nobody asks for the way back any more.
 */
export const encryptedColumns: readonly EncryptedColumn[] = [
  {
    table: 'authenticators',
    what: 'authenticator apps',
    text: sql`secret`,
    where: sql`true`,
    ownedBy: sql`array[user_id::text]`,
    ownerOf: ([userId = '']) => authenticatorOwner(userId),
    put: (text) => sql`secret = ${text}`,
  },
  {
    table: 'webhook_endpoints',
    what: 'webhook secrets',
    text: sql`secret`,
    where: sql`true`,
    ownedBy: sql`array[organization_id::text, mode]`,
    ownerOf: ([organizationId = '', mode]) => secretOwner({ organizationId, mode: mode as Mode }),
    put: (text) => sql`secret = ${text}`,
  },
  {
    table: 'webhook_endpoints',
    what: 'previous webhook secrets',
    text: sql`previous_secret`,
    where: sql`previous_secret is not null`,
    ownedBy: sql`array[organization_id::text, mode]`,
    ownerOf: ([organizationId = '', mode]) => secretOwner({ organizationId, mode: mode as Mode }),
    put: (text) => sql`previous_secret = ${text}`,
  },
  {
    table: 'mails',
    what: 'mails that wait or are kept',
    text: sql`body`,
    where: sql`body is not null`,
    ownedBy: sql`array[id::text]`,
    ownerOf: ([id = '']) => bodyOwner(id),
    put: (text) => sql`body = ${text}`,
  },
  {
    table: 'attempts',
    what: 'addresses of banks',
    text: sql`redirect_url`,
    where: sql`redirect_url is not null`,
    ownedBy: sql`array[checkout_id::text]`,
    ownerOf: ([checkoutId = '']) => redirectOwner(checkoutId),
    put: (text) => sql`redirect_url = ${text}`,
  },
  {
    table: 'idempotency_keys',
    what: 'answers to repeated requests',
    text: sql`(answer->>'redirectUrl')`,
    where: sql`answer->>'redirectUrl' is not null`,
    ownedBy: sql`array(
      select t.checkout_id::text from transactions t
      where t.organization_id = idempotency_keys.organization_id and t.id::text = answer->>'transactionId'
    )`,
    ownerOf: ([checkoutId = '']) => redirectOwner(checkoutId),
    put: (text) => sql`answer = jsonb_set(answer, '{redirectUrl}', to_jsonb(${text}::text))`,
  },
  {
    table: 'connection_credentials',
    what: 'credentials of payment providers',
    text: sql`sealed`,
    where: sql`true`,
    ownedBy: sql`array(
      select unnest(array[c.organization_id::text, c.id::text, c.provider, connection_credentials.field]) from connections c
      where c.organization_id = connection_credentials.organization_id and c.id = connection_credentials.connection_id
    )`,
    ownerOf: ([organizationId = '', connectionId = '', provider = '', field = '']) =>
      credentialOwner({ organizationId, connectionId, provider }, field),
    put: (text) => sql`sealed = ${text}`,
  },
  {
    table: 'sandbox_payments',
    what: 'ways back from the sandbox',
    text: sql`return_url`,
    where: sql`return_url <> '' and status in ('requires_action', 'processing')`,
    ownedBy: sql`array[idempotency_key::text]`,
    ownerOf: ([attemptId = '']) => returnUrlOwner(attemptId),
    put: (text) => sql`return_url = ${text}`,
  },
];

export type KeyUse = { readonly keyId: string; readonly count: number };

/** How many texts of a column each key encrypted. */
export async function countByKey(handle: Handle, column: EncryptedColumn): Promise<KeyUse[]> {
  const keyId = sql`split_part(${column.text}, '.', 2)`;
  return rows(
    handle,
    sql<KeyUse>`
      select ${keyId} as "keyId", count(*)::integer as count from ${sql.table(column.table)}
      where ${column.where} group by ${keyId} order by ${keyId}
    `,
  );
}

export type EncryptedText = {
  /** Where the row lies now; it lies elsewhere as soon as somebody changes it. */
  readonly place: string;
  readonly text: string;
  readonly ownedBy: readonly string[];
};

/** Texts of a column that these keys encrypted, in the order in which they lie in the table, behind a place. */
export async function selectEncryptedBy(
  handle: Handle,
  { table, text, where, ownedBy }: EncryptedColumn,
  keyIds: readonly string[],
  after: string,
  limit: number,
): Promise<EncryptedText[]> {
  return rows(
    handle,
    sql<EncryptedText>`
      select ctid::text as place, ${text} as text, ${ownedBy} as "ownedBy" from ${sql.table(table)}
      where ${where} and split_part(${text}, '.', 2) = any(${[...keyIds]}::text[]) and ctid > ${after}::tid
      order by ctid limit ${limit}
    `,
  );
}

/** Puts another text in the place of one, unless somebody changed it meanwhile. */
export async function replaceText(
  handle: Handle,
  { table, text, put }: EncryptedColumn,
  found: EncryptedText,
  renewed: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${put(renewed)} where ctid = ${found.place}::tid and ${text} = ${found.text}
  `.execute(handle);
  return (numAffectedRows ?? 0n) > 0n;
}
