import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#platform/kit/clock.ts';
import { type Form, type FormValue, readForm } from './form.ts';
import type { Charge, Dispute, Endpoint, Event, Intent, Metadata, Refund, Session } from './objects.ts';
import { readSessionForm } from './read-session-form.ts';
import { invalidRequest, missingResource, StripeError } from './stripe-error.ts';

/** What the next calls meet in place of an answer. `lost` does what was asked and answers with 500. */
export type Fault =
  | 'lost'
  | 'server_error'
  | 'rate_limited'
  | 'silent'
  | 'reset'
  | 'not_json'
  | 'without_error';

export type StripeStandIn = {
  readonly url: string;
  readonly secretKey: string;
  readonly sessions: Map<string, Session>;
  readonly intents: Map<string, Intent>;
  readonly refunds: Map<string, Refund>;
  readonly endpoints: Map<string, Endpoint>;
  /** What happened, in order; nothing is sent until somebody delivers it. */
  readonly events: Event[];
  /** Calls to the API, as `POST /v1/…`. */
  readonly calls: string[];
  /** Every call meets this until it is told otherwise. */
  fail(fault: Fault | undefined): void;
  /** Whether the account takes its keys no more. */
  revoke(isRevoked: boolean): void;
  /** What the account's keys may do: without endpoints, as many restricted keys. */
  mayRegister: boolean;
  /** Refunds that are made from now on stay so. */
  refundStatus: Refund['status'];
  /** What a buyer does on the hosted page; false when the page is over. */
  press(session: Session, button: Button): boolean;
  /** The end of a payment that takes days. */
  decideLater(session: Session, end: 'paid' | 'failed'): void;
  /** The buyer tells the bank that the payment was none of theirs. */
  dispute(session: Session, status?: Dispute['status']): Dispute;
  endDispute(dispute: Dispute, status: 'won' | 'lost'): void;
  /** The merchant gives all of it back on Stripe's own pages. */
  refundThere(session: Session): void;
  sign(body: string, secret: string, at?: number): string;
  deliver(event: Event, endpoint: string, secret: string, at?: number): Promise<number>;
  stop(): Promise<void>;
};

export type Button = 'pay' | 'pay-later' | 'decline' | 'back';

type Stored = { readonly form: string; readonly status: number; readonly body: unknown };
type Answer = readonly [status: number, body: unknown];

const apiVersion = '2026-10-28.endive';

/**
 * Stripe as far as a hosted checkout needs it, as strict as its reference says: the official client talks to it unchanged. It holds
 * nothing of our port. What it cannot show is Stripe itself.
 */
export async function startStripe(clock: Clock, secretKey = `sk_test_${hex()}`): Promise<StripeStandIn> {
  const sessions = new Map<string, Session>();
  const intents = new Map<string, Intent>();
  const charges = new Map<string, Charge>();
  const refunds = new Map<string, Refund>();
  const disputes = new Map<string, Dispute>();
  const endpoints = new Map<string, Endpoint>();
  const byKey = new Map<string, Stored>();
  const events: Event[] = [];
  const calls: string[] = [];
  const drafts = new Map<string, { amount: number; description: string | null; metadata: Metadata }>();
  let fault: Fault | undefined;
  const livemode = secretKey.includes('_live_');
  const seconds = () => Math.floor(clock.now().getTime() / 1000);

  const tell = (type: string, object: Event['data']['object']) => {
    events.push({
      id: `evt_${hex()}`,
      object: 'event',
      api_version: apiVersion,
      created: seconds(),
      livemode,
      type,
      data: { object: structuredClone(object) },
    });
  };

  const createSession = (form: Form): Session => {
    const { amountTotal, currency, expiresAt } = readSessionForm(form, seconds());
    const id = `cs_${livemode ? 'live' : 'test'}_${hex()}`;
    const intent = (form.payment_intent_data ?? {}) as Form;
    const session: Session = {
      id,
      object: 'checkout.session',
      amount_total: amountTotal,
      cancel_url: textOf(form.cancel_url),
      client_reference_id: textOf(form.client_reference_id),
      created: seconds(),
      currency,
      customer_email: textOf(form.customer_email),
      expires_at: expiresAt,
      livemode,
      locale: textOf(form.locale),
      metadata: (form.metadata ?? {}) as Metadata,
      mode: 'payment',
      // Made when the buyer submits; until then a session has none.
      payment_intent: null,
      payment_status: 'unpaid',
      status: 'open',
      success_url: String(form.success_url),
      url: `${url}/c/pay/${id}`,
    };
    drafts.set(id, {
      amount: amountTotal,
      description: textOf(intent.description),
      metadata: (intent.metadata ?? {}) as Metadata,
    });
    sessions.set(id, session);
    return session;
  };

  const end = (session: Session) => {
    if (session.status === 'open' && session.expires_at <= seconds()) {
      session.status = 'expired';
      session.url = null;
      tell('checkout.session.expired', session);
    }
    return session;
  };

  const sessionOf = (id: string): Session => {
    const session = sessions.get(id);
    if (!session) throw missingResource('checkout.session', id);
    return end(session);
  };

  const expire = (id: string): Session => {
    const session = sessionOf(id);
    if (session.status !== 'open')
      throw new StripeError(
        400,
        'invalid_request_error',
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
      );
    session.status = 'expired';
    session.url = null;
    tell('checkout.session.expired', session);
    return session;
  };

  const createRefund = (form: Form): Refund => {
    for (const name of Object.keys(form))
      if (!['payment_intent', 'amount', 'metadata', 'reason'].includes(name))
        throw invalidRequest(`Received unknown parameter: ${name}`, name, 'parameter_unknown');
    const intent = intents.get(String(form.payment_intent));
    const charge = charges.get(intent?.latest_charge ?? '');
    if (!intent || !charge) throw missingResource('payment_intent', String(form.payment_intent));
    const amount = form.amount === undefined ? charge.amount - charge.amount_refunded : Number(form.amount);
    if (charge.refunded)
      throw new StripeError(400, 'invalid_request_error', `Charge ${charge.id} has already been refunded.`, {
        code: 'charge_already_refunded',
      });
    if (!Number.isInteger(amount) || amount <= 0 || amount > charge.amount - charge.amount_refunded)
      throw invalidRequest('Refund amount is greater than unrefunded amount on charge', 'amount');
    const refund: Refund = {
      id: `re_${hex()}`,
      object: 'refund',
      amount,
      charge: charge.id,
      created: seconds(),
      currency: charge.currency,
      metadata: (form.metadata ?? {}) as Metadata,
      payment_intent: intent.id,
      status: standIn.refundStatus,
    };
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    refunds.set(refund.id, refund);
    tell('charge.refunded', charge);
    return refund;
  };

  const createEndpoint = (form: Form): Endpoint => {
    if (!standIn.mayRegister)
      throw new StripeError(
        403,
        'invalid_request_error',
        "The provided key does not have the required permissions for this endpoint. Having the 'rak_webhook_write' permission would allow this request to continue.",
      );
    if (!URL.canParse(String(form.url))) throw invalidRequest('Invalid URL', 'url', 'url_invalid');
    const endpoint: Endpoint = {
      id: `we_${hex()}`,
      object: 'webhook_endpoint',
      enabled_events: form.enabled_events as readonly string[],
      url: String(form.url),
      status: 'enabled',
      secret: `whsec_${hex()}`,
    };
    endpoints.set(endpoint.id, endpoint);
    return endpoint;
  };

  /** The same key with the same parameters gives the stored answer; with others it is an error. */
  const once = (key: string | undefined, form: string, make: () => unknown): Answer => {
    const stored = key === undefined ? undefined : byKey.get(key);
    if (stored && stored.form !== form)
      throw new StripeError(
        400,
        'idempotency_error',
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      );
    if (stored) return [stored.status, stored.body];
    const body = structuredClone(make());
    if (key !== undefined) byKey.set(key, { form, status: 200, body });
    return [200, body];
  };

  const listed = <T extends { readonly id: string; readonly created: number }>(
    all: T[],
    query: Form,
  ): unknown => {
    const created = (query.created ?? {}) as Form;
    const [from, until] = [Number(created.gte ?? 0), Number(created.lte ?? Number.MAX_SAFE_INTEGER)];
    const found = all.filter((each) => each.created >= from && each.created <= until).reverse();
    const after = found.findIndex(({ id }) => id === query.starting_after) + 1;
    const limit = Number(query.limit ?? 10);
    if (limit < 1 || limit > 100) throw invalidRequest('Invalid limit', 'limit');
    return {
      object: 'list',
      data: found.slice(after, after + limit),
      has_more: found.length > after + limit,
    };
  };

  /** A session with what was asked for along with it, as `expand[]=payment_intent.latest_charge` does. */
  const expanded = (session: Session, asked: readonly string[]): unknown => {
    const intent = intents.get(session.payment_intent ?? '');
    if (!intent || !asked.some((path) => path.startsWith('payment_intent'))) return session;
    const charge = asked.includes('payment_intent.latest_charge')
      ? charges.get(intent.latest_charge ?? '')
      : undefined;
    return { ...session, payment_intent: charge ? { ...intent, latest_charge: charge } : intent };
  };

  const api = (method: string, path: string, sent: string, key: string | undefined): Answer => {
    const form = readForm(sent);
    const { expand: expandForm = [], ...rest } = form;
    const asked = (expandForm as readonly string[]).map((each) => each.replace(/^data\./, ''));
    const [, , first = '', second = '', id = '', action] = path.split('/');
    const route = `${method} /${[first, second].join('/')}${id ? '/id' : ''}${action ? `/${action}` : ''}`;
    switch (route) {
      case 'POST /checkout/sessions': {
        const [status, made] = once(key, sent, () => createSession(form));
        return [status, expanded(made as Session, asked)];
      }
      case 'GET /checkout/sessions': {
        const { payment_intent: intent } = rest;
        const all = [...sessions.values()].filter(
          (each) => intent === undefined || each.payment_intent === intent,
        );
        const page = listed(all.map(end), rest) as { data: Session[] };
        return [200, { ...page, data: page.data.map((session) => expanded(session, asked)) }];
      }
      case 'GET /checkout/sessions/id':
        return [200, expanded(sessionOf(id), asked)];
      case 'POST /checkout/sessions/id/expire':
        return [200, expire(id)];
      case 'POST /refunds/':
        return once(key, sent, () => createRefund(form));
      case 'GET /refunds/': {
        const of = [...refunds.values()].filter((each) => each.payment_intent === rest.payment_intent);
        return [200, listed(of, rest)];
      }
      case 'GET /disputes/': {
        const of = [...disputes.values()].filter((each) => each.payment_intent === rest.payment_intent);
        return [200, listed(of, rest)];
      }
      case 'GET /account/':
        return [
          200,
          {
            id: 'acct_1NordlichtStandIn',
            object: 'account',
            business_profile: { name: 'Nordlicht' },
            settings: null,
          },
        ];
      case 'POST /webhook_endpoints/':
        return once(key, sent, () => createEndpoint(form));
      default:
        throw new StripeError(404, 'invalid_request_error', `Unrecognized request URL (${method}: ${path}).`);
    }
  };

  let isRevoked = false;
  const answerApi = (request: IncomingMessage, path: string, sent: string): Answer => {
    const given = request.headers.authorization ?? '';
    if (isRevoked || given !== `Bearer ${secretKey}`) {
      const shown = given.slice(7, 15);
      throw new StripeError(401, 'invalid_request_error', `Invalid API Key provided: ${shown}****`);
    }
    calls.push(`${request.method} ${path}`);
    const key = request.headers['idempotency-key'];
    return api(request.method ?? '', path, sent, Array.isArray(key) ? key[0] : key);
  };

  const press = (session: Session, button: Button): boolean => {
    if (end(session).status !== 'open') return false;
    if (button === 'back') return true;
    const draft = drafts.get(session.id);
    const intent = intents.get(session.payment_intent ?? '') ?? createIntent(session, draft);
    if (button === 'decline') {
      intent.last_payment_error = {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'insufficient_funds',
        message: 'Your card has insufficient funds.',
      };
      return true;
    }
    session.status = 'complete';
    session.url = null;
    if (button === 'pay') charge(session, intent);
    else intent.status = 'processing';
    tell('checkout.session.completed', session);
    return true;
  };

  const createIntent = (session: Session, draft: ReturnType<typeof drafts.get>): Intent => {
    const intent: Intent = {
      id: `pi_${hex()}`,
      object: 'payment_intent',
      amount: session.amount_total,
      currency: session.currency,
      description: draft?.description ?? null,
      metadata: draft?.metadata ?? {},
      status: 'requires_payment_method',
      latest_charge: null,
      last_payment_error: null,
    };
    intents.set(intent.id, intent);
    session.payment_intent = intent.id;
    return intent;
  };

  const charge = (session: Session, intent: Intent) => {
    const made: Charge = {
      id: `ch_${hex()}`,
      object: 'charge',
      amount: intent.amount,
      amount_refunded: 0,
      currency: intent.currency,
      disputed: false,
      payment_intent: intent.id,
      metadata: intent.metadata,
      payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
      refunded: false,
      status: 'succeeded',
    };
    charges.set(made.id, made);
    intent.latest_charge = made.id;
    intent.status = 'succeeded';
    session.payment_status = 'paid';
  };

  /** The page that a buyer sees; a declined card leaves them there. */
  const page = (method: string, path: string, response: ServerResponse): void => {
    const [, , , id = '', button] = path.split('/');
    const session = sessions.get(id);
    if (!session) return void response.writeHead(404).end();
    if (method === 'POST' && button === 'back')
      return void response.writeHead(303, { location: session.cancel_url ?? session.success_url }).end();
    if (method === 'POST' && press(session, button as Button)) {
      const location = session.status === 'complete' ? session.success_url : `/c/pay/${id}?declined`;
      return void response.writeHead(303, { location }).end();
    }
    if (end(session).status !== 'open') return void response.writeHead(410).end('This page is over.');
    const buttons: Button[] = ['pay', 'pay-later', 'decline', 'back'];
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(
        buttons
          .map((name) => `<form method="post" action="/c/pay/${id}/${name}"><button>${name}</button></form>`)
          .join(''),
      );
  };

  const answerWith = (
    response: ServerResponse,
    [status, body]: Answer,
    headers: Record<string, string> = {},
  ) => {
    const text = JSON.stringify(body);
    response.writeHead(status, {
      'content-type': 'application/json',
      'request-id': `req_${hex()}`,
      ...headers,
    });
    response.end(text);
  };

  const faults: Record<Fault, (response: ServerResponse) => void> = {
    lost: (response) =>
      answerWith(response, [500, { error: { type: 'api_error', message: 'An error occurred.' } }]),
    server_error: (response) =>
      answerWith(response, [503, { error: { type: 'api_error', message: 'Down.' } }]),
    rate_limited: (response) =>
      answerWith(
        response,
        [
          429,
          { error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' } },
        ],
        { 'retry-after': '2' },
      ),
    silent: () => undefined,
    reset: (response) => void response.socket?.destroy(),
    not_json: (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    without_error: (response) => answerWith(response, [409, { message: 'Not now.' }]),
  };

  const server = createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost');
    const body = await readAll(request);
    const { pathname } = address;
    if (!pathname.startsWith('/v1/')) return page(request.method ?? '', pathname, response);
    if (fault && fault !== 'lost') return faults[fault](response);
    const answer = answerOrError(() => answerApi(request, pathname, body || address.search.slice(1)));
    if (fault === 'lost') return faults.lost(response);
    answerWith(response, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const sign = (body: string, secret: string, at = seconds()) =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
  const standIn: StripeStandIn = {
    url,
    secretKey,
    sessions,
    intents,
    refunds,
    endpoints,
    events,
    calls,
    mayRegister: true,
    refundStatus: 'succeeded',
    revoke: (isSo) => {
      isRevoked = isSo;
    },
    fail: (next) => {
      fault = next;
    },
    press,
    decideLater: (session, how) => {
      const intent = intents.get(session.payment_intent ?? '');
      if (!intent) throw new Error('Nothing was submitted.');
      if (how === 'paid') charge(session, intent);
      else {
        intent.status = 'requires_payment_method';
        intent.last_payment_error = {
          type: 'card_error',
          code: 'payment_intent_payment_attempt_failed',
          decline_code: null,
          message: 'The payment failed.',
        };
      }
      tell(`checkout.session.async_payment_${how === 'paid' ? 'succeeded' : 'failed'}`, session);
    },
    dispute: (session, status = 'needs_response') => {
      const intent = intents.get(session.payment_intent ?? '');
      const disputed = charges.get(intent?.latest_charge ?? '');
      if (!intent || !disputed) throw new Error('Nothing was paid.');
      disputed.disputed = true;
      const made: Dispute = {
        id: `du_${hex()}`,
        object: 'dispute',
        amount: disputed.amount,
        charge: disputed.id,
        created: seconds(),
        currency: disputed.currency,
        evidence_details: { due_by: seconds() + 7 * 86_400 },
        payment_intent: intent.id,
        reason: 'fraudulent',
        status,
      };
      disputes.set(made.id, made);
      tell('charge.dispute.created', made);
      return made;
    },
    endDispute: (dispute, status) => {
      dispute.status = status;
      tell('charge.dispute.closed', dispute);
    },
    refundThere: (session) => {
      createRefund({ payment_intent: session.payment_intent ?? '' });
    },
    sign,
    deliver: async (event, endpoint, secret, at) => {
      const body = JSON.stringify(event);
      const headers = { 'content-type': 'application/json', 'stripe-signature': sign(body, secret, at) };
      return (await fetch(endpoint, { method: 'POST', headers, body })).status;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return standIn;
}

function answerOrError(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof StripeError) return [error.status, error.body];
    throw error;
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function textOf(value: FormValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function hex(): string {
  return randomUUID().replaceAll('-', '');
}
