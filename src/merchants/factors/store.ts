import { sql } from 'kysely';
import { firstRow, type Handle } from '#platform/db/database.ts';
import type { Factors } from './factors.ts';

/** What a person has beside the password; what is still being set up does not count. */
export async function selectFactors(handle: Handle, userId: string): Promise<Factors> {
  const row = await firstRow<Factors>(
    handle,
    sql`
      select exists (select from authenticators where user_id = ${userId} and confirmed_at is not null) as "hasAuthenticator",
        (select count(*)::integer from passkeys where user_id = ${userId}) as "passkeyCount",
        (select count(*)::integer from recovery_codes where user_id = ${userId} and used_at is null) as "recoveryCodesLeft"
    `,
  );
  return row as Factors;
}
