import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordEvents } from '#messaging/events/record-event.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { eventually, type Merchant, must, signUp } from '#test/support/scenario.ts';

/** WEBHOOK_EVENTS=10000 measures what the contract promises; fewer do for every run. */
const count = Number(process.env.WEBHOOK_EVENTS ?? 300);

let app: TestApp;
let merchants: { slow: Merchant; fast: Merchant };
let receivers: { slow: Receiver; fast: Receiver };

beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'on' } });
  merchants = { slow: await signUp(app), fast: await signUp(app) };
  receivers = { slow: await startReceiver(), fast: await startReceiver() };
  for (const name of ['slow', 'fast'] as const) {
    must(
      200,
      await merchants[name].client.put('/api/organization/webhook/', {
        url: receivers[name].url,
        enabled: true,
      }),
    );
  }
});
afterAll(async () => {
  await app.stop();
  await Promise.all([receivers.slow.close(), receivers.fast.close()]);
});

/** Commits events of one organization, a few hundred at a time, and gives when each was. */
async function commitEvents(organizationId: string, total: number): Promise<Map<string, number>> {
  const committedAtMs = new Map<string, number>();
  for (let left = total; left > 0; left -= 250) {
    const now = app.clock.now();
    const events = Array.from({ length: Math.min(left, 250) }, () => {
      const id = uuidv7(now);
      const eventId = formatId('evt', id);
      const body = JSON.stringify({
        event: 'transaction.status_changed',
        event_id: eventId,
        filler: 'x'.repeat(900),
      });
      return {
        id,
        organizationId,
        mode: 'sandbox' as const,
        type: 'transaction.status_changed',
        isPublic: true,
        body,
      };
    });
    await app.context.database.transaction((tx) => recordEvents(tx, events, now));
    const atMs = performance.now();
    for (const { id } of events) committedAtMs.set(formatId('evt', id), atMs);
  }
  return committedAtMs;
}

async function organizationOf(merchant: Merchant): Promise<string> {
  const { rows } = await app.context.database.pool.query(
    'select organization_id from memberships join users on users.id = user_id where email = $1',
    [merchant.email],
  );
  return rows[0].organization_id;
}

/** Sends events to the fast receiver alone and gives the middle and the worst delay, and the rate. */
async function measure(total: number) {
  receivers.fast.received.length = 0;
  const startedAtMs = performance.now();
  const committed = await commitEvents(await organizationOf(merchants.fast), total);
  await eventually(
    async () => receivers.fast.received.length,
    (received) => received >= total,
    60_000,
  );
  const delays = receivers.fast.received
    .map(({ body, atMs }) => atMs - (committed.get(body.event_id) ?? 0))
    .sort((left, right) => left - right);
  const last = Math.max(...receivers.fast.received.map(({ atMs }) => atMs));
  return {
    medianMs: Math.round(delays[Math.floor(delays.length / 2)] ?? 0),
    worstMs: Math.round(delays.at(-1) ?? 0),
    perSecond: Math.round((total / (last - startedAtMs)) * 1_000),
  };
}

test('a receiver that never answers delays no other organization, and every event arrives exactly once', async () => {
  await measure(count);
  const alone = await measure(count);
  receivers.slow.respond(() => undefined);
  await commitEvents(await organizationOf(merchants.slow), count);
  await eventually(
    async () => receivers.slow.received.length,
    (received) => received > 0,
  );
  const beside = await measure(count);
  console.log(`${count} events to a fast receiver, alone: ${JSON.stringify(alone)}`);
  console.log(`the same beside ${count} to one that never answers: ${JSON.stringify(beside)}`);
  expect(new Set(receivers.fast.received.map(({ body }) => body.event_id)).size).toBe(count);
  const { rows } = await app.context.database.pool.query(
    `select count(*)::integer as count from webhook_deliveries where organization_id = $1 and status <> 'pending'`,
    [await organizationOf(merchants.slow)],
  );
  expect(rows[0].count).toBe(0);
  expect(receivers.slow.received.length).toBeLessThan(count);
}, 120_000);
