import { sql } from 'kysely';
import type { CountedCredit } from '#paying/bank-transfers/suggest-transfers.ts';
import { type Handle, rows } from '#platform/db/database.ts';
import type { EntryRow } from './entry-store.ts';

const mostForEach = 20;

/** What was counted of the amount that each of these debits takes, on its account and before it: the newest of each. */
export async function selectCountedCredits(
  handle: Handle,
  organizationId: string,
  debits: readonly EntryRow[],
): Promise<(CountedCredit & { readonly entryId: string })[]> {
  const asked = debits.map(({ id, mode, account, amountMinor, currency, bookedOn, details }) => ({
    ...{ id, mode, account, currency, day: bookedOn },
    amount: String(amountMinor),
    iban: details.counterparty.iban,
    endToEndId: details.endToEndId,
  }));
  return rows<CountedCredit & { entryId: string }>(
    handle,
    sql`
      select asked.id as "entryId", came.reference, came.iban is not distinct from asked.iban and asked.iban is not null as "isSameAccount",
        came.end_to_end_id is not distinct from asked."endToEndId" and asked."endToEndId" is not null as "isSameEndToEndId"
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (id uuid, mode text, account text, currency text, day date,
          amount bigint, iban text, "endToEndId" text)
        cross join lateral (
          select t.reference, e.details->'counterparty'->>'iban' as iban, e.details->>'endToEndId' as end_to_end_id
          from bank_entries e
            join bank_matches m on m.organization_id = e.organization_id and m.entry_id = e.id and m.undone_at is null
            join bank_transfers t on t.organization_id = m.organization_id and t.attempt_id = m.attempt_id
          where e.organization_id = ${organizationId} and e.mode = asked.mode and e.account = asked.account
            and e.amount_minor = asked.amount and e.booked_on <= asked.day and e.direction = 'credit' and e.status = 'matched'
            and e.currency = asked.currency and t.reference is not null
          order by e.booked_on desc, e.id desc limit ${mostForEach}
        ) came
    `,
  );
}
