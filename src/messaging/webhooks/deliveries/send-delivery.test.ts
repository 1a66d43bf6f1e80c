import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { MessagingContext } from '#messaging/context.ts';
import { encryptSecret } from '#messaging/webhooks/endpoints/secret.ts';
import type { OutboundAnswer, OutboundRequest } from '#platform/net/outbound.ts';
import { OutboundFailure } from '#platform/net/outbound-failure.ts';
import { sendDelivery } from './send-delivery.ts';
import type { ClaimedDelivery } from './store.ts';

const keys = [{ id: 'k', bytes: randomBytes(32) }];
const owner = { organizationId: '01963b9e-7f6c-7b6e-8000-000000000001', mode: 'sandbox' } as const;
const delivery: ClaimedDelivery = {
  ...owner,
  id: '01963b9e-7f6c-7b6e-8000-000000000002',
  eventId: '01963b9e-7f6c-7b6e-8000-000000000003',
  eventType: 'webhook.test',
  body: '{"event":"webhook.test"}',
  attemptCount: 0,
  claimedUntil: new Date(0),
  url: 'https://shop.example/hooks?token=1',
  secret: encryptSecret(keys, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', owner),
  previousSecret: null,
  isFailing: false,
  isUnwanted: false,
};
const now = new Date('2026-01-31T12:00:00.500Z');
const { signal } = new AbortController();

/** A context whose requests end like this; only what sending reaches is there. */
function contextThat(answer: (request: OutboundRequest) => OutboundAnswer, platformName = 'Söhne & Co. Pay') {
  const requests: OutboundRequest[] = [];
  const context = {
    clock: { now: () => now, offsetMs: 0 },
    config: { encryptionKeys: keys, platformName },
    log: { error: () => undefined },
    outbound: {
      send: async (request: OutboundRequest) => {
        requests.push(request);
        return answer(request);
      },
    },
  };
  return { context: context as unknown as MessagingContext, requests };
}

const answered = (status: number) => () => ({ status, headers: {}, body: Buffer.from('ok'), isCut: false });

describe('sendDelivery', () => {
  it('posts the body as it was written, and gives the whole exchange ten seconds', async () => {
    const { context, requests } = contextThat(answered(200));
    const sent = await sendDelivery(context, delivery, signal);
    expect(sent).toMatchObject({
      verdict: { kind: 'delivered' },
      at: now,
      response: { status: 200, body: 'ok' },
    });
    const [request] = requests;
    expect(request).toMatchObject({
      method: 'POST',
      timeoutMs: 10_000,
      whenLonger: 'cut',
      maximumBytes: 16_384,
    });
    expect(request?.url.href).toBe('https://shop.example/hooks?token=1');
    expect(request?.body?.toString()).toBe(delivery.body);
    expect(request?.headers).toMatchObject({
      'x-webhook-timestamp': '1769860800',
      'user-agent': 'S-hne-Co-Pay-Webhooks/1.0',
    });
  });

  it('tries again later when no answer came in time', async () => {
    const { context } = contextThat(() => {
      throw new OutboundFailure('timeout', 'No complete answer came within 10 s.');
    });
    expect(await sendDelivery(context, delivery, signal)).toMatchObject({
      verdict: { kind: 'retry', error: 'No complete answer came within 10 s.' },
      request: { url: delivery.url },
      response: null,
    });
  });

  it('counts being stopped as no attempt', async () => {
    const { context } = contextThat(() => {
      throw new OutboundFailure('stopped', 'The request was ended by us.');
    });
    await expect(sendDelivery(context, delivery, signal)).rejects.toThrow('ended by us');
  });

  it('never sends live events over an open connection, and nothing without a secret that can be read', async () => {
    const { context, requests } = contextThat(answered(200));
    const live = { ...delivery, mode: 'live', url: 'http://shop.example/hooks' } as const;
    expect((await sendDelivery(context, live, signal)).verdict.kind).toBe('retry');
    const moved = { ...delivery, organizationId: '01963b9e-7f6c-7b6e-8000-000000000009' };
    expect((await sendDelivery(context, moved, signal)).verdict.kind).toBe('retry');
    expect(requests).toEqual([]);
  });

  it('gives up where no endpoint is enabled any more', async () => {
    const { context, requests } = contextThat(answered(200));
    const sent = await sendDelivery(context, { ...delivery, url: null }, signal);
    expect([sent.verdict.kind, sent.request, requests]).toEqual(['gone', null, []]);
  });
});
