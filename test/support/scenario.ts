import { randomUUID } from 'node:crypto';
import type { TestApp } from './app.ts';
import type { Client, Json } from './client.ts';

export type Merchant = {
  readonly client: Client;
  readonly organization: Json;
  readonly user: Json;
  readonly email: string;
  readonly password: string;
  readonly token: string;
};

/** Signs a new organization up. */
export async function signUp(app: TestApp, overrides: Record<string, unknown> = {}): Promise<Merchant> {
  const email = `owner-${randomUUID()}@shop.example`;
  const password = 'correct horse battery';
  const reply = await app.client().post('/api/auth/signup/', {
    organization_name: 'Nordlicht',
    name: 'Maja Berg',
    email,
    password,
    ...overrides,
  });
  if (reply.status !== 201) throw new Error(`Sign-up answered ${reply.status}: ${reply.text}`);
  const token = reply.body.access_token as string;
  return {
    client: app.client().withToken(token),
    organization: reply.body.organization,
    user: reply.body.user,
    email,
    password,
    token,
  };
}

export async function makeProduct(
  merchant: Merchant,
  overrides: Record<string, unknown> = {},
): Promise<Json> {
  return must(
    201,
    await merchant.client.post('/api/products/', {
      name: 'Print',
      prices: { USD: '29.99', EUR: '27.50' },
      ...overrides,
    }),
  );
}

export async function makeLink(
  merchant: Merchant,
  overrides: Record<string, unknown> = {},
  product?: Json,
): Promise<Json> {
  const item = product ?? (await makeProduct(merchant));
  return must(
    201,
    await merchant.client.post('/api/payment-links/', {
      name: 'Spring sale',
      products: [{ product_id: item.id, quantity: 2 }],
      ...overrides,
    }),
  );
}

export const buyer = {
  billing_country: 'DE',
  billing_postal_code: '20359',
  billing_first_name: 'Maja',
  billing_last_name: 'Lindqvist',
  billing_email: 'maja@example.com',
};

export function start(
  app: TestApp,
  linkId: string,
  overrides: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) {
  return app.client().post(`/api/payment-links/public/${linkId}/start/`, { ...buyer, ...overrides }, headers);
}

export async function startOpen(
  app: TestApp,
  linkId: string,
  overrides: Record<string, unknown> = {},
): Promise<Json> {
  return must(201, await start(app, linkId, overrides));
}

export const cards = {
  pays: '4242424242424242',
  declined: '4000000000000002',
  noFunds: '4000000000009995',
  challenge: '4000000000003220',
  late: '4000000000000077',
} as const;

export function card(number: string = cards.pays) {
  return {
    payment_method: {
      type: 'card',
      number,
      exp_month: 12,
      exp_year: 2040,
      cvc: '123',
      name: 'Maja Lindqvist',
    },
  };
}

export function pay(app: TestApp, token: string, number?: string, headers: Record<string, string> = {}) {
  return app.client().post(`/api/checkout/${token}/pay/`, card(number), headers);
}

export function must<T extends { status: number; text: string; body: Json }>(status: number, reply: T): Json {
  if (reply.status !== status) throw new Error(`Expected ${status}, got ${reply.status}: ${reply.text}`);
  return reply.body;
}

/** Asks again until the answer fits; for what another process or a job does, never for what a request promises. */
export async function eventually<T>(
  ask: () => Promise<T>,
  fits: (answer: T) => boolean,
  limitMs = 30_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > end)
      throw new Error(`It did not come true within ${limitMs} ms; last: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
