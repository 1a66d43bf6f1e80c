import type { SeededServer } from './seeded-server.ts';

/** What a merchant asks of a large shop: a title, and the address that answers it. */
export type Question = { readonly title: string; readonly path: string };

/** The same questions of every size; what stands in them comes from the shop itself. */
export async function questionsOf({ query, size }: SeededServer): Promise<Question[]> {
  const idAt = async (table: string, place: number) => {
    const [row] = await query<{ id: string }>(`select id from ${table} order by id desc offset $1 limit 1`, [
      Math.floor(place),
    ]);
    return row?.id ?? '';
  };
  // Nine tenths down the list.
  const link = await idAt('payment_links', size.links * 0.9);
  const transaction = await idAt('transactions', size.payments * 0.9);
  const [{ name } = { name: '' }] = await query<{ name: string }>(
    'select name from payment_links where id = $1',
    [link],
  );
  const [{ payer } = { payer: '' }] = await query<{ payer: string }>(
    'select payer_email as payer from transactions where id = $1',
    [transaction],
  );
  const [{ busy } = { busy: '' }] = await query<{ busy: string }>(
    'select payment_link_id as busy from payment_link_counters group by 1 order by sum(paid_count) desc limit 1',
  );
  const links = '/api/payment-links/';
  const transactions = '/api/transactions/';
  return [
    { title: 'Links, first page', path: links },
    { title: 'Links, deep', path: `${links}?cursor=${cursorAfter(link)}` },
    { title: 'Links, active', path: `${links}?status=active` },
    { title: 'Links, used up', path: `${links}?status=used_up` },
    { title: 'Links, a common word', path: `${links}?q=exhibition` },
    { title: 'Links, words of one', path: `${links}?q=${encodeURIComponent(name)}` },
    { title: 'Links, two common words', path: `${links}?q=${encodeURIComponent('exhibition 1')}` },
    { title: 'Transactions, first page', path: transactions },
    { title: 'Transactions, deep', path: `${transactions}?cursor=${cursorAfter(transaction)}` },
    { title: 'Transactions, status and currency', path: `${transactions}?status=paid&currency=EUR` },
    { title: 'Transactions, one link', path: `${transactions}?link=${busy}` },
    { title: 'Transactions, one payer', path: `${transactions}?q=${encodeURIComponent(payer)}` },
    { title: 'Transactions, part of an address', path: `${transactions}?q=uyer-1` },
    { title: 'Link with statistics, busiest', path: `${links}${busy}/` },
    { title: 'Dashboard', path: '/api/organization/dashboard/' },
  ];
}

/** As the API gives it: a direction, and the id before the next row. */
function cursorAfter(id: string): string {
  return Buffer.from(`a:${id}`, 'latin1').toString('base64url');
}
