import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signedHeaders } from './signature.ts';

// The example of the Standard Webhooks specification.
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const parts = {
  deliveryId: '0198c0de-0000-7000-8000-000000000001',
  eventId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  eventType: 'webhook.test',
  body: Buffer.from('{"test": 2432232314}'),
  timestampSeconds: 1614265330,
  secrets: [secret],
};

describe('signedHeaders', () => {
  it('signs as the published example of Standard Webhooks', () => {
    expect(signedHeaders(parts)).toMatchObject({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('signs the raw body with the whole secret as text beside it', () => {
    const hex = createHmac('sha256', secret).update('{"test": 2432232314}').digest('hex');
    expect(signedHeaders(parts)).toMatchObject({
      'x-webhook-event': 'webhook.test',
      'x-webhook-delivery-id': parts.deliveryId,
      'x-webhook-timestamp': '1614265330',
      'x-webhook-signature': `sha256=${hex}`,
    });
  });

  it('lets a former secret sign beside the current one', () => {
    const former = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    const headers = signedHeaders({ ...parts, secrets: [secret, former] });
    const alone = signedHeaders({ ...parts, secrets: [former] });
    expect(headers['webhook-signature']?.split(' ')).toEqual([
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      alone['webhook-signature'],
    ]);
    expect(headers['x-webhook-signature-previous']).toBe(alone['x-webhook-signature']);
    expect(alone).not.toHaveProperty('x-webhook-signature-previous');
  });
});
