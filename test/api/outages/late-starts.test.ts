import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buyer, eventually, type Merchant, makeLink, must, signUp, start } from '#test/support/scenario.ts';
import { type Outage, openOutage, timed } from './outage.ts';

let outage: Outage;
let merchant: Merchant;
let operator: pg.Client;
beforeAll(async () => {
  outage = await openOutage();
  merchant = await signUp(outage.app);
  operator = new pg.Client(outage.database.connection);
  await operator.connect();
  await operator.query('set synchronous_commit = local');
}, 180_000);
afterAll(async () => {
  await operator.end();
  await outage.close();
});

async function setStandby(names: string): Promise<void> {
  await operator.query(`alter system set synchronous_standby_names = '${names}'`);
  await operator.query('select pg_reload_conf()');
}

const isReady = () =>
  eventually(
    () => outage.app.client().get('/readyz'),
    ({ status }) => status === 200,
  );
const held = async (linkId: string) =>
  must(200, await merchant.client.get(`/api/payment-links/${linkId}/`)).held as number;
const comeBackMs = 11_000;

it('a start that was done after its caller was told that nobody knows gives its place back, unless the caller came back', async () => {
  const { app } = outage;
  const [left, stayed] = [
    await makeLink(merchant, { max_uses: 2 }),
    await makeLink(merchant, { max_uses: 2 }),
  ];
  const keys = [randomUUID(), randomUUID()].map((key) => ({ 'idempotency-key': key }));
  await setStandby('nobody');
  const told = await Promise.all([
    timed(start(app, left.id)),
    timed(start(app, left.id, {}, keys[0])),
    timed(start(app, stayed.id, {}, keys[1])),
  ]);
  expect(told.map(({ status, code }) => [status, code])).toEqual(Array(3).fill([503, 'outcome_unknown']));
  await setStandby('');
  await isReady();
  const back = must(201, await start(app, stayed.id, {}, keys[1]));
  // A start that waited behind the other may have been dropped before it was sent.
  expect(await held(left.id)).toBeGreaterThanOrEqual(1);
  expect(await held(stayed.id)).toBe(1);
  app.clock.advance(comeBackMs);
  await eventually(
    () => held(left.id),
    (count) => count === 0,
  );
  expect(await held(stayed.id)).toBe(1);
  const state = await app.client().get(`/api/checkout/${back.token}/`);
  expect(must(200, state).status).toBe('open');
  // Who comes back even later begins anew.
  must(201, await start(app, left.id, {}, keys[0]));
  expect(await held(left.id)).toBe(1);
}, 60_000);

it('a start whose caller leaves while it waits for its turn takes no place', async () => {
  const { app } = outage;
  const link = await makeLink(merchant, { max_uses: 5 });
  await operator.query('begin');
  await operator.query('select 1 from payment_link_places for update');
  const waits = async (count: number) => {
    const client = new pg.Client(outage.database.connection);
    await client.connect();
    await eventually(
      async () =>
        (
          await client.query(
            `select count(*)::integer as count from pg_stat_activity where wait_event_type = 'Lock'`,
          )
        ).rows[0].count as number,
      (found) => found >= count,
    );
    await client.end();
  };
  // Two batches of an organization are on their way at most: what comes then waits here.
  const sent = [start(app, link.id)];
  await waits(1);
  sent.push(start(app, link.id));
  await waits(1);
  await app.client().get('/healthz');
  const leaving = new AbortController();
  const left = fetch(`${app.url}/api/payment-links/public/${link.id}/start/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(buyer),
    signal: leaving.signal,
  }).catch((error: Error) => error.name);
  const stays = start(app, link.id);
  // Both have been read when a later request was answered.
  for (let asked = 0; asked < 3; asked++) await app.client().get('/healthz');
  leaving.abort();
  expect(await left).toBe('AbortError');
  for (let asked = 0; asked < 3; asked++) await app.client().get('/healthz');
  await operator.query('commit');
  for (const answer of [...sent, stays]) must(201, await answer);
  expect(await held(link.id)).toBe(3);
}, 60_000);
