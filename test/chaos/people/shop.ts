import { type BankAccount, openBankAccount } from '../machine/bank-account.ts';
import type { Receiver } from '../machine/receiver.ts';
import { type Actor, type Asked, insist, unexpected } from './asking.ts';

/** A link as its merchant knows it. */
export type Link = {
  readonly id: string;
  readonly shop: Shop;
  /** The greatest limit that was acknowledged; undefined for a link without one. Limits only rise here. */
  limit: number | undefined;
};

/** A merchant's organization, with all that its own server and its people use. */
export type Shop = {
  readonly number: number;
  readonly organizationId: string;
  /** A signed-in person. */
  readonly person: Actor;
  /** The merchant's server, by its API key. */
  readonly machine: Actor;
  readonly productId: string;
  readonly links: Link[];
  /** Where transfers arrive; undefined for a shop that takes none. */
  readonly account: BankAccount | undefined;
};

/** Signs an organization up and makes its first links; before there are any faults. */
export async function openShop(
  number: number,
  visitor: Actor,
  receiver: Receiver,
  limits: readonly (number | undefined)[],
  takesTransfers: boolean,
): Promise<Shop> {
  const { access_token: token, organization } = await make(visitor, '/api/auth/signup/', {
    organization_name: `Shop ${number}`,
    name: 'Maja Berg',
    email: `owner-${number}@shop.example`,
    password: 'correct horse battery',
  });
  const person = { ...visitor, headers: { ...visitor.headers, authorization: `Token ${token}` } };
  const webhook = { method: 'PUT', path: '/api/organization/webhook/' } as const;
  const saved = await must(person, { ...webhook, body: { url: receiver.urlOf(number), enabled: true } }, 200);
  receiver.expect(number, saved.secret);
  const { raw_key: key } = await make(person, '/api/organization/api-keys/', { mode: 'sandbox' });
  const machine = {
    ...visitor,
    name: `${visitor.name}'s server`,
    headers: { ...visitor.headers, authorization: `Api-Key ${key}` },
  };
  const currency = takesTransfers ? 'EUR' : 'USD';
  const product = await make(person, '/api/products/', { name: 'Print', prices: { [currency]: '29.99' } });
  const account = takesTransfers ? openBankAccount(number) : undefined;
  if (account) {
    const settings = { iban: account.iban, account_name: `Shop ${number}`, hold_days: 1 };
    const body = { mode: 'sandbox', settings };
    await must(person, { method: 'PUT', path: '/api/organization/providers/bank/', body }, 200);
  }
  const shop: Shop = {
    number,
    organizationId: organization.id,
    person,
    machine,
    productId: product.id,
    links: [],
    account,
  };
  for (const limit of limits) await makeLink(shop, limit);
  return shop;
}

/** Makes a link; a second one when the answer of the first try was lost, which then nobody knows. */
export async function makeLink(shop: Shop, limit: number | undefined): Promise<Link> {
  const { id } = await make(shop.person, '/api/payment-links/', {
    name: 'Spring sale',
    currency: shop.account ? 'EUR' : 'USD',
    products: [{ product_id: shop.productId, quantity: 1 }],
    ...(limit === undefined ? {} : { max_uses: limit }),
  });
  const link: Link = { id, shop, limit };
  shop.links.push(link);
  return link;
}

function make(actor: Actor, path: string, body: unknown) {
  return must(actor, { method: 'POST', path, body }, 201);
}

async function must(actor: Actor, asked: Asked, status: number) {
  const answer = await insist(actor, asked);
  if (answer.status === status) return answer.body;
  unexpected(actor, asked, answer);
  throw new Error(`${asked.method} ${asked.path} answered ${answer.status}.`);
}
