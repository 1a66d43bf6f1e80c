import { createPublicKey, createSign, createVerify, type KeyObject, randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Clock } from '#platform/kit/clock.ts';
import { makeCertificate } from './certificates.ts';
import type { Event, Webhook } from './objects.ts';
import { paypalId } from './orders.ts';
import { notFound, webhookFault } from './paypal-error.ts';

export type SignWishes = {
  readonly at?: Date;
  readonly certUrl?: string;
  readonly key?: KeyObject;
};

/** What PayPal tells, signed by a certificate of its own chain. */
export type Notifications = {
  readonly webhooks: Map<string, Webhook>;
  /** What happened, in order; nothing is sent until somebody delivers it. */
  readonly events: Event[];
  /** The root of the chain, to be trusted. */
  readonly root: string;
  /** Whether the certificate can be fetched; otherwise PayPal has to be asked. */
  servesCertificates: boolean;
  /** Whether an address may be without encryption, as on a developer's machine; PayPal itself wants https. */
  takesHttp: boolean;
  /** How many addresses an app may have. */
  mostWebhooks: number;
  readonly certificate: () => string;
  register(body: Readonly<Record<string, unknown>>): Webhook;
  tell(type: string, resourceType: string, resource: unknown): void;
  /** The headers of a transmission. */
  sign(body: string, webhookId: string, wishes?: SignWishes): Record<string, string>;
  /** What PayPal answers when it is asked whether a transmission is its own. */
  verify(sent: string): { verification_status: 'SUCCESS' | 'FAILURE' };
  deliver(event: Event, webhook: Webhook, wishes?: SignWishes & { webhookId?: string }): Promise<number>;
};

const knownEvents =
  /^(?:CHECKOUT\.ORDER\.APPROVED|CHECKOUT\.PAYMENT-APPROVAL\.REVERSED|PAYMENT\.CAPTURE\.(?:COMPLETED|PENDING|DECLINED|DENIED|REFUNDED|REVERSED)|CUSTOMER\.DISPUTE\.(?:CREATED|UPDATED|RESOLVED))$/;

export function createNotifications(clock: Clock, url: () => string): Notifications {
  const webhooks = new Map<string, Webhook>();
  const events: Event[] = [];
  const from = new Date('2020-01-01T00:00:00Z');
  const until = new Date('2040-01-01T00:00:00Z');
  const rootName = 'Stand-in Root';
  const root = makeCertificate({ name: rootName, isAuthority: true, from, until });
  const between = makeCertificate({
    name: 'Stand-in Authority',
    isAuthority: true,
    by: { name: rootName, key: root.key },
    from,
    until,
  });
  const leaf = makeCertificate({
    name: 'messageverificationcerts.sandbox.paypal.com',
    by: { name: 'Stand-in Authority', key: between.key },
    from,
    until,
  });
  const leafKey = createPublicKey(leaf.key);
  const certUrl = () => `${url()}/v1/notifications/certs/CERT-360caa42-fca2a594-0f1e2d3c`;
  const textOf = (id: string, at: string, webhookId: string, body: string) =>
    [id, at, webhookId, crc32(body)].join('|');

  const sign: Notifications['sign'] = (body, webhookId, wishes = {}) => {
    const id = randomUUID();
    const at = `${(wishes.at ?? clock.now()).toISOString().slice(0, 19)}Z`;
    const signature = createSign('sha256').update(textOf(id, at, webhookId, body));
    return {
      'paypal-transmission-id': id,
      'paypal-transmission-time': at,
      'paypal-transmission-sig': signature.sign(wishes.key ?? leaf.key, 'base64'),
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-cert-url': wishes.certUrl ?? certUrl(),
    };
  };

  const made: Notifications = {
    webhooks,
    events,
    root: root.pem,
    servesCertificates: true,
    takesHttp: true,
    mostWebhooks: 10,
    certificate: () => leaf.pem + between.pem,
    register: (body) => {
      const address = String(body.url);
      const types = body.event_types as Webhook['event_types'];
      if (!URL.canParse(address) || !(made.takesHttp || address.startsWith('https:')))
        throw webhookFault('VALIDATION_ERROR', 'Not a valid webhook URL.');
      if (!Array.isArray(types) || types.some(({ name }) => !knownEvents.test(name)))
        throw webhookFault('VALIDATION_ERROR', 'Not a valid event type.');
      if ([...webhooks.values()].some((each) => each.url === address))
        throw webhookFault('WEBHOOK_URL_ALREADY_EXISTS', 'Webhook URL already exists.');
      if (webhooks.size >= made.mostWebhooks)
        throw webhookFault('WEBHOOK_NUMBER_LIMIT_EXCEEDED', 'Webhook number limit exceeded.');
      const webhook: Webhook = { id: paypalId(), url: address, event_types: types };
      webhooks.set(webhook.id, webhook);
      return webhook;
    },
    tell: (type, resourceType, resource) => {
      events.push({
        id: `WH-${paypalId()}`,
        event_version: '1.0',
        create_time: clock.now().toISOString(),
        resource_type: resourceType,
        event_type: type,
        summary: type,
        resource: structuredClone(resource),
      });
    },
    sign,
    verify: (sent) => {
      const asked = JSON.parse(sent) as Record<string, string>;
      if (!webhooks.has(asked.webhook_id ?? '')) throw notFound();
      // The event as it was sent on: PayPal sums its bytes too.
      const body = /"webhook_event":(.*)\}$/s.exec(sent)?.[1] ?? '';
      const { transmission_id: id = '', transmission_time: at = '', webhook_id: webhookId = '' } = asked;
      const isOurs = createVerify('sha256')
        .update(textOf(id, at, webhookId, body))
        .verify(leafKey, asked.transmission_sig ?? '', 'base64');
      return { verification_status: isOurs ? 'SUCCESS' : 'FAILURE' };
    },
    deliver: async (event, { id, url: address }, { webhookId = id, ...wishes } = {}) => {
      const body = JSON.stringify(event);
      const headers = { 'content-type': 'application/json', ...sign(body, webhookId, wishes) };
      return (await fetch(address, { method: 'POST', headers, body })).status;
    },
  };
  return made;
}
