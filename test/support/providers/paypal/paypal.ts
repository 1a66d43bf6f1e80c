import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#platform/kit/clock.ts';
import { createNotifications, type Notifications } from './notifications.ts';
import { type Button, createOrders, type Orders, paypalId } from './orders.ts';
import { invalid, notFound, PayPalError } from './paypal-error.ts';

/** What the next calls meet in place of an answer. `lost` does what was asked and answers with 500. */
export type Fault =
  | 'lost'
  | 'server_error'
  | 'rate_limited'
  | 'silent'
  | 'reset'
  | 'not_json'
  | 'without_error'
  | 'other_object';

export type Call = {
  readonly route: string;
  readonly requestId: string | undefined;
  readonly body: string;
};

export type PayPalStandIn = {
  readonly books: Orders;
  readonly notifications: Notifications;
  readonly url: string;
  /** Of the sandbox; live has others. */
  readonly clientId: string;
  readonly clientSecret: string;
  readonly live: { readonly clientId: string; readonly clientSecret: string };
  /** Calls to the API beside those for tokens. */
  readonly calls: Call[];
  /** Tokens that were given out; each can be revoked. */
  readonly tokens: Set<string>;
  tokensGiven: number;
  /** Every call meets this until it is told otherwise; by path where only some do. */
  fail(fault: Fault | undefined, path?: RegExp): void;
  /** Whether the account takes its keys no more. */
  revoke(isRevoked: boolean): void;
  /** The merchant gives money back on PayPal's own pages: all of it, or so many cents. */
  refundThere(captureId: string, cents?: number): void;
  stop(): Promise<void>;
};

type Stored = { readonly route: string; readonly sent: string; readonly read: () => unknown };
type Answer = readonly [status: number, body: unknown];

/**
 * PayPal as far as a checkout by its wallet needs it, as strict as its published descriptions say (Orders 2.13, Payments 2.5,
 * Webhooks 1.11, Disputes 1.10). It holds nothing of our port. What it cannot show is PayPal itself.
 */
export async function startPayPal(clock: Clock): Promise<PayPalStandIn> {
  let url = '';
  let failing: { readonly fault: Fault; readonly path: RegExp } | undefined;
  const notifications = createNotifications(clock, () => url);
  const orders = createOrders(clock, () => url, notifications.tell);
  const byKey = new Map<string, Stored>();
  const calls: Call[] = [];
  const tokens = new Set<string>();
  const idOf = (kind: string) => `A${kind}_${(paypalId() + paypalId() + paypalId()).toLowerCase()}`;
  const sandbox = { clientId: idOf('sandbox'), clientSecret: idOf('secret') };
  const live = { clientId: idOf('live'), clientSecret: idOf('livesecret') };

  let isRevoked = false;
  const giveToken = (request: IncomingMessage, sent: string, isLive: boolean): Answer => {
    const { clientId, clientSecret } = isLive ? live : sandbox;
    const wanted = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    if (isRevoked || request.headers.authorization !== wanted)
      return [401, { error: 'invalid_client', error_description: 'Client Authentication failed' }];
    if (sent !== 'grant_type=client_credentials')
      return [400, { error: 'unsupported_grant_type', error_description: 'Grant Type is NULL' }];
    const token = `A21AA${paypalId()}${paypalId()}`;
    tokens.add(token);
    standIn.tokensGiven += 1;
    return [
      200,
      { access_token: token, token_type: 'Bearer', expires_in: 32_400, app_id: 'APP-80W284485P519543T' },
    ];
  };

  /** The same id gives how it stands now; PayPal does not compare what was sent, and neither may we rely on it. */
  const once = (
    key: string | undefined,
    route: string,
    sent: string,
    make: () => { id: string },
    read: (id: string) => unknown,
  ): Answer => {
    const stored = key === undefined ? undefined : byKey.get(key);
    if (stored && (stored.route !== route || stored.sent !== sent))
      throw invalid('INVALID_PARAMETER_VALUE', 'PayPal-Request-Id was used for something else.');
    if (stored) return [200, stored.read()];
    const { id } = make();
    if (key !== undefined) byKey.set(key, { route, sent, read: () => read(id) });
    return [201, read(id)];
  };

  const api = (method: string, path: string, sent: string, key: string | undefined): Answer => {
    const body = () => readJson(sent);
    const [, version = '', area = '', kind = '', id = '', action] = path.split('/');
    const route = `${method} /${[version, area, kind].join('/')}${id ? '/id' : ''}${action ? `/${action}` : ''}`;
    switch (route) {
      case 'POST /v2/checkout/orders':
        if (key === undefined)
          throw invalid('PAYPAL_REQUEST_ID_REQUIRED', 'A PayPal-Request-Id is required.');
        return once(key, path, sent, () => orders.create(body()), orders.find);
      case 'GET /v2/checkout/orders/id':
        return [200, orders.find(id)];
      case 'POST /v2/checkout/orders/id/capture':
        return once(key, path, sent, () => orders.capture(id), orders.find);
      case 'GET /v2/payments/captures/id':
        return [200, orders.findCapture(id)];
      case 'POST /v2/payments/captures/id/refund':
        return once(
          key,
          path,
          sent,
          () => orders.refund(id, body()),
          (refundId) => orders.refunds.get(refundId),
        );
      case 'GET /v1/customer/disputes/id': {
        const dispute = orders.disputes.get(id);
        if (!dispute) throw notFound();
        return [200, dispute];
      }
      case 'GET /v1/notifications/webhooks':
        return [200, { webhooks: [...notifications.webhooks.values()] }];
      case 'POST /v1/notifications/webhooks':
        return [201, notifications.register(body())];
      case 'POST /v1/notifications/verify-webhook-signature':
        return [200, notifications.verify(sent)];
      default:
        throw notFound();
    }
  };

  const answerApi = (request: IncomingMessage, path: string, sent: string): Answer => {
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    if (!tokens.has(token))
      return [401, { error: 'invalid_token', error_description: 'Token signature verification failed' }];
    const key = request.headers['paypal-request-id'];
    const requestId = Array.isArray(key) ? key[0] : key;
    calls.push({ route: `${request.method} ${path}`, requestId, body: sent });
    try {
      return api(request.method ?? '', path, sent, requestId);
    } catch (error) {
      if (error instanceof PayPalError) return [error.status, error.body];
      throw error;
    }
  };

  /** The page that a buyer sees. */
  const page = (method: string, address: URL, response: ServerResponse): void => {
    const order = orders.orders.get(address.searchParams.get('token') ?? '');
    if (!order) return void response.writeHead(404).end();
    const button = address.pathname.split('/')[2] as Button | undefined;
    const { returnUrl, cancelUrl } = orders.waysBack(order);
    if (method === 'POST' && button) {
      if (!orders.press(order, button)) return void response.writeHead(410).end('This page is over.');
      const location = new URL(button === 'back' ? cancelUrl : returnUrl);
      location.searchParams.set('token', order.id);
      if (button !== 'back') location.searchParams.set('PayerID', 'QYR5Z8XDVJNXQ');
      return void response.writeHead(303, { location: location.href }).end();
    }
    const buttons: Button[] = ['pay', 'pay-later', 'decline', 'back'];
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(
        buttons
          .map(
            (name) =>
              `<form method="post" action="/checkoutnow/${name}?token=${order.id}"><button>${name}</button></form>`,
          )
          .join(''),
      );
  };

  const faults: Record<Fault, (response: ServerResponse) => void> = {
    lost: (response) =>
      answerWith(response, [
        500,
        { name: 'INTERNAL_SERVER_ERROR', message: 'An internal server error occurred.' },
      ]),
    server_error: (response) =>
      answerWith(response, [503, { name: 'SERVICE_UNAVAILABLE', message: 'Service Unavailable.' }]),
    rate_limited: (response) =>
      answerWith(response, [429, { name: 'RATE_LIMIT_REACHED', message: 'Too many requests.' }], {
        'retry-after': '2',
      }),
    silent: () => undefined,
    reset: (response) => void response.socket?.destroy(),
    not_json: (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    without_error: (response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>'),
    other_object: (response) => answerWith(response, [200, { id: paypalId(), status: 'COMPLETED' }]),
  };

  const server = createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost');
    const sent = await readAll(request);
    const isLive = address.pathname.startsWith('/live/');
    const path = isLive ? address.pathname.slice('/live'.length) : address.pathname;
    if (path.startsWith('/checkoutnow')) return page(request.method ?? '', address, response);
    if (path.startsWith('/v1/notifications/certs/'))
      return notifications.servesCertificates
        ? void response.writeHead(200).end(notifications.certificate())
        : void response.writeHead(404).end();
    const fault = failing?.path.test(path) ? failing.fault : undefined;
    if (fault && fault !== 'lost') return faults[fault](response);
    const isToken = path === '/v1/oauth2/token';
    const answer = isToken ? giveToken(request, sent, isLive) : answerApi(request, path, sent);
    if (fault === 'lost') return faults.lost(response);
    answerWith(response, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const standIn: PayPalStandIn = {
    books: orders,
    notifications,
    url,
    ...sandbox,
    live,
    calls,
    tokens,
    tokensGiven: 0,
    revoke: (isSo: boolean) => {
      isRevoked = isSo;
      if (isSo) tokens.clear();
    },
    fail: (fault: Fault | undefined, path = /./) => {
      failing = fault && { fault, path };
    },
    refundThere: (captureId: string, some?: number) => {
      const { currency_code } = orders.findCapture(captureId).amount;
      orders.refund(
        captureId,
        some === undefined ? {} : { amount: { currency_code, value: (some / 100).toFixed(2) } },
      );
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return standIn;
}

function answerWith(response: ServerResponse, [status, body]: Answer, headers: Record<string, string> = {}) {
  response.writeHead(status, {
    'content-type': 'application/json',
    'paypal-debug-id': paypalId(),
    ...headers,
  });
  response.end(JSON.stringify(body));
}

function readJson(sent: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(sent || '{}') as Readonly<Record<string, unknown>>;
  } catch {
    throw invalid('MALFORMED_REQUEST_JSON', 'The request JSON is not well formed.');
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
