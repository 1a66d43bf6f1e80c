import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#platform/kit/clock.ts';
import { readAll } from './read-all.ts';

export type Session = {
  readonly id: string;
  readonly object: 'checkout.session';
  status: 'open' | 'complete' | 'expired';
  payment_status: 'unpaid' | 'paid';
  readonly payment_intent: string;
  readonly client_reference_id: string;
  readonly metadata: Record<string, string>;
  readonly amount_total: number;
  readonly currency: string;
  readonly success_url: string;
  readonly cancel_url: string;
  readonly url: string;
  readonly created: number;
  /** Not on the wire of the original, which keeps it with the payment; here it saves a question. */
  card: { brand: string; last4: string } | null;
};

export type StripeEvent = {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: Session };
};

type Stored = { readonly parameters: string; readonly status: number; readonly body: unknown };

export type StripeShaped = {
  readonly url: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly sessions: Map<string, Session>;
  /** What happened, in order; nothing is sent until a test delivers it. */
  readonly events: StripeEvent[];
  readonly refunds: Map<string, { id: string; status: string; amount: number }>;
  /** Requests to the API, as `POST /v1/…`. */
  readonly calls: string[];
  /** Answers every call to the API with a failure after having done it. */
  loseAnswers(isLosing: boolean): void;
  settleLater(session: Session): void;
  deliver(event: StripeEvent, endpoint: string, options?: { secret?: string; at?: number }): Promise<number>;
  stop(): Promise<void>;
};

/**
 * A provider in the shape of Stripe's hosted checkout: sessions by an idempotency key, a page on its own address,
 * expiry, retrieval, refunds, and webhooks signed over `timestamp.body`. Written to the published behaviour, with
 * nothing of our port in it.
 */
export async function startStripeShaped(clock: Clock): Promise<StripeShaped> {
  const secretKey = `sk_test_${randomUUID()}`;
  const webhookSecret = `whsec_${randomUUID()}`;
  const sessions = new Map<string, Session>();
  const byKey = new Map<string, Stored>();
  const events: StripeEvent[] = [];
  const refunds = new Map<string, { id: string; status: string; amount: number }>();
  const calls: string[] = [];
  let losesAnswers = false;
  let url = '';
  const seconds = () => Math.floor(clock.now().getTime() / 1000);

  const tell = (type: string, session: Session) => {
    events.push({
      id: `evt_${randomUUID()}`,
      type: `checkout.session.${type}`,
      created: seconds(),
      data: { object: structuredClone(session) },
    });
  };

  const createSession = (form: URLSearchParams): Session => {
    const id = `cs_test_${randomUUID().replaceAll('-', '')}`;
    const session: Session = {
      id,
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: `pi_${id.slice(8)}`,
      client_reference_id: form.get('client_reference_id') ?? '',
      metadata: { organization_id: form.get('metadata[organization_id]') ?? '' },
      amount_total: Number(form.get('line_items[0][price_data][unit_amount]')),
      currency: form.get('line_items[0][price_data][currency]') ?? '',
      success_url: form.get('success_url') ?? '',
      cancel_url: form.get('cancel_url') ?? '',
      url: `${url}/pay/${id}`,
      created: seconds(),
      card: null,
    };
    sessions.set(id, session);
    return session;
  };

  /** The same key with the same parameters gives the stored answer; with others it is an error. */
  const idempotent = (
    key: string | undefined,
    form: URLSearchParams,
    run: () => unknown,
  ): [number, unknown] => {
    const parameters = form.toString();
    const stored = key === undefined ? undefined : byKey.get(key);
    if (stored && stored.parameters !== parameters) return [400, { error: { type: 'idempotency_error' } }];
    const [status, body] = stored ? [stored.status, stored.body] : [200, structuredClone(run())];
    if (key !== undefined && !stored) byKey.set(key, { parameters, status, body });
    return [status, body];
  };

  const expire = (session: Session): [number, unknown] => {
    if (session.status !== 'open') return [400, { error: { type: 'invalid_request_error' } }];
    session.status = 'expired';
    tell('expired', session);
    return [200, session];
  };

  const list = (query: URLSearchParams): unknown => {
    const from = Number(query.get('created[gte]') ?? 0);
    const until = Number(query.get('created[lte]') ?? Number.MAX_SAFE_INTEGER);
    const found = [...sessions.values()]
      .filter(({ created }) => created >= from && created <= until)
      .reverse();
    const after = found.findIndex(({ id }) => id === query.get('starting_after')) + 1;
    const limit = Number(query.get('limit') ?? 10);
    return {
      object: 'list',
      data: found.slice(after, after + limit),
      has_more: found.length > after + limit,
    };
  };

  const api = (
    request: IncomingMessage,
    path: string,
    query: URLSearchParams,
    form: URLSearchParams,
  ): [number, unknown] => {
    if (request.headers.authorization !== `Bearer ${secretKey}`) return [401, { error: {} }];
    calls.push(`${request.method} ${path}`);
    const header = request.headers['idempotency-key'];
    const key = Array.isArray(header) ? header[0] : header;
    const [, , , , id = '', action] = path.split('/');
    const session = sessions.get(id);
    if (request.method === 'POST' && path === '/v1/checkout/sessions')
      return idempotent(key, form, () => createSession(form));
    if (request.method === 'GET' && path === '/v1/checkout/sessions') return [200, list(query)];
    if (request.method === 'POST' && path === '/v1/refunds') {
      return idempotent(key, form, () => {
        const refund = { id: `re_${randomUUID()}`, status: 'succeeded', amount: Number(form.get('amount')) };
        refunds.set(refund.id, refund);
        return refund;
      });
    }
    if (!session) return [404, { error: { type: 'invalid_request_error' } }];
    if (request.method === 'GET' && !action) return [200, session];
    if (request.method === 'POST' && action === 'expire') return expire(session);
    return [404, { error: {} }];
  };

  /** The page that the buyer sees; paying completes the session, going back leaves it open. */
  const page = (request: IncomingMessage, path: string, response: ServerResponse): void => {
    const [, , id = '', action] = path.split('/');
    const session = sessions.get(id);
    if (!session) return void response.writeHead(404).end();
    if (request.method === 'POST' && action === 'back')
      return void response.writeHead(303, { location: session.cancel_url }).end();
    if (session.status !== 'open') return void response.writeHead(410).end('This page has expired.');
    if (request.method === 'POST') {
      session.status = 'complete';
      session.payment_status = action === 'pay' ? 'paid' : 'unpaid';
      session.card = action === 'pay' ? { brand: 'visa', last4: '1881' } : null;
      tell('completed', session);
      return void response.writeHead(303, { location: session.success_url }).end();
    }
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(
        ['pay', 'pay-later', 'back']
          .map((name) => `<form method="post" action="/pay/${id}/${name}"><button>${name}</button></form>`)
          .join(''),
      );
  };

  const server = createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost');
    const form = new URLSearchParams((await readAll(request)).toString('utf8'));
    if (!address.pathname.startsWith('/v1/')) return page(request, address.pathname, response);
    const [status, body] = api(request, address.pathname, address.searchParams, form);
    const answer = losesAnswers ? [500, { error: { type: 'api_error' } }] : [status, body];
    response.writeHead(answer[0] as number, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer[1]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    secretKey,
    webhookSecret,
    sessions,
    events,
    refunds,
    calls,
    loseAnswers: (isLosing) => {
      losesAnswers = isLosing;
    },
    settleLater: (session) => {
      session.payment_status = 'paid';
      session.card = { brand: 'visa', last4: '1881' };
      tell('async_payment_succeeded', session);
    },
    deliver: async (event, endpoint, options = {}) => {
      const body = JSON.stringify(event);
      const at = options.at ?? seconds();
      const mac = createHmac('sha256', options.secret ?? webhookSecret)
        .update(`${at}.${body}`)
        .digest('hex');
      const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${mac}` };
      return (await fetch(endpoint, { method: 'POST', headers, body })).status;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
