import { parseId } from '#platform/kit/ids.ts';
import type { House } from '../house.ts';
import type { Query } from './check-house.ts';

type CheckoutRow = {
  id: string;
  status: string;
  transactionId: string | null;
  transactionStatus: string | null;
};

const paidStatuses = ['paid', 'refund_pending', 'partially_refunded', 'refunded'];

/** Holds what buyers and merchants were told against what is stored. */
export async function checkWhatWasSeen(house: House, query: Query): Promise<void> {
  const { memory } = house;
  const rows = await query<CheckoutRow>(
    `select c.id, c.status, t.id as "transactionId", t.status as "transactionStatus" from checkouts c
      left join transactions t on t.organization_id = c.organization_id and t.checkout_id = c.id`,
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  const find = (checkoutId: string) => stored.get(parseId('chk', checkoutId) ?? '');

  for (const id of memory.checkouts.keys())
    if (!find(id)) memory.violate('Every acknowledged checkout exists', `${id} does not`);

  for (const { id, transactionId } of memory.payments.values()) {
    const row = find(id);
    const isPaid = row?.status === 'paid' && paidStatuses.includes(row.transactionStatus ?? '');
    const isSame = transactionId === '' || parseId('TX', transactionId) === row?.transactionId;
    if (!isPaid || !isSame)
      memory.violate(
        'Every acknowledged payment exists',
        `${id}: ${row?.status ?? 'absent'}, transaction ${row?.transactionStatus ?? 'absent'}${isSame ? '' : ', another one'}`,
      );
  }

  for (const id of memory.canceled) {
    const row = find(id);
    if (row?.status !== 'canceled')
      memory.violate('What was canceled stays canceled', `${id} is ${row?.status ?? 'absent'}`);
  }
  await checkRefunds(house, query);
  checkUsedUp(house, await paidByLink(query));
}

async function checkRefunds({ memory }: House, query: Query): Promise<void> {
  const rows = await query<{ id: string; transactionId: string }>(
    `select id, transaction_id as "transactionId" from refunds`,
  );
  const stored = new Map(rows.map((row) => [row.id, row.transactionId]));
  for (const [id, transactionId] of memory.refunds) {
    const found = stored.get(parseId('RF', id) ?? '');
    if (found === undefined || found !== parseId('TX', transactionId))
      memory.violate('Every acknowledged refund exists', `${id} of ${transactionId}: ${found ?? 'absent'}`);
  }
}

async function paidByLink(query: Query): Promise<Map<string, number>> {
  const rows = await query<{ id: string; count: string }>(
    `select payment_link_id as id, count(*) from checkouts where status = 'paid' group by 1`,
  );
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}

/** Uses never fall and limits never fall here, so whoever was told "used up" finds it true for ever. */
function checkUsedUp({ memory }: House, paid: ReadonlyMap<string, number>): void {
  for (const { linkId, limit, buyer } of memory.usedUp) {
    const count = paid.get(linkId) ?? 0;
    if (limit === 0 || count < limit)
      memory.violate(
        'Nobody is told that a link is used up while it is not',
        `buyer ${buyer} at ${linkId}: limit ${limit || 'none'}, ${count} paid in the end`,
      );
  }
}
