import { parseId } from '#platform/kit/ids.ts';
import type { House } from '../house.ts';
import type { BankAccount, Movement } from '../machine/bank-account.ts';
import type { Shop } from '../people/shop.ts';
import type { Query } from './check-house.ts';

/** Holds what really happened on the accounts of shops against what is stored. */
export async function checkTransfers(house: House, query: Query): Promise<void> {
  for (const shop of house.shops) {
    if (!shop.account) continue;
    await checkEntries(house, shop, shop.account, query);
    await checkReferences(house, shop, shop.account, query);
    await checkBooks(house, shop, shop.account, query);
    await checkRefunds(house, shop, shop.account, query);
  }
}

type EntryRow = { reference: string; count: string; amount: string; status: string };

/** Each movement is one entry, however many files it stood in, and none of them is on its way any more. */
async function checkEntries(
  { memory }: House,
  shop: Shop,
  account: BankAccount,
  query: Query,
): Promise<void> {
  const rows = await query<EntryRow>(
    `select details->>'bankReference' as reference, count(*), sum(amount_minor) as amount, min(status) as status
      from bank_entries where organization_id = $1 group by 1`,
    [parseId('org', shop.organizationId)],
  );
  const stored = new Map(rows.map((row) => [row.reference, row]));
  const guarantee = 'Every movement of the account is counted once, and nothing else is';
  for (const { number, minor } of account.movements) {
    const row = stored.get(`B${number}`);
    stored.delete(`B${number}`);
    if (Number(row?.count) !== 1 || BigInt(row?.amount ?? 0) !== minor || row?.status !== 'matched')
      memory.violate(
        guarantee,
        `B${number} of ${minor}: ${row ? `${row.count} of ${row.amount}, ${row.status}` : 'absent'}`,
      );
  }
  for (const reference of stored.keys()) memory.violate(guarantee, `${reference} never happened`);
}

type ReferenceRow = { reference: string; received: string; deposits: string };

/** What came under a reference is what its payment has received, and all of it is a payment or was given back. */
async function checkReferences(
  { memory }: House,
  shop: Shop,
  account: BankAccount,
  query: Query,
): Promise<void> {
  const rows = await query<ReferenceRow>(
    `select t.reference, sum(matched.received) as received, min(kept.deposits) as deposits
      from bank_transfers t join attempts a on a.organization_id = t.organization_id and a.id = t.attempt_id
        cross join lateral (
          select coalesce(sum(m.amount_minor), 0) as received from bank_matches m
          where m.organization_id = t.organization_id and m.attempt_id = t.attempt_id and m.undone_at is null
        ) matched
        cross join lateral (
          select coalesce(sum(p.amount_minor), 0) as deposits from ledger_entries e
            join ledger_postings p on p.organization_id = e.organization_id and p.entry_id = e.id and p.account = 'deposits'
          where e.organization_id = t.organization_id and e.transaction_id = a.transaction_id
        ) kept
      where t.organization_id = $1 and t.reference is not null group by t.reference`,
    [parseId('org', shop.organizationId)],
  );
  const really = sums(account.movements);
  for (const { reference, received, deposits } of rows) {
    if (BigInt(received) !== (really.get(reference) ?? 0n))
      memory.violate(
        'What is received under a reference is what came, less what was taken back',
        `${reference}: ${received}, not ${really.get(reference) ?? 0n}`,
      );
    if (BigInt(deposits) !== 0n)
      memory.violate(
        'Money of a closed checkout is a payment, or was given back',
        `${reference}: ${deposits} lies in deposits`,
      );
  }
}

function sums(movements: readonly Movement[]): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const { reference, direction, minor } of movements) {
    if (reference === null) continue;
    found.set(reference, (found.get(reference) ?? 0n) + (direction === 'credit' ? minor : -minor));
  }
  return found;
}

/** The books hold what is on the account. */
async function checkBooks({ memory }: House, shop: Shop, account: BankAccount, query: Query): Promise<void> {
  const [row] = await query<{ amount: string }>(
    `select coalesce(-sum(p.amount_minor), 0) as amount
      from ledger_entries e join ledger_postings p on p.organization_id = e.organization_id and p.entry_id = e.id and p.account = 'provider'
      where e.organization_id = $1 and (e.bank_match_id is not null
        or exists (select 1 from bank_refunds r where r.organization_id = e.organization_id and r.refund_id = e.refund_id))`,
    [parseId('org', shop.organizationId)],
  );
  const balance = account.movements.reduce(
    (sum, { direction, minor }) => (direction === 'credit' ? sum + minor : sum - minor),
    0n,
  );
  if (BigInt(row?.amount ?? 0) !== balance)
    memory.violate(
      'The books hold what is on the account',
      `shop ${shop.number}: ${row?.amount}, not ${balance}`,
    );
}

/** Nothing is given back that was not sent, and what was sent is known. */
async function checkRefunds(
  { memory }: House,
  shop: Shop,
  account: BankAccount,
  query: Query,
): Promise<void> {
  const rows = await query<{ amount: string; count: string }>(
    `select coalesce(sum(r.amount_minor), 0) as amount, count(*) from refunds r
        join attempts a on a.organization_id = r.organization_id and a.id = r.attempt_id and a.provider = 'bank'
      where r.organization_id = $1 and r.status = 'succeeded'`,
    [parseId('org', shop.organizationId)],
  );
  const sent = account.movements.filter(({ endToEndId }) => endToEndId !== null);
  const total = sent.reduce((sum, { minor }) => sum + minor, 0n);
  if (BigInt(rows[0]?.amount ?? 0) !== total || Number(rows[0]?.count) !== sent.length)
    memory.violate(
      'What was sent back is what is called given back',
      `shop ${shop.number}: ${rows[0]?.count} of ${rows[0]?.amount}, sent ${sent.length} of ${total}`,
    );
}
