import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '#test/support/client.ts';
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
type Shop = { readonly seller: Merchant; readonly link: Json };
const heldOf = async ({ seller, link }: Shop) =>
  must(200, await seller.client.get(`/api/payment-links/${link.id}/`)).held as number;
const newKey = () => ({ 'idempotency-key': randomUUID() });
const comeBackMs = 11_000;
/** Longer than what is asked in between takes on a busy machine. */
const pauseMs = 300_000;

/** Until so many connections wait for that. */
async function waiting(what: string, count: number): Promise<void> {
  const client = new pg.Client(outage.database.connection);
  await client.connect();
  const counted = () => client.query(`select count(*)::integer as count from pg_stat_activity where ${what}`);
  try {
    await eventually(counted, ({ rows }) => rows[0].count >= count);
  } finally {
    await client.end();
  }
}

it('a start that was done after its caller was told that nobody knows gives its place back, unless the caller came back', async () => {
  const { app } = outage;
  // Of an organization each, so that each is on its way by itself.
  const sellers = await Promise.all([signUp(app), signUp(app), signUp(app)]);
  const [silent, late, stayed] = (await Promise.all(
    sellers.map(async (seller) => ({ seller, link: await makeLink(seller, { max_uses: 2 }) })),
  )) as [Shop, Shop, Shop];
  const [lateKey, stayedKey, behindKey] = [newKey(), newKey(), newKey()];
  await setStandby('nobody');
  const asked = [
    timed(start(app, silent.link.id)),
    timed(start(app, late.link.id, {}, lateKey)),
    timed(start(app, stayed.link.id, {}, stayedKey)),
  ];
  await waiting(`wait_event = 'SyncRep' and query like 'with clock%'`, 3);
  // It waits behind the first one, and is not done any more once that one's connection was given up.
  asked.push(timed(start(app, silent.link.id, {}, behindKey)));
  const told = await Promise.all(asked);
  expect(told.map(({ status, code }) => [status, code])).toEqual(Array(4).fill([503, 'outcome_unknown']));
  app.clock.advance(-pauseMs);
  await setStandby('');
  await isReady();
  const back = await start(app, stayed.link.id, {}, stayedKey);
  expect(back.headers.get('idempotent-replayed')).toBe('true');
  const held = () => Promise.all([silent, late, stayed].map(heldOf));
  // Nobody can come back without a key.
  await eventually(
    () => heldOf(silent),
    (count) => count === 0,
  );
  expect(await held()).toEqual([0, 1, 1]);
  app.clock.advance(pauseMs + comeBackMs);
  await eventually(held, (counts) => counts[1] === 0);
  expect(await held()).toEqual([0, 0, 1]);
  const state = await app.client().get(`/api/checkout/${must(201, back).token}/`);
  expect(must(200, state).status).toBe('open');
  // Who comes back even later begins anew.
  for (const [shop, key] of [
    [late, lateKey],
    [silent, behindKey],
  ] as const) {
    const anew = await start(app, shop.link.id, {}, key);
    expect(must(201, anew) && anew.headers.get('idempotent-replayed')).toBeNull();
    expect(await heldOf(shop)).toBe(1);
  }
});

it('a start whose caller leaves while it waits for its turn takes no place', async () => {
  const { app } = outage;
  const link = await makeLink(merchant, { max_uses: 5 });
  await operator.query('begin');
  await operator.query('select 1 from payment_link_places for update');
  // Two batches of an organization are on their way at most: what comes then waits here.
  const sent = [start(app, link.id)];
  await waiting(`wait_event_type = 'Lock'`, 1);
  sent.push(start(app, link.id));
  await waiting(`wait_event_type = 'Lock'`, 1);
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
  expect(await heldOf({ seller: merchant, link })).toBe(3);
});
