import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordEvents } from '#messaging/events/record-event.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { eventually, type Merchant, must, signUp } from '#test/support/scenario.ts';

let first: TestApp;
let second: TestApp;
let receiver: Receiver;
let merchant: Merchant;
let database: TestDatabase;

const startInstance = () => startApp({ database, env: { WEBHOOK_ALLOW_PRIVATE: 'on' } });

beforeEach(async () => {
  database = await createDatabase();
  first = await startInstance();
  second = await startInstance();
  receiver = await startReceiver();
  merchant = await signUp(second);
  const body = { url: receiver.url, enabled: true };
  must(200, await merchant.client.put('/api/organization/webhook/', body));
});
afterEach(async () => {
  await Promise.all([first.stop(), second.stop()]);
  await receiver.close();
  await database.drop();
});

test('two instances on one database send every event exactly once', async () => {
  const { rows } = await second.context.database.pool.query('select id from organizations');
  const now = second.clock.now();
  const events = Array.from({ length: 300 }, () => {
    const id = uuidv7(now);
    const body = JSON.stringify({ event: 'webhook.test', event_id: formatId('evt', id) });
    const common = { mode: 'sandbox', type: 'webhook.test', isPublic: true } as const;
    return { ...common, id, organizationId: rows[0].id, body };
  });
  await second.context.database.transaction((tx) => recordEvents(tx, events, now));
  first.context.wakeJobs();
  second.context.wakeJobs();
  await eventually(
    async () => receiver.received.length,
    (count) => count >= events.length,
  );
  const open = 'select count(*)::integer as count from webhook_deliveries where status <> $1';
  await eventually(
    async () => (await second.context.database.pool.query(open, ['delivered'])).rows[0].count,
    (count) => count === 0,
  );
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(events.length);
  expect(ids).toHaveLength(events.length);
});

test('what a stopping instance was sending is sent by another, as the same delivery', async () => {
  const held: (() => void)[] = [];
  receiver.respond((_, response) => void held.push(() => response.end()));
  must(202, await merchant.client.post('/api/organization/webhook/test/'));
  await eventually(
    async () => receiver.received.length,
    (count) => count > 0,
  );
  receiver.respond((_, response) => void response.writeHead(204).end());
  // Whichever of the two was sending: the other one, or its successor, takes over.
  await first.stop();
  await second.stop();
  first = await startInstance();
  second = await startInstance();
  const received = await eventually(
    async () => receiver.received,
    (list) => list.length > 1,
  );
  const [before, after] = received.map(({ headers }) => headers['x-webhook-delivery-id']);
  expect(after).toBe(before);
});
