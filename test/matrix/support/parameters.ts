import type { Route } from '#platform/http/route.ts';
import { formatId } from '#platform/kit/ids.ts';
import { addPasskey } from '#test/support/passkeys.ts';
import { query } from '#test/support/paying.ts';
import { eventually, makeLink, makeProduct, must, startOpen } from '#test/support/scenario.ts';
import { rememberedMapping, takenIn } from './bank.ts';
import { clientWithRole, clientWithScopes, organizationOf } from './people.ts';
import type { World } from './world.ts';

type Fixture = (world: World) => string | Promise<string>;

/**
 * What stands for a path parameter, by the path up to it; the longest entry that fits a route is taken. A room that
 * adds a parameter adds its line here, and every generated test covers its routes.
 */
const fixtures: Readonly<Record<string, Fixture>> = {
  '/api/auth/sessions/:id': async ({ app, merchant: { client, organization } }) => {
    // Never the session that the other cases use.
    const elsewhere = { organization_id: organization.id };
    const { access_token } = must(200, await client.post('/api/auth/switch/', elsewhere));
    const { results } = must(200, await app.client().withToken(access_token).get('/api/auth/sessions/'));
    return results.find(({ current }: { current: boolean }) => current).id;
  },
  '/api/organization/sessions/:id': async ({ app, merchant }) => {
    const member = await clientWithRole(app, merchant, 'viewer');
    return must(200, await member.get('/api/auth/sessions/')).results[0].id;
  },
  '/api/auth/passkeys/:id': ({ app, merchant }) => addPasskey(app, merchant),
  '/api/organization/team/:id': async ({ app, merchant }) => {
    const member = await clientWithRole(app, merchant, 'viewer');
    return must(200, await member.get('/api/auth/me/')).user.id;
  },
  '/api/organization/api-keys/:id': async ({ app, merchant }) => {
    await clientWithScopes(app, merchant);
    const { results } = must(200, await merchant.client.get('/api/organization/api-keys/'));
    return results[0].id;
  },
  '/api/organization/webhook/deliveries/:id': deliveryOf,
  '/api/organization/events/:id': async (world) => {
    await deliveryOf(world);
    const { results } = must(200, await world.merchant.client.get('/api/organization/events/'));
    return results[0].id;
  },
  '/api/organization/kept-mails/:id': keptMailOf,
  '/api/organization/bank-entries/:id': async (world) => (await takenIn(world)).unmatched,
  '/api/organization/statement-mappings/:id': rememberedMapping,
  '/api/products/:id': ({ product }) => product.id,
  '/api/payment-links/:id': ({ link }) => link.id,
  '/api/payment-links/:id/holds/:checkout_id': ({ checkout }) => checkout.checkout_id,
  '/api/payment-links/public/:id': ({ link }) => link.id,
  '/api/checkouts/:id': ({ paid }) => paid.checkout_id,
  '/api/checkout/:token': ({ checkout }) => checkout.token,
  '/api/checkout/:token/transfer': transferOf,
  '/api/checkout/:token/transfer.svg': transferOf,
  '/api/checkout/:token/transfer.png': transferOf,
  '/api/checkout/:token/receipt': ({ paid }) => paid.token,
  '/api/checkout/:token/receipt.json': ({ paid }) => paid.token,
  '/api/checkout/:token/receipt.pdf': ({ paid }) => paid.token,
  '/api/transactions/:id': ({ transactionId }) => transactionId,
  '/api/refunds/:id': refundOf,
  '/api/organization/providers/:provider': async ({ merchant }) => {
    await connectBank(merchant);
    return 'bank';
  },
  '/api/providers/:provider': () => 'sandbox',
  '/api/providers/:provider/notifications/:connection_id': connectionOf,
  '/media/:hash': () => '0'.repeat(64),
};

/** The route's path with real ids of this world. */
export async function pathOf(route: Pick<Route, 'path' | 'method'>, world: World): Promise<string> {
  let path = route.path;
  for (const name of parametersOf(route.path)) {
    const fixture = fixtureOf(route.path, name);
    if (!fixture) throw new Error(missing(route.path, name));
    path = path.replace(`:${name}`, encodeURIComponent(await fixture(world)));
  }
  return path;
}

export function parametersOf(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
}

/** Told by a test of its own, so that a new route without one is named once and clearly. */
export function missingFixtures(routes: readonly Pick<Route, 'path'>[]): string[] {
  return routes.flatMap(({ path }) =>
    parametersOf(path).flatMap((name) => (fixtureOf(path, name) ? [] : [missing(path, name)])),
  );
}

function fixtureOf(path: string, name: string): Fixture | undefined {
  const fitting = Object.keys(fixtures).filter(
    (prefix) => path.startsWith(prefix) && parametersOf(prefix).at(-1) === name,
  );
  const [longest] = fitting.sort((left, right) => right.length - left.length);
  return longest === undefined ? undefined : fixtures[longest];
}

function missing(path: string, name: string): string {
  return `Nothing stands for :${name} in ${path}: add a line for it to test/matrix/support/parameters.ts.`;
}

/** A checkout whose buyer is to send money from their bank, by its token. */
export async function transferOf({ app, merchant }: World): Promise<string> {
  await connectBank(merchant);
  // Others change and archive the product of the world.
  const product = await makeProduct(merchant);
  const link = await makeLink(merchant, { currency: 'EUR' }, product);
  const { token } = await startOpen(app, link.id);
  must(202, await app.client().post(`/api/checkout/${token}/pay/`, { way: 'bank' }));
  return token;
}

async function deliveryOf({ merchant }: World): Promise<string> {
  const endpoint = { url: 'https://receiver.example/hooks', enabled: true };
  must(200, await merchant.client.put('/api/organization/webhook/', endpoint));
  must(202, await merchant.client.post('/api/organization/webhook/test/'));
  // Where no relay runs, reading the feed gives the event its position, and with it its delivery.
  must(200, await merchant.client.get('/api/events/'));
  const { results } = await eventually(
    async () => must(200, await merchant.client.get('/api/organization/webhook/deliveries/')),
    ({ results }) => results.length > 0,
  );
  return results[0].id;
}

/** An invitation as an instance without a mail server keeps it, beside one that sends. */
async function keptMailOf({ app, merchant }: World): Promise<string> {
  const email = `kept-${crypto.randomUUID()}@shop.example`;
  must(201, await merchant.client.post('/api/organization/team/', { email, role: 'viewer' }));
  await query(app, 'update mails set is_kept = true, kept_because = $2 where recipient = $1', [
    email,
    'no_mail_server',
  ]);
  await query(app, 'insert into mail_senders values (0, now()) on conflict do nothing');
  const [{ id }] = await query(app, 'select id from mails where recipient = $1', [email]);
  return formatId('mail', id);
}

/** Connected, whatever other cases did before. */
async function connectBank({ client }: World['merchant']): Promise<void> {
  const settings = { iban: 'DE89370400440532013000', account_name: 'Nordlicht' };
  must(200, await client.put('/api/organization/providers/bank/', { mode: 'sandbox', settings }));
}

async function connectionOf({ app, merchant }: World): Promise<string> {
  await connectBank(merchant);
  const [{ id }] = await query(app, 'select id from connections where organization_id = $1 limit 1', [
    organizationOf(merchant),
  ]);
  return formatId('con', id);
}

async function refundOf({ app, merchant, transactionId }: World): Promise<string> {
  const client = await clientWithScopes(app, merchant);
  const refund = { amount: '1.00' };
  return must(201, await client.post(`/api/transactions/${transactionId}/refund/`, refund)).id;
}
