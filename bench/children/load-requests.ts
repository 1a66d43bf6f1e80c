import type { Request } from 'autocannon';

/** What is sent, in words that fit into a message between processes. */
export type LoadRequests =
  | GetRequests
  /** Starts of these links, chosen at random, each from another address. */
  | { readonly kind: 'start'; readonly linkIds: readonly string[]; readonly amount?: number }
  /** One payment of each checkout. */
  | { readonly kind: 'pay'; readonly tokens: readonly string[] };

/** The same question again and again. */
export type GetRequests = {
  readonly kind: 'get';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Without end when left out. */
  readonly amount?: number;
};

export type MadeRequests = {
  /** How many in all; undefined when they repeat without end. */
  readonly amount: number | undefined;
  /** Those of one connection, in the order in which it sends them. */
  readonly ofConnection: (index: number) => Request[];
};

/** Enough that the connections meet the same link only by chance, few enough to be made in no time. */
const startsOfConnection = 100;

export function makeRequests(requests: LoadRequests, connections: number): MadeRequests {
  switch (requests.kind) {
    case 'get': {
      const { path, headers, amount } = requests;
      return { amount, ofConnection: () => [{ method: 'GET', path, headers }] };
    }
    case 'start': {
      const { linkIds, amount } = requests;
      const ofConnection = () =>
        Array.from({ length: startsOfConnection }, () => startOf(linkIds[below(linkIds.length)] as string));
      return { amount, ofConnection };
    }
    case 'pay': {
      const { tokens } = requests;
      const ofConnection = (index: number) =>
        tokens.filter((_, position) => position % connections === index).map(payOf);
      return { amount: tokens.length, ofConnection };
    }
  }
}

const json = { 'content-type': 'application/json' };

const buyer = JSON.stringify({
  billing_country: 'DE',
  billing_postal_code: '20359',
  billing_first_name: 'Maja',
  billing_last_name: 'Lindqvist',
  billing_email: 'maja@example.com',
});

function startOf(linkId: string): Request {
  const path = `/api/payment-links/public/${linkId}/start/`;
  return { method: 'POST', path, body: buyer, headers: { ...json, 'x-forwarded-for': someAddress() } };
}

const testCard = JSON.stringify({
  payment_method: { type: 'card', number: '4242424242424242', exp_month: 12, exp_year: 2040, cvc: '123' },
});

function payOf(token: string): Request {
  return { method: 'POST', path: `/api/checkout/${token}/pay/`, body: testCard, headers: json };
}

function someAddress(): string {
  return `10.${below(256)}.${below(256)}.${below(256)}`;
}

function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}
