import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundledPostgres, startBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';
import { connectionUrl } from '#platform/db/bundled/connection.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import {
  eventually,
  type Merchant,
  makeLink,
  must,
  pay,
  signUp,
  start,
  startOpen,
} from '#test/support/scenario.ts';
import { openSmallDisk, type SmallDisk, whyNoSmallDisk } from '#test/support/small-disk.ts';
import { longestSeconds, timed, toldOf } from './outage.ts';

const whyNot = whyNoSmallDisk();
const diskMb = 160;

describe.skipIf(whyNot)(`a database whose disk is full${whyNot ? ` (not tried: ${whyNot})` : ''}`, () => {
  let disk: SmallDisk;
  let postgres: BundledPostgres;
  let app: TestApp;
  let merchant: Merchant;
  beforeAll(async () => {
    disk = openSmallDisk(diskMb);
    postgres = await startBundledPostgres({ dataDir: disk.folder });
    const { connection } = postgres;
    const drop = async () => undefined;
    app = await startApp({ database: { connection, url: connectionUrl(connection), drop } });
    merchant = await signUp(app);
  }, 120_000);
  afterAll(async () => {
    disk?.free();
    await app?.stop();
    await postgres?.stop();
    disk?.remove();
  });

  const isReady = () =>
    eventually(
      () => app.client().get('/readyz'),
      ({ status }) => status === 200,
      45_000,
    );
  const paidFor = async (linkId: string) => {
    const { token } = await startOpen(app, linkId);
    must(200, await pay(app, token));
  };
  /** Text that does not become smaller, so that it fills pages. */
  const makePrint = (name: string) =>
    merchant.client.post('/api/products/', {
      name,
      description: randomBytes(360).toString('base64'),
      prices: { USD: '1.00' },
    });
  /** Whether the database keeps what a connection of its own writes. */
  const commits = async () => {
    const client = new pg.Client(postgres.connection);
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('update heartbeats set beaten_at = clock_timestamp()');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const namesOf = async (part: string) => {
    const client = new pg.Client(postgres.connection);
    await client.connect();
    const found = await client.query<{ name: string }>('select name from products where name like $1', [
      `${part}%`,
    ]);
    await client.end();
    return found.rows.map(({ name }) => name);
  };

  it('takes no write and says so, reads go on, and with room again it serves by itself, with all that was acknowledged', async () => {
    const link = await makeLink(merchant, { max_uses: 9 });
    await paidFor(link.id);
    const toldBefore = toldOf(app).length;
    const acknowledged: string[] = [];
    disk.fill();
    let refused: Awaited<ReturnType<typeof timed>> | undefined;
    for (let count = 0; count < 2_000 && !refused; count++) {
      const name = `Full ${count}`;
      const answer = await timed(makePrint(name));
      if (answer.status === 201) acknowledged.push(name);
      else refused = answer;
    }
    expect(refused).toMatchObject({ status: 503, code: 'unavailable', retryAfter: '2' });
    const ready = await eventually(
      () => app.client().get('/readyz'),
      ({ status }) => status === 503,
    );
    expect(ready.body.detail).toBe('The database answers, but writes do not commit.');
    const writes = await Promise.all([timed(makePrint('Refused')), timed(start(app, link.id))]);
    for (const answer of writes)
      expect(answer).toMatchObject({ status: 503, code: 'unavailable', retryAfter: '2' });
    const reads = await Promise.all([
      timed(app.client().get(`/api/payment-links/public/${link.id}/`)),
      timed(merchant.client.get('/api/products/')),
      timed(merchant.client.get('/api/transactions/')),
    ]);
    expect(reads.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { seconds } of [...writes, ...reads]) expect(seconds).toBeLessThan(longestSeconds);
    disk.free();
    await isReady();
    await paidFor(link.id);
    must(201, await makePrint('Full, and over'));
    expect((await namesOf('Full')).sort()).toEqual([...acknowledged, 'Full, and over'].sort());
    expect(must(200, await merchant.client.get(`/api/payment-links/${link.id}/`))).toMatchObject({
      paid_count: 2,
      held: 0,
    });
    expect(await namesOf('Refused')).toEqual([]);
    expect(toldOf(app).slice(toldBefore)).toEqual([
      'the database is short of something',
      'the database answers, but keeps nothing that is written',
      'the database is back and keeps what is written',
    ]);
    expect(app.logLines.filter((line) => line.includes('"request failed"'))).toEqual([]);
  }, 120_000);

  it('ends when it cannot write its log ahead either, and comes back by itself with all that was acknowledged', async () => {
    const link = await makeLink(merchant, { max_uses: 9 });
    await paidFor(link.id);
    const [operator, bystander] = [new pg.Client(postgres.connection), new pg.Client(postgres.connection)];
    for (const client of [operator, bystander]) client.on('error', () => undefined);
    await Promise.all([operator.connect(), bystander.connect()]);
    const allEnded = new Promise<void>((resolve) => bystander.once('end', resolve));
    disk.fill();
    // Each begins a new file of the log ahead, until the disk has none left.
    const goOn = async () => {
      for (let count = 0; count < 40; count++)
        await operator.query(
          `select pg_logical_emit_message(false, 'test', 'full'), pg_switch_wal(), pg_logical_emit_message(false, 'test', 'full')`,
        );
    };
    await expect(goOn()).rejects.toThrow(/terminated|closed|PANIC|space|EPIPE|ECONNRESET/i);
    // Whoever met the full disk hears of it first; a moment later the connections of all others end.
    await allEnded;
    // It ended, and begins anew as far as it can: what is told meanwhile is true, and comes in time.
    const acknowledged: string[] = [];
    for (let count = 0; count < 20; count++) {
      const name = `Ahead ${count}`;
      const [write, read] = await Promise.all([
        timed(makePrint(name)),
        timed(merchant.client.get('/api/products/')),
      ]);
      expect([201, 503]).toContain(write.status);
      expect([200, 503]).toContain(read.status);
      for (const { seconds } of [write, read]) expect(seconds).toBeLessThan(longestSeconds);
      if (write.status === 201) acknowledged.push(name);
    }
    disk.free();
    // What was proven a moment before its last end is worth nothing: it is up when it takes a write of somebody else's.
    await eventually(
      () => commits(),
      (isCommitted) => isCommitted,
      45_000,
    );
    await isReady();
    await paidFor(link.id);
    expect(await namesOf('Ahead')).toEqual(expect.arrayContaining(acknowledged));
    expect(must(200, await merchant.client.get(`/api/payment-links/${link.id}/`))).toMatchObject({
      paid_count: 2,
      held: 0,
    });
    expect(app.logLines.filter((line) => line.includes('"request failed"'))).toEqual([]);
  }, 120_000);
});
