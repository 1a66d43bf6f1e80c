import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainStart } from '#platform/audit/audit.ts';
import { readChain, readChainHead } from '#platform/audit/find-audit-rows.ts';
import { recordAudit } from '#platform/audit/record-audit.ts';
import { verifyChain } from '#platform/audit/verify-chain.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { join } from '#test/support/mailbox.ts';
import { type Merchant, makeProduct, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const path = '/api/organization/audit-log/';
const read = async (merchant: Merchant, query = '') => must(200, await merchant.client.get(path + query));

async function violationsOf(merchant: Merchant) {
  const organizationId = parseId('org', merchant.organization.id) as string;
  const { handle } = app.context.database;
  const head = (await readChainHead(handle, organizationId)) ?? chainStart;
  return verifyChain(await readChain(handle, organizationId, 0, 1000), { head });
}

describe('GET /api/organization/audit-log/', () => {
  it('200: newest first, with who, what, whence and hash', async () => {
    const merchant = await signUp(app);
    const { results } = await read(merchant);
    expect(results.map((entry: Json) => [entry.sequence, entry.action])).toEqual([
      [2, 'user.signed_in'],
      [1, 'organization.created'],
    ]);
    expect(results[0]).toMatchObject({
      id: expect.stringMatching(/^aud_/),
      actor: { type: 'user', id: merchant.user.id, name: 'Maja Berg', email: merchant.email },
      details: { method: 'sign_up' },
      address: '127.0.0.1',
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      previous_hash: results[1].hash,
    });
    expect(results[1].previous_hash).toBe('0'.repeat(64));
  });

  it('200: anybody can compute a hash from what is answered', async () => {
    const merchant = await signUp(app);
    const [entry] = (await read(merchant)).results;
    const { actor, created_at, details, request_id, sequence, target } = entry;
    // The keys in their order, as the description of the route says.
    const content = JSON.stringify({
      action: entry.action,
      actor: { id: actor.id, type: actor.type },
      address: entry.address,
      created_at,
      details,
      id: entry.id,
      organization_id: merchant.organization.id,
      request_id,
      sequence,
      target: { id: target.id, type: target.type },
    });
    const bytes = Buffer.concat([Buffer.from(entry.previous_hash, 'hex'), Buffer.from(content)]);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(entry.hash);
  });

  it('200: pages without gap while entries arrive, and filters by action', async () => {
    const merchant = await signUp(app);
    for (let count = 0; count < 4; count++) await makeProduct(merchant, { name: `Print ${count}` });
    const seen: number[] = [];
    let next: string | null = `${path}?limit=2`;
    while (next) {
      const page: Json = must(200, await merchant.client.get(next));
      seen.push(...page.results.map((entry: Json) => entry.sequence));
      await makeProduct(merchant);
      next = page.next;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1]);
    const { results } = await read(merchant, '?action=product.created&limit=1');
    expect(results.map((entry: Json) => entry.action)).toEqual(['product.created']);
  });

  it('200: holds nothing of other organizations', async () => {
    const [merchant, stranger] = [await signUp(app), await signUp(app)];
    await makeProduct(stranger);
    expect((await read(merchant)).results).toHaveLength(2);
  });

  it('200: by area, by who, by what it happened to, and by time', async () => {
    const owner = await signUp(app);
    const colleague = await join(app, owner, 'staff');
    const product = await makeProduct(colleague, { name: 'Print' });
    const actions = async (query: string) =>
      (await read(owner, query)).results.map(({ action }: Json) => action);
    expect(await actions('?area=team')).toEqual(['team.member_joined', 'team.member_invited']);
    expect(await actions('?area=team&action=team.member_joined')).toEqual(['team.member_joined']);
    expect(await actions('?area=team&action=product.created')).toEqual([]);
    const byColleague = ['product.created', 'user.signed_in', 'team.member_joined'];
    expect(await actions(`?actor=${colleague.user.id}`)).toEqual(byColleague);
    expect(await actions(`?actor=${colleague.user.id.toUpperCase().replace('USR', 'usr')}`)).toEqual(
      byColleague,
    );
    expect(await actions('?actor=operator')).toEqual([]);
    expect(await actions(`?about=${product.id}`)).toEqual(['product.created']);
    const [newest] = (await read(owner)).results;
    const at = encodeURIComponent(newest.created_at);
    expect(await actions(`?created_after=${at}`)).toEqual([newest.action]);
    expect(await actions(`?created_before=${at}&actor=${colleague.user.id}`)).toEqual(byColleague.slice(1));
    const { next } = await read(owner, `?actor=${colleague.user.id}&limit=1`);
    expect((must(200, await owner.client.get(next)).results as Json[])[0]?.action).toBe('user.signed_in');
  });

  it('200: as CSV every row of the filter, whatever the page, and none of others', async () => {
    const merchant = await signUp(app, { name: 'Maja "=1+1" Berg' });
    await signUp(app);
    for (const name of ['=cmd()', 'Print, large', 'Poster']) await makeProduct(merchant, { name });
    const csv = { accept: 'text/csv' };
    const reply = await merchant.client.get(`${path}?action=product.created&limit=1`, csv);
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const [header, ...rows] = reply.text.trim().split('\r\n');
    expect(header).toBe(
      'sequence,id,created_at,action,actor_type,actor_id,actor_name,actor_email,target_type,target_id,details,address,request_id,previous_hash,hash',
    );
    expect(rows.map((row) => row.split(',')[0])).toEqual(['5', '4', '3']);
    expect(rows.every((row) => row.includes('product.created') && row.includes(merchant.user.id))).toBe(true);
    const semicolons = await merchant.client.get(`${path}?separator=semicolon`, csv);
    expect(semicolons.text.startsWith('sequence;id;')).toBe(true);
  });

  it.each([
    'limit=0',
    'cursor=x',
    'action=cake.eaten',
    'actor=me',
    'area=cake',
    'about=',
    'created_after=yesterday',
    'created_before=2026-01-01',
  ])('400: for %s', async (query) => {
    expect((await (await signUp(app)).client.get(`${path}?${query}`)).status).toBe(400);
  });

  it('403 insufficient_role: for staff and viewers', async () => {
    const owner = await signUp(app);
    for (const role of ['staff', 'viewer']) {
      const reply = await (await join(app, owner, role)).client.get(path);
      expect([reply.status, reply.body.code]).toEqual([403, 'insufficient_role']);
    }
    await read(await join(app, owner, 'admin'));
  });
});

describe('GET /api/organization/audit-log/proof/', () => {
  const prove = async (merchant: Merchant) => must(200, await merchant.client.get(`${path}proof/`));

  it('200: counts the chain again, by months of the organization, and names the newest hash', async () => {
    const merchant = await signUp(app);
    await signUp(app);
    await makeProduct(merchant);
    const { results } = await read(merchant);
    const proof = await prove(merchant);
    expect(proof).toMatchObject({
      holds: true,
      entries: 3,
      first_at: results.at(-1).created_at,
      newest_sequence: 3,
      newest_hash: results[0].hash,
      violations: [],
      checked_at: expect.any(String),
    });
    expect(proof.months.at(-1)).toEqual({
      month: results[0].created_at.slice(0, 7),
      entries: 3,
      sequence: 3,
      hash: results[0].hash,
    });
  });

  it.each([
    [
      'changed',
      `update audit_log set details = '{"name":"forged"}' where organization_id = $1 and sequence = 2`,
      2,
    ],
    ['taken out', 'delete from audit_log where organization_id = $1 and sequence = 2', 3],
    ['cut off', 'delete from audit_log where organization_id = $1 and sequence = 3', 2],
  ])('200: says which entry when one was %s', async (_, change, sequence) => {
    const merchant = await signUp(app);
    await makeProduct(merchant);
    const organizationId = parseId('org', merchant.organization.id);
    await app.context.database.pool.query(change, [organizationId]);
    const proof = await prove(merchant);
    expect(proof.holds).toBe(false);
    expect(proof.violations[0].sequence).toBe(sequence);
  });

  it('200: goes on over the end of a page', async () => {
    const merchant = await signUp(app);
    const organizationId = parseId('org', merchant.organization.id) as string;
    const actor = { type: 'system', id: null } as const;
    await app.context.database.transaction(async (tx) => {
      for (let count = 0; count < 1998; count++)
        await recordAudit(tx, { organizationId, actor, action: 'product.created' }, app.clock.now());
    });
    expect(await prove(merchant)).toMatchObject({ holds: true, entries: 2000, newest_sequence: 2000 });
  });

  it('403 insufficient_role: for staff', async () => {
    const staff = await join(app, await signUp(app), 'staff');
    expect((await staff.client.get(`${path}proof/`)).status).toBe(403);
  });
});

describe('the chain', () => {
  it('holds when many change things at the same moment', async () => {
    const merchant = await signUp(app);
    await Promise.all(Array.from({ length: 12 }, () => makeProduct(merchant)));
    const { results } = await read(merchant, '?limit=100');
    expect(results.map((entry: Json) => entry.sequence)).toEqual([...Array(14).keys()].map((n) => 14 - n));
    expect(await violationsOf(merchant)).toEqual([]);
  });

  it('has no entry of a change that was rolled back', async () => {
    const merchant = await signUp(app);
    const organizationId = parseId('org', merchant.organization.id) as string;
    const undone = app.context.database.transaction(async (tx) => {
      const actor = { type: 'system', id: null } as const;
      await recordAudit(tx, { organizationId, actor, action: 'product.created' }, app.clock.now());
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await makeProduct(merchant);
    expect((await read(merchant)).results[0].sequence).toBe(3);
    expect(await violationsOf(merchant)).toEqual([]);
  });

  it('shows what was changed, added, taken out or cut off in the database', async () => {
    const { pool } = app.context.database;
    for (const [tampering, found] of [
      [`update audit_log set details = '{"method":"password"}' where sequence = 2`, /content of entry 2/],
      [`delete from audit_log where sequence = 2`, /Entry 2 is missing/],
      [`delete from audit_log where sequence = 3`, /ends with entry 3/],
      [`update audit_log set sequence = 9 where sequence = 2`, /Entry 2 is missing/],
    ] as const) {
      const merchant = await signUp(app);
      await makeProduct(merchant);
      expect(await violationsOf(merchant)).toEqual([]);
      const organizationId = parseId('org', merchant.organization.id);
      await pool.query(`${tampering} and organization_id = $1`, [organizationId]);
      const violations = await violationsOf(merchant);
      expect(violations.map(({ problem }) => problem).join(' ')).toMatch(found);
    }
  });
});
