import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { eventually, type Merchant, makeLink, must, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const pathOf = (link: Json) => `/api/payment-links/${link.id}/`;
const read = async (merchant: Merchant, link: Json) => must(200, await merchant.client.get(pathOf(link)));
const preview = (link: Json) => app.client().get(`/api/payment-links/public/${link.id}/`);
const statusOf = (checkout: Json) => app.client().get(`/api/checkout/${checkout.token}/`);

async function changesTold(link: Json): Promise<Json[]> {
  const { rows } = await app.context.database.pool.query(
    `select body from events where payment_link_id = $1 and type = 'payment_link.changed' and not is_public order by id`,
    [link.id],
  );
  return rows.map(({ body }) => JSON.parse(body));
}

describe('PATCH /api/payment-links/<uuid>/', () => {
  it('200: changes name, expiry and metadata, and tells it once', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { metadata: { a: '1', b: '2' } });
    const patch = { name: 'Autumn sale', expires_at: '2090-01-31T12:00:00Z', metadata: { c: '3' } };
    const changed = must(200, await merchant.client.patch(pathOf(link), patch));
    expect(changed).toEqual({
      ...link,
      name: 'Autumn sale',
      expires_at: '2090-01-31T12:00:00.000Z',
      metadata: { c: '3' },
      updated_at: changed.updated_at,
    });
    const cleared = must(
      200,
      await merchant.client.patch(pathOf(link), { expires_at: null, metadata: null }),
    );
    expect(cleared).toMatchObject({ expires_at: null, metadata: {} });
    expect(await changesTold(link)).toEqual([
      expect.objectContaining({ change: 'created' }),
      expect.objectContaining({ change: 'updated', fields: ['name', 'expires_at', 'metadata'] }),
      expect.objectContaining({ change: 'updated', fields: ['expires_at', 'metadata'] }),
    ]);
  });

  it('200: a patch that changes nothing is not told and leaves the time of the last change', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 3 });
    const same = must(
      200,
      await merchant.client.patch(pathOf(link), {
        name: link.name,
        is_active: true,
        max_uses: 3,
        metadata: {},
      }),
    );
    expect(same).toEqual(link);
    expect(await changesTold(link)).toHaveLength(1);
  });

  it('200: switching off cancels open checkouts and refuses buyers at once; switching on revives', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 2 });
    const checkout = await startOpen(app, link.id);
    expect(must(200, await merchant.client.patch(pathOf(link), { is_active: false })).status).toBe(
      'inactive',
    );
    expect((await preview(link)).body).toMatchObject({ status: 410, code: 'link_inactive' });
    app.clock.advance(10_000);
    await eventually(
      () => statusOf(checkout),
      ({ body }) => body.status === 'canceled',
    );
    expect((await read(merchant, link)).held).toBe(0);
    expect(must(200, await merchant.client.patch(pathOf(link), { is_active: true })).status).toBe('active');
    must(200, await preview(link));
  });

  it('200: extending the expiry revives a link that has expired', async () => {
    const merchant = await signUp(app);
    const expires_at = new Date(app.clock.now().getTime() + 60_000).toISOString();
    const link = await makeLink(merchant, { expires_at });
    app.clock.advance(60_000);
    expect((await read(merchant, link)).status).toBe('expired');
    expect((await preview(link)).body).toMatchObject({ status: 410, code: 'link_expired' });
    const later = new Date(app.clock.now().getTime() + 60_000).toISOString();
    expect(must(200, await merchant.client.patch(pathOf(link), { expires_at: later })).status).toBe('active');
    must(200, await preview(link));
  });

  it('takes a time that has passed back as it was read, also to switch the link off', async () => {
    const merchant = await signUp(app);
    const expires_at = new Date(app.clock.now().getTime() + 60_000).toISOString();
    const made = await makeLink(merchant, { expires_at });
    app.clock.advance(60_000);
    const { name, is_active, max_uses, metadata } = made;
    const asRead = { name, is_active, expires_at: made.expires_at, max_uses, metadata };
    const same = must(200, await merchant.client.patch(pathOf(made), asRead));
    expect(same.updated_at).toBe(made.updated_at);
    const off = must(200, await merchant.client.patch(pathOf(made), { ...asRead, is_active: false }));
    expect(off).toMatchObject({ is_active: false, expires_at: made.expires_at });
  });

  it.each(['products', 'currency', 'pricing_mode', 'mode', 'status', 'uses', 'anything'])(
    '400 immutable_field: %s never changes',
    async (field) => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      const reply = await merchant.client.patch(pathOf(link), { name: 'Other', [field]: 'EUR' });
      expect([reply.status, reply.body.code, reply.body.errors[0].field]).toEqual([
        400,
        'immutable_field',
        field,
      ]);
      expect(await read(merchant, link)).toMatchObject(link);
    },
  );

  it.each([
    ['expires_in_past', { expires_at: '2020-01-01T00:00:00Z' }],
    ['invalid_time', { expires_at: 'soon' }],
    ['invalid_value', { max_uses: 0 }],
    ['invalid_value', { name: '' }],
  ])('400 %s: and nothing is changed', async (code, patch) => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 2 });
    const reply = await merchant.client.patch(pathOf(link), { metadata: { a: 'b' }, ...patch });
    expect([reply.status, reply.body.code]).toEqual([400, code]);
    expect(await read(merchant, link)).toMatchObject(link);
  });
});

describe('DELETE /api/payment-links/<uuid>/', () => {
  it('204: withdraws the link and cancels its open checkouts, again without error; restoring takes it back', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const checkout = await startOpen(app, link.id);
    must(204, await merchant.client.delete(pathOf(link)));
    must(204, await merchant.client.delete(pathOf(link)));
    expect((await read(merchant, link)).status).toBe('deleted');
    expect((await preview(link)).body).toMatchObject({ status: 410, code: 'link_deleted' });
    app.clock.advance(10_000);
    await eventually(
      () => statusOf(checkout),
      ({ body }) => body.status === 'canceled',
    );
    const changed = await merchant.client.patch(pathOf(link), { name: 'Other' });
    expect([changed.status, changed.body.code]).toEqual([409, 'link_deleted']);
    const restore = () => merchant.client.post(`${pathOf(link)}restore/`);
    expect(must(200, await restore())).toMatchObject({ status: 'active', name: link.name });
    expect(must(200, await restore()).status).toBe('active');
    must(200, await preview(link));
    expect((await changesTold(link)).map(({ change }) => change)).toEqual(['created', 'deleted', 'restored']);
  });
});
