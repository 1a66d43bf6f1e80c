import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#platform/kit/clock.ts';
import { type Books, createBooks, decimal, mollieId } from './books.ts';
import { MollieError } from './mollie-error.ts';
import type { Payment, PaymentStatus } from './objects.ts';
import { cents } from './read-payment-body.ts';

/** What the next calls meet in place of an answer. `lost` does what was asked and answers with 500. */
export type Fault =
  | 'lost'
  | 'server_error'
  | 'rate_limited'
  | 'silent'
  | 'reset'
  | 'redirect'
  | 'not_json'
  | 'without_error'
  | 'other_object'
  | 'other_payment';

export type Call = {
  readonly route: string;
  readonly idempotencyKey: string | undefined;
  readonly body: string;
};

export type MollieStandIn = {
  readonly books: Books;
  readonly url: string;
  readonly apiKey: string;
  /** Payments of which a notification is due, oldest first; nothing is sent until somebody delivers it. */
  readonly due: { readonly paymentId: string }[];
  readonly calls: Call[];
  /** Keys are forgotten after some time. */
  forgetKeys(): void;
  /** Every call meets this until it is told otherwise; by path where only some do. */
  fail(fault: Fault | undefined, path?: RegExp): void;
  /** Whether the account takes its keys no more. */
  revoke(isRevoked: boolean): void;
  /** The merchant gives money back on Mollie's own pages: all of it, or so many cents. */
  refundThere(payment: Payment, cents?: bigint): void;
  sign(body: string, secret: string): string;
  /** As Mollie sends it for each payment: an id in a form, without a signature. */
  deliver(paymentId: string, url: string): Promise<number>;
  /** As Mollie sends it to webhooks of an account: an event, signed. */
  deliverSigned(paymentId: string, url: string, secret: string): Promise<number>;
  stop(): Promise<void>;
};

export const buttons = ['paid', 'failed', 'canceled', 'expired', 'pending', 'open'] as const;

type Stored = { readonly path: string; readonly sent: string; readonly answer: Answer };
type Answer = readonly [status: number, body: unknown];

/**
 * Mollie as far as a hosted page needs it, as strict as its reference says (API version 2, read in November 2026). It holds nothing of
 * our port. What it cannot show is Mollie itself.
 */
export async function startMollie(
  clock: Clock,
  apiKey = `test_${mollieId('').slice(1)}Nordlicht`,
): Promise<MollieStandIn> {
  let url = '';
  let failing: { readonly fault: Fault; readonly path: RegExp } | undefined;
  const due: { paymentId: string }[] = [];
  const calls: Call[] = [];
  const byKey = new Map<string, Stored>();
  const mode = apiKey.startsWith('live_') ? 'live' : 'test';
  const books = createBooks(
    clock,
    mode,
    () => url,
    ({ id }) => due.push({ paymentId: id }),
  );

  /** The same key gives the answer of then; with something else it is an error. */
  const once = (key: string | undefined, path: string, sent: string, make: () => unknown) => {
    const stored = key === undefined ? undefined : byKey.get(key);
    if (stored && (stored.path !== path || stored.sent !== sent))
      throw new MollieError(400, 'The idempotency key was used for another request');
    if (stored) return { answer: stored.answer, isReplayed: true };
    const answer: Answer = [201, structuredClone(make())];
    if (key !== undefined) byKey.set(key, { path, sent, answer });
    return { answer, isReplayed: false };
  };

  const api = (method: string, { pathname, searchParams }: URL, sent: string, key: string | undefined) => {
    const [, , kind = '', id = '', part] = pathname.split('/');
    const route = `${method} /${kind}${id ? '/id' : ''}${part ? `/${part}` : ''}`;
    const body = () => readJson(sent);
    const plain = (value: unknown) => ({ answer: [200, value] as Answer, isReplayed: false });
    switch (route) {
      case 'POST /payments':
        return once(key, pathname, sent, () => books.show(books.create(body())));
      case 'GET /payments':
        return plain(books.list(searchParams));
      case 'GET /payments/id': {
        const embedded = (searchParams.get('embed') ?? '').split(',');
        return plain(books.show(books.find(id), embedded));
      }
      case 'DELETE /payments/id':
        return plain(books.show(books.cancel(id)));
      case 'POST /payments/id/refunds':
        return once(key, pathname, sent, () => books.refund(id, body()));
      case 'GET /profiles/id':
        return plain({
          resource: 'profile',
          id: 'pfl_NordlichtStandIn',
          mode,
          name: 'Nordlicht',
          status: 'verified',
        });
      default:
        throw new MollieError(404, 'The resource does not exist');
    }
  };

  let isRevoked = false;
  const answerApi = (request: IncomingMessage, address: URL, sent: string) => {
    try {
      if (isRevoked || request.headers.authorization !== `Bearer ${apiKey}`)
        throw new MollieError(401, 'Missing authentication, or failed to authenticate');
      const header = request.headers['idempotency-key'];
      const idempotencyKey = Array.isArray(header) ? header[0] : header;
      calls.push({ route: `${request.method} ${address.pathname}`, idempotencyKey, body: sent });
      return api(request.method ?? '', address, sent, idempotencyKey);
    } catch (error) {
      if (!(error instanceof MollieError)) throw error;
      return { answer: [error.status, error.body] as Answer, isReplayed: false };
    }
  };

  /** The page that a buyer sees, and chooses on how it goes, as on Mollie's own page of tests. */
  const page = (method: string, pathname: string, response: ServerResponse): void => {
    const [, , , id = '', button] = pathname.split('/');
    const payment = books.payments.get(id);
    if (!payment) return void response.writeHead(404).end();
    if (method === 'POST' && button) {
      if (!books.choose(payment, button as PaymentStatus)) return void over(response);
      const isBack = button === 'canceled' && payment.cancelUrl !== null;
      return void response
        .writeHead(303, { location: (isBack && payment.cancelUrl) || payment.redirectUrl })
        .end();
    }
    if (books.find(id).status !== 'open') return void over(response);
    const forms = buttons
      .map(
        (name) =>
          `<form method="post" action="/checkout/select-method/${id}/${name}"><button>${name}</button></form>`,
      )
      .join('');
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        `<!doctype html><html lang="en"><title>Mollie, stand-in</title><h1>${payment.amount.value} ${payment.amount.currency}</h1>${forms}</html>`,
      );
  };

  const faults: Record<Fault, (response: ServerResponse) => void> = {
    lost: (response) => answerWith(response, errorOf(500)),
    server_error: (response) => answerWith(response, errorOf(503)),
    rate_limited: (response) => answerWith(response, errorOf(429), { 'retry-after': '2' }),
    silent: () => undefined,
    reset: (response) => void response.socket?.destroy(),
    redirect: (response) => void response.writeHead(302, { location: `${url}/v2/methods` }).end(),
    not_json: (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    without_error: (response) => answerWith(response, [422, { message: 'Not now.' }]),
    other_object: (response) =>
      answerWith(response, [201, { resource: 'order', id: 'ord_1', status: 'paid' }]),
    other_payment: (response) =>
      answerWith(response, [201, { resource: 'payment', id: 'tr_other', status: 'paid', mode: 'test' }]),
  };

  const server = createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost');
    const sent = await readAll(request);
    const { pathname } = address;
    if (pathname.startsWith('/checkout/')) return page(request.method ?? '', pathname, response);
    const fault = failing?.path.test(pathname) ? failing.fault : undefined;
    if (fault && fault !== 'lost') return faults[fault](response);
    const { answer, isReplayed } = answerApi(request, address, sent);
    if (fault === 'lost') return faults.lost(response);
    answerWith(response, answer, isReplayed ? { 'idempotent-replayed': 'true' } : {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const sign = (body: string, secret: string) =>
    `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const send = async (to: string, body: string, headers: Record<string, string>) =>
    (await fetch(to, { method: 'POST', headers, body })).status;
  return {
    books,
    url,
    apiKey,
    due,
    calls,
    forgetKeys: () => byKey.clear(),
    revoke: (isSo) => {
      isRevoked = isSo;
    },
    fail: (fault, path = /./) => {
      failing = fault && { fault, path };
    },
    refundThere: (payment, some = cents(payment.amount)) => {
      const amount = { currency: payment.amount.currency, value: decimal(some) };
      books.refund(payment.id, { amount, description: 'Refund' });
    },
    sign,
    deliver: (paymentId, to) =>
      send(to, `id=${paymentId}`, { 'content-type': 'application/x-www-form-urlencoded' }),
    deliverSigned: (paymentId, to, secret) => {
      const body = JSON.stringify({
        resource: 'event',
        id: mollieId('event'),
        type: 'payment.paid',
        entityId: paymentId,
        createdAt: clock.now().toISOString(),
      });
      return send(to, body, { 'content-type': 'application/json', 'x-mollie-signature': sign(body, secret) });
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function errorOf(status: number): Answer {
  return [status, new MollieError(status, 'It did not work.').body];
}

function over(response: ServerResponse): void {
  response.writeHead(410).end('This page is over.');
}

function answerWith(response: ServerResponse, [status, body]: Answer, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/hal+json', ...headers });
  response.end(JSON.stringify(body));
}

function readJson(sent: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(sent || '{}') as Readonly<Record<string, unknown>>;
  } catch {
    throw new MollieError(400, 'The body is no JSON');
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
