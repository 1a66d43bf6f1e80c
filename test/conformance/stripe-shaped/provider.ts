import { createHmac, timingSafeEqual } from 'node:crypto';
import type {
  BeginPayment,
  PaymentKey,
  Provider,
  ProviderNotification,
  ProviderPayment,
  RefundPayment,
} from '#paying/providers/port.ts';
import { sandboxCapabilities } from '#paying/sandbox/sandbox-provider.ts';
import type { Clock } from '#platform/kit/clock.ts';
import type { Session, StripeEvent } from './server.ts';

export type StripeShapedOptions = {
  readonly apiUrl: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly clock: Clock;
};

type Answer<Body> = { readonly status: number; readonly body: Body & { error?: { type?: string } } };

const requestTimeoutMs = 5_000;
const signatureLifeSeconds = 300;

/**
 * A client of the Stripe-shaped server that fits the port as it is: the buyer goes to a page of the provider's, and
 * what happened there is learnt by return, by webhook, or by asking.
 */
export function createStripeShapedProvider(options: StripeShapedOptions): Provider {
  const call = async <Body>(
    method: string,
    path: string,
    form?: Record<string, string>,
    key?: string,
  ): Promise<Answer<Body>> => {
    const response = await fetch(options.apiUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${options.secretKey}`,
        ...(key ? { 'idempotency-key': key } : {}),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    if (response.status >= 500) throw new Error(`The provider answered ${response.status}.`);
    return { status: response.status, body: (await response.json()) as Answer<Body>['body'] };
  };

  const retrieve = async (reference: string): Promise<Session | undefined> => {
    const answer = await call<Session>('GET', `/v1/checkout/sessions/${reference}`);
    return answer.status === 200 ? answer.body : undefined;
  };

  /** A session whose answer was lost has no known id: it is looked for around the time that is in the attempt's id. */
  const search = async (key: PaymentKey): Promise<Session | undefined> => {
    const madeAt = Math.floor(Number.parseInt(key.attemptId.replaceAll('-', '').slice(0, 12), 16) / 1000);
    let after = '';
    for (;;) {
      const page = await call<{ data: Session[]; has_more: boolean }>(
        'GET',
        `/v1/checkout/sessions?limit=100&created[gte]=${madeAt - 60}&created[lte]=${madeAt + 3_600}${after}`,
      );
      const found = page.body.data.find((session) => isOf(session, key));
      if (found || !page.body.has_more) return found;
      after = `&starting_after=${page.body.data.at(-1)?.id}`;
    }
  };

  const find = async (key: PaymentKey): Promise<Session | undefined> => {
    const session = key.reference ? await retrieve(key.reference) : await search(key);
    return session && isOf(session, key) ? session : undefined;
  };

  const create = (form: Record<string, string>, key: Pick<PaymentKey, 'organizationId' | 'attemptId'>) =>
    call<Session>(
      'POST',
      '/v1/checkout/sessions',
      {
        mode: 'payment',
        client_reference_id: key.attemptId,
        'metadata[organization_id]': key.organizationId,
        ...form,
      },
      `${key.organizationId}:${key.attemptId}`,
    );

  /** Uses the attempt's idempotency key up, so that a request that is still on its way finds it taken. */
  const bar = async (key: PaymentKey): Promise<Session | undefined> => {
    const barrier = await create({ success_url: '', cancel_url: '' }, key);
    return barrier.status === 200 ? barrier.body : search(key);
  };

  return {
    name: 'stripe-shaped',
    label: 'Card',
    kind: 'redirect',
    capabilities: { ...sandboxCapabilities, minExpiryMinutes: 30 },
    modes: ['sandbox'],
    begin: async (request: BeginPayment) => {
      const answer = await create(
        {
          success_url: request.returnUrl,
          cancel_url: request.returnUrl,
          customer_email: request.payerEmail,
          'line_items[0][quantity]': '1',
          'line_items[0][price_data][currency]': request.amount.currency.toLowerCase(),
          'line_items[0][price_data][unit_amount]': String(request.amount.minor),
          'line_items[0][price_data][product_data][name]': request.description,
        },
        request,
      );
      if (answer.status === 200) {
        const { organizationId, attemptId, connectionId } = request;
        const session = await find({ organizationId, attemptId, connectionId, reference: answer.body.id });
        if (session) return toPayment(session);
      }
      if (answer.body.error?.type === 'idempotency_error')
        return { reference: request.attemptId, status: 'canceled' };
      throw new Error(`The provider refused a session with ${answer.status}.`);
    },
    find: async (key) => {
      const session = await find(key);
      return session && toPayment(session);
    },
    expire: async (key) => {
      const session = (await find(key)) ?? (await bar(key));
      if (!session) throw new Error('The provider neither knows nor bars this payment.');
      await call('POST', `/v1/checkout/sessions/${session.id}/expire`, {});
      return toPayment((await retrieve(session.id)) ?? session);
    },
    refund: async (request: RefundPayment) => {
      const session = await find(request);
      if (!session) throw new Error('There is no payment to give back.');
      const answer = await call<{ id: string; status: 'pending' | 'succeeded' | 'failed' }>(
        'POST',
        '/v1/refunds',
        { payment_intent: session.payment_intent, amount: String(request.amount.minor) },
        `refund:${request.refundId}`,
      );
      if (answer.status !== 200) throw new Error(`The provider refused a refund with ${answer.status}.`);
      return { reference: answer.body.id, status: answer.body.status };
    },
    readNotification: async (rawBody, headers) => {
      if (!isSigned(rawBody, headers['stripe-signature'] ?? '', options)) return undefined;
      const event = JSON.parse(rawBody.toString('utf8')) as StripeEvent;
      return event.type.startsWith('checkout.session.') ? [toNotification(event.data.object)] : [];
    },
  };
}

function isOf(session: Session, key: Pick<PaymentKey, 'organizationId' | 'attemptId'>): boolean {
  return (
    session.client_reference_id === key.attemptId && session.metadata.organization_id === key.organizationId
  );
}

function toPayment(session: Session): ProviderPayment {
  const base = { reference: session.id, ...(session.card ? { card: session.card } : {}) };
  if (session.status === 'expired') return { ...base, status: 'canceled' };
  if (session.status === 'open') return { ...base, status: 'requires_action', redirectUrl: session.url };
  return { ...base, status: session.payment_status === 'paid' ? 'succeeded' : 'processing' };
}

function toNotification(session: Session): ProviderNotification {
  return {
    organizationId: session.metadata.organization_id ?? '',
    attemptId: session.client_reference_id,
    payment: toPayment(session),
  };
}

/** The signature covers time and body; an old one is refused, so that a caught request cannot be sent again. */
function isSigned(rawBody: Buffer, header: string, options: StripeShapedOptions): boolean {
  const parts = new Map(header.split(',').map((part) => part.split('=', 2) as [string, string]));
  const at = Number(parts.get('t'));
  const ageSeconds = options.clock.now().getTime() / 1000 - at;
  if (!(Math.abs(ageSeconds) <= signatureLifeSeconds)) return false;
  const mac = createHmac('sha256', options.webhookSecret).update(`${at}.`).update(rawBody).digest();
  const given = Buffer.from(parts.get('v1') ?? '', 'hex');
  return given.length === mac.length && timingSafeEqual(given, mac);
}
