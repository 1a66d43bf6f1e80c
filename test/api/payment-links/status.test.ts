import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { deriveStatus, type LinkStatus, type StatusFacts } from '#selling/payment-links/payment-link.ts';
import { findLinkIdWindow } from '#selling/payment-links/search/find-links.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type Merchant, makeLink, makeProduct, must, signUp, start } from '#test/support/scenario.ts';

/*
 * The status of a link is decided by `deriveStatus`, and once more in SQL for the filter of lists and for a start. Each
 * combination of what it depends on is given to all of them, at the exact moment of an expiry too.
 */

let app: TestApp;
let merchant: Merchant;
let now: Date;
let links: ({ readonly id: string } & StatusFacts)[];

const statuses: readonly LinkStatus[] = ['deleted', 'inactive', 'expired', 'used_up', 'active'];
const usedOf = [null, 0, 1, 2];
const hourMs = 60 * 60 * 1000;

beforeAll(async () => {
  app = await startApp();
  merchant = await signUp(app);
  now = app.context.clock.now();
  const product = await makeProduct(merchant);
  const expiries = [null, now.getTime() - 1, now.getTime(), now.getTime() + 1, now.getTime() + hourMs];
  links = [];
  for (const deletedAt of [null, now])
    for (const isActive of [true, false])
      for (const expiry of expiries)
        for (const used of usedOf) {
          const max_uses = used === null ? null : 2;
          const { id } = await makeLink(merchant, {
            products: [{ product_id: product.id, quantity: 1 }],
            max_uses,
          });
          const expiresAt = expiry === null ? null : new Date(expiry);
          links.push({ id, deletedAt, isActive, expiresAt, maxUses: max_uses, used: used ?? 0 });
        }
  const { pool } = app.context.database;
  for (const { id, deletedAt, isActive, expiresAt, used } of links) {
    await pool.query(
      'update payment_links set deleted_at = $2, is_active = $3, expires_at = $4 where id = $1',
      [id, deletedAt, isActive, expiresAt],
    );
    await pool.query('update payment_link_places set used = $2 where payment_link_id = $1', [id, used]);
  }
}, 120_000);
afterAll(() => app.stop());

const withStatus = (status: LinkStatus, at: Date) =>
  links.filter((link) => deriveStatus(link, at) === status).map(({ id }) => id);

describe('the status of a link is the same in TypeScript and in SQL', () => {
  it.each(statuses)('for the filter of a list: %s', async (status) => {
    const organizationId = parseId('org', merchant.organization.id) as string;
    const filter = {
      mode: 'sandbox' as const,
      status,
      words: [],
      ids: undefined,
      currency: undefined,
      createdAfter: undefined,
      createdBefore: undefined,
    };
    const found = await findLinkIdWindow(
      app.context.database.handle,
      organizationId,
      filter,
      now,
      links.length + 1,
      undefined,
    );
    const expected = withStatus(status, now);
    expect(expected.length).toBeGreaterThan(2);
    expect([...found.ids].sort()).toEqual(expected.sort());
  });

  it('for a buyer who reads and who starts', async () => {
    const later = new Date(now.getTime() + 2);
    for (const link of links) {
      const status = deriveStatus(link, later);
      const preview = await app.client().get(`/api/payment-links/public/${link.id}/`);
      const started = await start(app, link.id);
      const told = status === 'active' ? undefined : `link_${status}`;
      expect([preview.body.code, started.body.code], JSON.stringify(link)).toEqual([told, told]);
    }
    must(200, await merchant.client.get('/api/payment-links/'));
  });
});
