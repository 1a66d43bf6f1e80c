import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { House } from '../house.ts';
import { openQuery } from '../settling.ts';
import type { StoredCheck } from './stored.ts';

/** True in every snapshot, at any moment, whatever runs or has just died: what belongs together commits together. */
const alwaysTrue: readonly StoredCheck[] = [
  {
    guarantee:
      'At every moment the places of a link are those of its checkouts, and never more than its limit',
    text: `select l.payment_link_id::text as subject,
        'limit ' || l.max_uses || ', used ' || l.used || ' (' || real.paid || ' paid), held ' || l.held || ' (' || real.kept || ' kept)' as found
      from payment_link_places l cross join lateral (
        select count(*) filter (where c.status = 'paid') as paid, count(*) filter (where c.has_place) as kept
        from checkouts c where c.payment_link_id = l.payment_link_id
      ) real
      where l.used <> real.paid or l.held <> real.kept or l.used + l.held > l.max_uses`,
  },
  {
    guarantee: 'At every moment a checkout has at most one undecided attempt',
    text: `select checkout_id::text as subject, count(*) || ' undecided attempts' as found
      from attempts where status in ('processing', 'requires_action')
      group by organization_id, checkout_id having count(*) > 1`,
  },
  {
    guarantee: 'At every moment each entry of the ledger sums to zero',
    text: `select entry_id::text as subject, 'sums to ' || sum(amount_minor) as found
      from ledger_postings group by organization_id, entry_id having sum(amount_minor) <> 0`,
  },
];

const lookEveryMs = 400;

/** Looks at the books all the time, past the servers and the proxy; each thing that is wrong is told once. */
export async function audit(house: House, isOver: () => boolean): Promise<void> {
  const told = new Set<string>();
  let client: pg.Client | undefined;
  while (!isOver()) {
    try {
      client ??= await openQuery(house);
      for (const check of alwaysTrue) await look(house, client, check, told);
      house.memory.count('audits');
    } catch {
      // The database is away for a moment, as it often is here.
      await client?.end().catch(() => undefined);
      client = undefined;
    }
    await delay(lookEveryMs);
  }
  await client?.end().catch(() => undefined);
}

async function look(
  { memory }: House,
  client: pg.Client,
  { guarantee, text }: StoredCheck,
  told: Set<string>,
): Promise<void> {
  const { rows } = await client.query<{ subject: string; found: string }>(text);
  for (const { subject, found } of rows) {
    const name = `${guarantee} ${subject}`;
    if (!told.has(name)) memory.violate(guarantee, `${subject}: ${found}`);
    told.add(name);
  }
}
