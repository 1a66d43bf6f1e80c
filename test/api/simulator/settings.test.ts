import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  merchant = await signUp(app);
});
afterAll(() => app.stop());

const path = '/api/organization/simulator/';
const none = {
  notification_delay_seconds: 0,
  notification_jitter_seconds: 0,
  duplicate_percent: 0,
  lost_percent: 0,
  lost_answer_percent: 0,
  refund_delay_seconds: 0,
  refund_failure_percent: 0,
};

describe('GET /api/organization/simulator/', () => {
  it('200: every fault is off at first', async () => {
    expect(must(200, await (await signUp(app)).client.get(path))).toEqual(none);
  });
});

describe('PUT /api/organization/simulator/', () => {
  it('200: sets the faults as a whole; what is left out is off', async () => {
    const all = {
      notification_delay_seconds: 86_400,
      notification_jitter_seconds: 60,
      duplicate_percent: 100,
      lost_percent: 1,
      lost_answer_percent: 2,
      refund_delay_seconds: 3,
      refund_failure_percent: 4,
    };
    expect(must(200, await merchant.client.put(path, all))).toEqual(all);
    expect(must(200, await merchant.client.get(path))).toEqual(all);
    expect(must(200, await merchant.client.put(path, { lost_percent: 5 }))).toEqual({
      ...none,
      lost_percent: 5,
    });
    expect(must(200, await merchant.client.put(path, {}))).toEqual(none);
    expect(must(200, await merchant.client.get(path))).toEqual(none);
  });

  it("200: one organization's faults are nothing to another", async () => {
    const other = await signUp(app);
    must(200, await merchant.client.put(path, { lost_percent: 7 }));
    expect(must(200, await other.client.get(path))).toEqual(none);
  });

  it.each([
    ['a percentage above 100', { lost_percent: 101 }, 'invalid_value', 'lost_percent'],
    ['a percentage below 0', { duplicate_percent: -1 }, 'invalid_value', 'duplicate_percent'],
    [
      'a delay of more than a day',
      { notification_delay_seconds: 86_401 },
      'invalid_value',
      'notification_delay_seconds',
    ],
    ['a jitter below 0', { notification_jitter_seconds: -1 }, 'invalid_value', 'notification_jitter_seconds'],
    ['half a second', { refund_delay_seconds: 0.5 }, 'invalid_type', 'refund_delay_seconds'],
    ['a text', { refund_failure_percent: '5' }, 'invalid_type', 'refund_failure_percent'],
    ['a fault that is none', { loses: 5 }, 'unknown_field', 'loses'],
  ])('400: %s changes nothing', async (_, body, code, field) => {
    const before = must(200, await merchant.client.get(path));
    const reply = await merchant.client.put(path, body);
    expect(reply.body).toMatchObject({ status: 400, code, errors: [{ field }] });
    expect(must(200, await merchant.client.get(path))).toEqual(before);
  });

  it('writes down who changed which fault', async () => {
    must(200, await merchant.client.put(path, { duplicate_percent: 9 }));
    const { results } = must(
      200,
      await merchant.client.get('/api/organization/audit-log/?action=simulator.updated'),
    );
    expect(results[0]).toMatchObject({
      actor: { type: 'user', id: merchant.user.id },
      target: { type: 'organization', id: merchant.organization.id },
      details: { ...none, duplicate_percent: 9 },
    });
  });
});
