import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  eventually,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  signUp,
  start,
} from '#test/support/scenario.ts';
import { longestSeconds, type Outage, openOutage, timed } from './outage.ts';

let outage: Outage;
let merchant: Merchant;
beforeAll(async () => {
  outage = await openOutage();
  merchant = await signUp(outage.app);
}, 180_000);
afterAll(() => outage.close());

const frozen = { begin: () => outage.database.freeze(), end: () => outage.database.thaw() };
const swallowed = { begin: () => outage.proxy.swallow(true), end: () => outage.proxy.swallow(false) };

describe.each([
  ['a database whose processes stand still', frozen],
  ['a network that swallows everything', swallowed],
])('%s', (_, silence) => {
  it('keeps nobody waiting, is told once, and what was asked is found out by asking again', async () => {
    const { app } = outage;
    const link = await makeLink(merchant, { max_uses: 5 });
    const key = { 'idempotency-key': randomUUID() };
    await start(app, link.id, {}, { 'idempotency-key': randomUUID() });
    const toldBefore = outage.told().length;
    silence.begin();
    try {
      const answers = await Promise.all([
        timed(start(app, link.id, {}, key)),
        timed(start(app, link.id)),
        timed(merchant.client.get('/api/products/')),
        timed(merchant.client.post('/api/products/', { name: 'Print', prices: { USD: '1.00' } })),
      ]);
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 503, retryAfter: '2' });
        expect(answer.seconds).toBeLessThan(longestSeconds);
      }
      // A write that had left may have been done; one that still waited for a connection has not.
      const codes = answers.map(({ code }) => code);
      expect(codes.every((code) => code === 'unavailable' || code === 'outcome_unknown')).toBe(true);
      expect(codes[2]).toBe('unavailable');
      const ready = await timed(app.client().get('/readyz'));
      expect(ready.status).toBe(503);
      expect(ready.seconds).toBeLessThan(2.5);
      expect((await app.client().get('/healthz')).status).toBe(200);
      // Now that it is known, nobody waits.
      const soon = await timed(start(app, link.id));
      expect(soon).toMatchObject({ status: 503, code: 'unavailable' });
      expect(soon.seconds).toBeLessThan(1);
    } finally {
      silence.end();
    }
    await eventually(
      () => app.client().get('/readyz'),
      ({ status }) => status === 200,
    );
    const again = must(201, await start(app, link.id, {}, key));
    const replayed = await start(app, link.id, {}, key);
    expect(must(201, replayed).checkout_id).toBe(again.checkout_id);
    await makeProduct(merchant);
    expect(outage.told().slice(toldBefore)).toEqual([
      'the database does not answer',
      'the database is back and keeps what is written',
    ]);
    expect(app.logLines.filter((line) => line.includes('"request failed"'))).toEqual([]);
  });
});

describe('commits that wait for a standby which is lost', () => {
  const setStandby = async (names: string) => {
    const { default: pg } = await import('pg');
    const client = new pg.Client(outage.database.connection);
    await client.connect();
    await client.query('set synchronous_commit = local');
    await client.query(`alter system set synchronous_standby_names = '${names}'`);
    await client.query('select pg_reload_conf()');
    await client.end();
  };

  it('are told as not known, while reads go on and readiness says that writes do not commit', async () => {
    const { app } = outage;
    const link = await makeLink(merchant, { max_uses: 5 });
    const key = { 'idempotency-key': randomUUID() };
    const toldBefore = outage.told().length;
    await setStandby('nobody');
    try {
      await eventually(
        () => app.client().get('/readyz'),
        ({ status }) => status === 503,
      );
      const ready = await app.client().get('/readyz');
      expect(ready.body.detail).toBe('The database answers, but writes do not commit.');
      const reads = await Promise.all([
        timed(app.client().get(`/api/payment-links/public/${link.id}/`)),
        timed(merchant.client.get('/api/products/')),
        timed(merchant.client.get(`/api/payment-links/${link.id}/`)),
      ]);
      expect(reads.map(({ status }) => status)).toEqual([200, 200, 200]);
      const write = await timed(start(app, link.id, {}, key));
      expect(write).toMatchObject({ status: 503, retryAfter: '2' });
      expect(write.seconds).toBeLessThan(longestSeconds);
    } finally {
      await setStandby('');
    }
    await eventually(
      () => app.client().get('/readyz'),
      ({ status }) => status === 200,
    );
    must(201, await start(app, link.id, {}, key));
    expect(outage.told().slice(toldBefore)).toEqual([
      'the database answers, but keeps nothing that is written',
      'the database is back and keeps what is written',
    ]);
  });

  it('that were on their way when it was lost, too, and are not done twice', async () => {
    const { app } = outage;
    const link = await makeLink(merchant, { max_uses: 5 });
    const key = { 'idempotency-key': randomUUID() };
    await setStandby('nobody');
    const first = await timed(start(app, link.id, {}, key));
    expect(first).toMatchObject({ status: 503, code: 'outcome_unknown', retryAfter: '2' });
    expect(first.seconds).toBeLessThan(longestSeconds);
    await setStandby('');
    await eventually(
      () => app.client().get('/readyz'),
      ({ status }) => status === 200,
    );
    const again = await start(app, link.id, {}, key);
    must(201, again);
    const shown = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
    expect(shown).toMatchObject({ held: 1 });
  });
});
