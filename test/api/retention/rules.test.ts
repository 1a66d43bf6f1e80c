import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { type Merchant, makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';
import { hers, keepRules, leaveUnpaid, paidBy, settle, tablesWith, violations, zofia } from './support.ts';

const dayMs = 86_400_000;

let app: TestApp;
let merchant: Merchant;
beforeAll(async () => {
  app = await startApp({ env: { RETENTION_EVENTS_DAYS: '60', RETENTION_UNPAID_DAYS: '10' } });
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set(0);
  merchant = await signUp(app);
});

const count = async (from: string) =>
  (await query(app, `select count(*)::integer as count from ${from}`))[0].count as number;

describe('buyers who never paid', () => {
  it('are kept until the days that the operator set are over, and not a day longer', async () => {
    const [, , failed] = await leaveUnpaid(app, await makeLink(merchant));
    expect(failed).toBeDefined();
    await settle(app);
    app.clock.set(9 * dayMs);
    await keepRules(app);
    expect(await tablesWith(app, hers)).toContain('checkouts');
    app.clock.set(12 * dayMs);
    await keepRules(app);
    expect(await tablesWith(app, hers)).toEqual([]);
    expect(await violations(app)).toEqual([]);
  });

  it('stay while an event about them is being sent, because its bytes must not change under a retry', async () => {
    const [, , failed] = await leaveUnpaid(app, await makeLink(merchant));
    await settle(app);
    const [event] = await query(
      app,
      `select e.organization_id, e.id, e.mode, e.type from events e join checkouts c on c.organization_id = e.organization_id and c.id = e.checkout_id
        where c.status = 'failed' and c.payer_email is not null and e.is_public limit 1`,
    );
    await query(
      app,
      `insert into webhook_deliveries (organization_id, id, mode, event_id, event_type, due_at, created_at)
        values ($1, $2, $3, $4, $5, 'infinity', now())`,
      [event.organization_id, uuidv7(new Date()), event.mode, event.id, event.type],
    );
    app.clock.set(20 * dayMs);
    await keepRules(app);
    const left = await query(
      app,
      `select id from checkouts where payer_email is not null and status <> 'paid'`,
    );
    expect(left.map(({ id }) => formatId('chk', id))).toEqual([failed?.checkout_id]);
    await query(app, `update webhook_deliveries set due_at = null, status = 'failed' where event_id = $1`, [
      event.id,
    ]);
    await keepRules(app);
    expect(await tablesWith(app, hers)).toEqual([]);
  });

  it('are not those who paid', async () => {
    await paidBy(app, merchant, zofia);
    await settle(app);
    app.clock.set(400 * dayMs);
    await keepRules(app);
    expect(await tablesWith(app, hers)).toEqual(
      expect.arrayContaining(['checkouts', 'transactions', 'receipts']),
    );
    await query(
      app,
      `update checkouts set billing = '{}', payer_email = null, client_reference_id = null, utm = null`,
    );
    await query(app, `update transactions set payer_email = null`);
  });
});

describe('rows that are kept for thirty days', () => {
  const left: [string, (organizationId: string) => Promise<unknown>, string][] = [
    [
      'webhook_deliveries',
      (organizationId) =>
        query(
          app,
          `insert into webhook_deliveries (organization_id, id, mode, event_id, event_type, status, created_at)
            values ($1, $2, 'sandbox', $2, 'transaction.paid', 'failed', now())`,
          [organizationId, uuidv7(new Date())],
        ),
      'organization_id = $1',
    ],
    [
      'mails',
      async () =>
        must(
          201,
          await merchant.client.post('/api/organization/team/', {
            email: 'colleague@shop.example',
            role: 'viewer',
          }),
        ),
      'organization_id = $1',
    ],
    [
      'sessions',
      async () => must(204, await merchant.client.post('/api/auth/logout/')),
      'organization_id = $1 and revoked_at is not null',
    ],
  ];

  it.each(left)('of %s are there a day before, and gone a day after', async (table, leave, which) => {
    const organizationId = await organizationOf(merchant);
    await leave(organizationId);
    const kept = async () =>
      (await query(app, `select from ${table} where ${which}`, [organizationId])).length;
    const before = await kept();
    expect(before).toBeGreaterThan(0);
    app.clock.set(29 * dayMs);
    await keepRules(app);
    expect(await kept()).toBe(before);
    app.clock.set(31 * dayMs);
    await keepRules(app);
    expect(await kept()).toBe(0);
  });
});

describe('several instances at once', () => {
  it('remove each row once, and pass over what somebody holds without waiting for it', async () => {
    const organizationId = await organizationOf(merchant);
    const now = new Date();
    await query(
      app,
      `insert into idempotency_keys select $1, decode(md5(i::text), 'hex'), '', '{}', $2, $2 from generate_series(1, 3500) i`,
      [organizationId, new Date(now.getTime() - dayMs)],
    );
    const client = await app.context.database.pool.connect();
    let sums: Record<string, number>[];
    try {
      await client.query('begin');
      await client.query(
        'select from idempotency_keys where organization_id = $1 and expires_at < $2 limit 1 for update',
        [organizationId, now],
      );
      sums = await Promise.all([keepRules(app), keepRules(app), keepRules(app)]);
    } finally {
      await client.query('rollback');
      client.release();
    }
    const total = sums.reduce((sum, removed) => sum + (removed.idempotency_keys ?? 0), 0);
    expect({ total, left: await count('idempotency_keys where expires_at < now()') }).toEqual({
      total: 3_499,
      left: 1,
    });
    expect((await keepRules(app)).idempotency_keys).toBe(1);
  });
});

describe('events of an age that the operator set', () => {
  it('go where a later one says more; the last word of each payment stays, and verify proves that none is missing', async () => {
    const { transactionId } = await paidBy(app, merchant, {});
    await settle(app);
    const organizationId = await organizationOf(merchant);
    const kept = () =>
      query(
        app,
        `select sequence, position from events where organization_id = $1 and sequence is not null`,
        [organizationId],
      );
    expect((await kept()).map(({ sequence }) => sequence).sort()).toEqual([1, 2]);
    app.clock.set(90 * dayMs);
    await keepRules(app);
    expect((await kept()).map(({ sequence }) => sequence)).toEqual([2]);
    expect(await violations(app)).toEqual([]);
    await query(app, 'delete from events where organization_id = $1 and sequence = 2', [organizationId]);
    expect((await violations(app)).map(({ check }) => check)).toEqual([
      'Each change of a transaction has its event, in a sequence without gaps',
    ]);
    await query(app, 'update transactions set sequence = 1, events_removed = 1 where organization_id = $1', [
      organizationId,
    ]);
    expect(transactionId).toMatch(/^TX/);
  });
});

describe('images', () => {
  it('go a day after they were replaced, and stay where a link shows what was sold', async () => {
    const url = (letter: string) => `https://old.example/media/${letter.repeat(64)}`;
    for (const letter of ['a', 'b', 'c', 'd'])
      await query(app, `insert into media values ($1, 'image/png', '\\x00', now(), now())`, [
        letter.repeat(64),
      ]);
    const product = await makeProduct(merchant);
    const show = (letter: string) =>
      query(app, 'update products set image_url = $1 where organization_id = $2', [
        url(letter),
        organizationId,
      ]);
    const organizationId = await organizationOf(merchant);
    await show('a');
    await makeLink(merchant, {}, product);
    await show('b');
    await query(app, 'update organizations set logo_url = $1 where id = $2', [url('c'), organizationId]);
    const hashes = async () =>
      (await query(app, 'select left(hash, 1) as letter from media order by 1')).map(({ letter }) => letter);
    app.clock.set(dayMs - 60_000);
    await keepRules(app);
    expect(await hashes()).toEqual(['a', 'b', 'c', 'd']);
    app.clock.set(dayMs + 60_000);
    await keepRules(app);
    expect(await hashes()).toEqual(['a', 'b', 'c']);
    await show('a');
    await keepRules(app);
    expect(await hashes()).toEqual(['a', 'c']);
  });
});

describe('views', () => {
  it('of a day that is over are added up to one row, and statistics show the same', async () => {
    const link: Json = await makeLink(merchant);
    const organizationId = await organizationOf(merchant);
    const today = new Date().toISOString().slice(0, 10);
    for (const shard of [0, 3, 9]) {
      await query(app, 'insert into payment_link_views values ($1, $2, $3, $4, 7)', [
        organizationId,
        link.id,
        today,
        shard,
      ]);
      await query(app, `insert into organization_views values ($1, 'sandbox', $2, $3, 7)`, [
        organizationId,
        today,
        shard,
      ]);
    }
    const seen = async () =>
      must(200, await merchant.client.get(`/api/payment-links/${link.id}/?days=90`)).stats.views;
    expect(await seen()).toBe(21);
    app.clock.set(9 * dayMs);
    await keepRules(app);
    app.clock.set(0);
    expect(await seen()).toBe(21);
    for (const table of ['payment_link_views', 'organization_views'])
      expect(
        await query(app, `select shard, views from ${table} where organization_id = $1`, [organizationId]),
      ).toEqual([{ shard: 0, views: 21 }]);
  });
});

async function organizationOf({ email }: Merchant): Promise<string> {
  const [row] = await query(
    app,
    'select m.organization_id as id from memberships m join users u on u.id = m.user_id where u.email = $1',
    [email],
  );
  return row.id;
}
