import { ownIban } from '#paying/statements/testing/shapes.ts';
import { handIn, handInCamt, type Order, openShop, order } from '#test/support/bank-shop.ts';
import { must } from '#test/support/scenario.ts';
import { clientWithScopes } from './people.ts';
import type { World } from './world.ts';

export type TakenIn = {
  /** An order that waits for its transfer. */
  readonly waiting: Order;
  /** Entries of the statement that was handed in. */
  readonly unmatched: string;
  readonly matched: string;
};

let days = 0;

/** A statement of the world's seller with a transfer that pays, and one that nobody knows; of the first a part is given back. */
export async function takenIn(world: World): Promise<TakenIn> {
  const { app, merchant } = world;
  const shop = await openShop(app, { merchant });
  const [sale, other, waiting] = [await order(app, shop), await order(app, shop), await order(app, shop)];
  days += 1;
  const strange = { minor: 700n, text: `Nobody knows ${days}` };
  const payments = [
    { minor: 1_000n, text: sale.reference },
    { minor: 1_000n, text: other.reference },
    strange,
  ];
  const { id } = await handInCamt(shop, payments);
  const server = await clientWithScopes(app, merchant);
  must(201, await server.post(`/api/transactions/${sale.transactionId}/refund/`, { amount: '1.00' }));
  const path = `/api/organization/bank-entries/?statement=${id}`;
  const [unmatched] = must(200, await merchant.client.get(`${path}&status=unmatched`)).results;
  const { results } = must(200, await merchant.client.get(`${path}&status=matched`));
  const matched = results.find(({ matches }: { matches: { transaction_id: string }[] }) =>
    matches.some(({ transaction_id }) => transaction_id === other.transactionId),
  );
  return { waiting, unmatched: unmatched.id, matched: matched.id };
}

/** A table whose columns were said; gives the id under which that is remembered. */
export async function rememberedMapping({ app, merchant }: World): Promise<string> {
  const shop = await openShop(app, { merchant });
  days += 1;
  const mapping = {
    ...{ separator: ';', decimal_sign: ',', day_order: 'dmy', currency: 'EUR', account: ownIban },
    columns: { day: 0, amount: 1, text: [2] },
  };
  const table = `Tag;Betrag;Zweck ${days}\n13.11.2026;1,00;x\n`;
  must(201, await handIn(shop, table, `?mapping=${encodeURIComponent(JSON.stringify(mapping))}`));
  const { results } = must(200, await merchant.client.get('/api/organization/statement-mappings/'));
  const found = results.find(({ names }: { names: string[] }) => names.includes(`Zweck ${days}`));
  return found.id;
}
