import type { Client, Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { buyer, card, must, pay, startOpen } from '#test/support/scenario.ts';
import { clientWithScopes, organizationOf } from './people.ts';
import type { World } from './world.ts';

/** One request that moves money, ready to be sent; each call of a scenario gives a fresh one. */
export type MoneyMove = {
  readonly client: Client;
  readonly path: string;
  readonly body: Json;
  /** The same request with other content; absent where all of its content is left out of the comparison. */
  readonly otherBody?: Json;
  /** How often money was moved, by the rows that stand for it. */
  readonly moved: () => Promise<number>;
};

type Scenario = (world: World) => Promise<MoneyMove>;

/** How to ask each operation that takes an Idempotency-Key, by its name in the published document. */
const scenarios: Readonly<Record<string, Scenario>> = {
  'POST /api/checkout/create/': async (world) => {
    const body = { ...buyer, products: [{ id: world.product.id, quantity: 1 }] };
    return {
      client: await clientWithScopes(world.app, world.merchant),
      path: '/api/checkout/create/',
      body,
      otherBody: { ...body, products: [{ id: world.product.id, quantity: 2 }] },
      moved: await rowsSince(world, 'checkouts'),
    };
  },
  'POST /api/payment-links/public/{id}/start/': async (world) => ({
    client: world.app.client(),
    path: `/api/payment-links/public/${world.link.id}/start/`,
    body: { ...buyer },
    otherBody: { ...buyer, billing_first_name: 'Somebody else' },
    moved: await rowsSince(world, 'checkouts'),
  }),
  'POST /api/checkout/{token}/pay/': async (world) => {
    const checkout = await startOpen(world.app, world.link.id);
    return {
      client: world.app.client(),
      path: `/api/checkout/${checkout.token}/pay/`,
      body: card(),
      moved: await rowsSince(world, 'sandbox_payments', "status = 'succeeded'"),
    };
  },
  'POST /api/transactions/{id}/refund/': async (world) => {
    const checkout = await startOpen(world.app, world.link.id);
    const { transaction_id } = must(200, await pay(world.app, checkout.token));
    return {
      client: await clientWithScopes(world.app, world.merchant),
      path: `/api/transactions/${transaction_id}/refund/`,
      body: { amount: '1.00', reason: 'Torn' },
      otherBody: { amount: '2.00', reason: 'Torn' },
      moved: await rowsSince(world, 'refunds'),
    };
  },
};

export function scenarioOf(operation: string): Scenario {
  const scenario = scenarios[operation];
  if (scenario) return scenario;
  throw new Error(
    `${operation} takes an Idempotency-Key: add how it is asked to test/matrix/support/money-moves.ts.`,
  );
}

/** Counts the rows that come to a table of the organization from here on. */
async function rowsSince(world: World, table: string, condition = 'true'): Promise<() => Promise<number>> {
  const count = async (): Promise<number> => {
    const text = `select count(*)::integer as count from ${table} where organization_id = $1 and ${condition}`;
    const [row] = await query(world.app, text, [organizationOf(world.merchant)]);
    return row.count;
  };
  const before = await count();
  return async () => (await count()) - before;
}
