import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#platform/kit/clock.ts';
import type { ExamplePayment, ExampleRefund } from './example-client.ts';

type Stored = { -readonly [Name in keyof ExamplePayment]: ExamplePayment[Name] };

export type ExampleStandIn = {
  readonly url: string;
  readonly secretKey: string;
  readonly signingSecret: string;
  readonly payments: Map<string, Stored>;
  /** The buyer pays, now or in some days; false when the page is over. */
  press(payment: Stored, button: 'pay' | 'pay-later'): boolean;
  lastNotification(): { body: string; headers: Record<string, string> };
  stop(): Promise<void>;
};

/** The provider itself, as its reference says: strict, idempotent by key, and nothing of our port in it. */
export async function startExample(clock: Clock): Promise<ExampleStandIn> {
  const secretKey = `test_${randomUUID()}`;
  const signingSecret = randomUUID();
  const payments = new Map<string, Stored>();
  const byKey = new Map<string, Stored>();
  const refunds = new Map<string, ExampleRefund>();
  let told = '';
  let url = '';

  const make = (key: string, body: Record<string, unknown>, status: Stored['status']): Stored => {
    const known = byKey.get(key);
    if (known) return known;
    const id = `pay_${randomUUID()}`;
    const made: Stored = {
      id,
      status,
      amount: String(body.amount ?? '0.00'),
      currency: String(body.currency ?? 'EUR'),
      page_url: `${url}/page/${id}`,
      metadata: body.metadata as Stored['metadata'],
      card: null,
    };
    payments.set(id, made);
    byKey.set(key, made);
    return made;
  };
  const answer = (method: string, path: string, key: string, body: Record<string, unknown>): unknown => {
    const [, first, second = '', third = '', fourth = ''] = path.split('/');
    if (first === 'account') return { id: 'acct_1', status: 'active' };
    if (method === 'POST' && second === '') return make(key, body, 'open');
    if (second === 'by-key' && fourth === 'expire') {
      const payment = make(third, body, 'expired');
      if (payment.status === 'open') payment.status = 'expired';
      return payment;
    }
    const payment = second === 'by-key' ? byKey.get(third) : payments.get(second);
    if (!payment || method === 'GET') return payment;
    const made = refunds.get(key) ?? { id: `ref_${randomUUID()}`, status: 'done' as const };
    refunds.set(key, made);
    return made;
  };
  const server = createServer(async (request, response) => {
    const sent = await readAll(request);
    const isKnown = request.headers.authorization === `Bearer ${secretKey}`;
    const key = String(request.headers['idempotency-key']);
    const found = isKnown
      ? answer(
          request.method ?? '',
          request.url ?? '',
          key,
          JSON.parse(sent || '{}') as Record<string, unknown>,
        )
      : undefined;
    const status = isKnown ? (found ? 200 : 404) : 401;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? { code: isKnown ? 'not_found' : 'unauthorized', message: 'No.' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    secretKey,
    signingSecret,
    payments,
    press: (payment, button) => {
      if (payment.status !== 'open') return false;
      payment.status = button === 'pay' ? 'paid' : 'pending';
      if (button === 'pay') payment.card = { brand: 'visa', last4: '4242' };
      told = JSON.stringify({ payment: payment.id });
      return true;
    },
    lastNotification: () => {
      const at = clock.now().getTime();
      const hex = createHmac('sha256', signingSecret).update(`${at}.${told}`).digest('hex');
      return { body: told, headers: { 'example-signature': `${at}.${hex}` } };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
