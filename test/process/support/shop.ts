import { randomUUID } from 'node:crypto';
import type { Client, Json, Reply } from '#test/support/client.ts';
import { buyer, card, type Merchant, makeLink, must } from '#test/support/scenario.ts';
import type { ServerProcess } from './server-process.ts';

/** Signs a merchant up at a server process. */
export async function openShop(server: ServerProcess): Promise<Merchant> {
  const [email, password] = [`owner-${randomUUID()}@shop.example`, 'correct horse battery'];
  const body = { organization_name: 'Nordlicht', name: 'Maja Berg', email, password };
  const { access_token, organization, user } = must(
    201,
    await server.client().post('/api/auth/signup/', body),
  );
  const client = server.client().withToken(access_token);
  return { client, organization, user, email, password, token: access_token };
}

export async function openShopWithLink(
  server: ServerProcess,
  link: Record<string, unknown> = {},
): Promise<{ merchant: Merchant; link: Json }> {
  const merchant = await openShop(server);
  return { merchant, link: await makeLink(merchant, link) };
}

export function startCheckout(client: Client, linkId: string): Promise<Reply<Json>> {
  return client.post(`/api/payment-links/public/${linkId}/start/`, buyer);
}

export function payCheckout(client: Client, token: string, cardNumber?: string): Promise<Reply<Json>> {
  return client.post(`/api/checkout/${token}/pay/`, card(cardNumber));
}
