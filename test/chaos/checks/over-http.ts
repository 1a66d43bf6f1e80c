import type { House } from '../house.ts';
import { insist } from '../people/asking.ts';
import type { Link, Shop } from '../people/shop.ts';
import type { Query } from './check-house.ts';

const transactionsLookedAt = 40;

/** What a merchant sees is what is stored. */
export async function checkOverHttp(house: House, query: Query): Promise<void> {
  for (const shop of house.shops) {
    for (const link of shop.links) await checkLink(house, shop, link, query);
    await checkTransactions(house, shop);
  }
}

async function checkLink({ memory }: House, shop: Shop, link: Link, query: Query): Promise<void> {
  const [row] = await query<{ count: string }>(
    `select count(*) from checkouts where payment_link_id = $1 and status = 'paid'`,
    [link.id],
  );
  const paid = Number(row?.count);
  const { body } = await insist(shop.person, { method: 'GET', path: `/api/payment-links/${link.id}/` });
  const wanted = {
    max_uses: link.limit ?? null,
    paid_count: paid,
    held: 0,
    ...(link.limit === undefined ? {} : { uses: paid, remaining_uses: link.limit - paid }),
  };
  for (const [field, value] of Object.entries(wanted))
    if (body?.[field] !== value)
      memory.violate(
        'A link shows its places as they are',
        `${link.id}: ${field} is ${body?.[field]}, not ${value}`,
      );
}

async function checkTransactions({ memory }: House, shop: Shop): Promise<void> {
  const seen = [...memory.payments.values()].filter(
    ({ shopNumber, transactionId }) => shopNumber === shop.number && transactionId !== '',
  );
  for (const { transactionId } of seen.slice(-transactionsLookedAt)) {
    const path = `/api/transactions/${transactionId}/`;
    const { status, body } = await insist(shop.machine, { method: 'GET', path });
    const succeeded = body?.depositAttempts?.filter(
      (attempt: { status: string }) => attempt.status === 'succeeded',
    );
    // A transfer that came beside a card is a second one, and is given back.
    const isOnce = shop.account ? succeeded?.length > 0 : succeeded?.length === 1;
    if (status !== 200 || body.paid_at === null || !isOnce)
      memory.violate(
        'A merchant sees every acknowledged payment',
        `${transactionId}: ${status}, paid at ${body?.paid_at}, ${succeeded?.length} successful attempts`,
      );
  }
}
