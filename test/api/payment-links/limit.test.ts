import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type Merchant, makeLink, must, pay, signUp, start, startOpen } from '#test/support/scenario.ts';

describe.each(['read committed', 'serializable'] as const)('max_uses under %s', (isolation) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ isolation });
  });
  afterAll(() => app.stop());

  const pathOf = (link: Json) => `/api/payment-links/${link.id}/`;
  const read = async (merchant: Merchant, link: Json) => must(200, await merchant.client.get(pathOf(link)));
  const limit = (merchant: Merchant, link: Json, max_uses: number | null) =>
    merchant.client.patch(pathOf(link), { max_uses });
  const startMany = (link: Json, count: number) =>
    Promise.all(Array.from({ length: count }, () => startOpen(app, link.id)));

  it('is refused below what is paid and held, naming both', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 5 });
    const [paid] = await startMany(link, 3);
    must(200, await pay(app, paid.token));
    const reply = await limit(merchant, link, 2);
    expect([reply.status, reply.body.code, reply.body.errors[0].field]).toEqual([
      400,
      'max_uses_below_uses',
      'max_uses',
    ]);
    expect(reply.body.detail).toMatch(/^1 .* paid and 2 .* held .* 3 or more/);
    expect(must(200, await limit(merchant, link, 3))).toMatchObject({ uses: 1, held: 2, remaining_uses: 0 });
    expect((await start(app, link.id)).body.code).toBe('link_fully_held');
  });

  it('leaves places out that lapsed by the clock', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 5 });
    const [checkout] = await startMany(link, 3);
    app.clock.advance(checkout.expires_at * 1000 - app.clock.now().getTime() + 7_000);
    expect(must(200, await limit(merchant, link, 1))).toMatchObject({ uses: 0, held: 0, remaining_uses: 1 });
    await startOpen(app, link.id);
    expect((await start(app, link.id)).body.code).toBe('link_fully_held');
  });

  it('raised, revives a link that was used up', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 1 });
    must(200, await pay(app, (await startOpen(app, link.id)).token));
    expect((await read(merchant, link)).status).toBe('used_up');
    expect((await start(app, link.id)).body).toMatchObject({ status: 410, code: 'link_used_up' });
    expect(must(200, await limit(merchant, link, 2))).toMatchObject({ status: 'active', remaining_uses: 1 });
    await startOpen(app, link.id);
  });

  it('set on an unlimited link, counts its payments as uses; open checkouts take their place when they pay', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const checkouts = await startMany(link, 5);
    for (const { token } of checkouts.slice(0, 2)) must(200, await pay(app, token));
    const below = await limit(merchant, link, 1);
    expect([below.status, below.body.code]).toEqual([400, 'max_uses_below_uses']);
    expect(must(200, await limit(merchant, link, 3))).toMatchObject({ uses: 2, held: 0, remaining_uses: 1 });
    must(200, await pay(app, checkouts[2].token));
    const late = await pay(app, checkouts[3].token);
    expect([late.status, late.body.code]).toEqual([410, 'link_used_up']);
    expect(await read(merchant, link)).toMatchObject({ uses: 3, held: 0, paid_count: 3, status: 'used_up' });
  });

  it('cleared, drops every place; set again, it counts afresh', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 2 });
    const [first, second] = await startMany(link, 2);
    expect(must(200, await limit(merchant, link, null))).toMatchObject({
      max_uses: null,
      held: 0,
      remaining_uses: null,
    });
    must(200, await pay(app, first.token));
    expect(must(200, await limit(merchant, link, 1))).toMatchObject({ uses: 1, held: 0, status: 'used_up' });
    expect((await pay(app, second.token)).body.code).toBe('link_used_up');
  });

  it('set while buyers pay, is never exceeded and never miscounts', async () => {
    const merchant = await signUp(app);
    for (let round = 0; round < 4; round++) {
      const link = await makeLink(merchant);
      const checkouts = await startMany(link, 12);
      const [limited, ...payments] = await Promise.all([
        limit(merchant, link, 6),
        ...checkouts.map(({ token }) => pay(app, token)),
      ]);
      const paid = payments.filter(({ status }) => status === 200).length;
      const after = await read(merchant, link);
      expect(after).toMatchObject({ uses: paid, paid_count: paid, held: 0 });
      if (limited.status === 200) expect(paid).toBeLessThanOrEqual(6);
      else expect(paid).toBe(12);
    }
  });

  it('cleared and set again while buyers start and pay, never leaves a place behind', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 20 });
    const checkouts = await startMany(link, 8);
    await Promise.all([
      limit(merchant, link, null).then(() => limit(merchant, link, 30)),
      ...checkouts.map(({ token }) => pay(app, token)),
      ...Array.from({ length: 8 }, () => start(app, link.id)),
    ]);
    const after = await read(merchant, link);
    expect(after).toMatchObject({ uses: 8, paid_count: 8, max_uses: 30 });
    const { rows } = await app.context.database.pool.query(
      `select count(*)::integer as count from checkouts where payment_link_id = $1 and status = 'open' and has_place`,
      [link.id],
    );
    expect(after.held).toBe(rows[0].count);
  });
});
