import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownIban } from '#paying/statements/testing/shapes.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { entriesOf, handIn, openShop, type Shop } from '#test/support/bank-shop.ts';
import { must } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const mapping = {
  ...{ separator: ';', decimal_sign: ',', day_order: 'dmy', currency: 'EUR', account: ownIban },
  columns: { day: 0, amount: 1, name: 2, text: [3] },
};
const query = `?mapping=${encodeURIComponent(JSON.stringify(mapping))}`;
const path = '/api/organization/statement-mappings/';
const names = ['Buchungstag', 'Betrag', 'Auftraggeber', 'Verwendungszweck'];
const table = (day: number) => `${names.join(';')}\n${day}.11.2026;10,00;Ann Example;Thanks\n`;
const mappingsOf = async ({ merchant }: Shop) => must(200, await merchant.client.get(path)).results;

it('what was said of a table is listed with the names of its columns, and asked again once it is forgotten', async () => {
  const shop = await openShop(app);
  expect(await mappingsOf(shop)).toEqual([]);
  must(201, await handIn(shop, table(13), query));
  const [remembered, ...others] = await mappingsOf(shop);
  expect(others).toEqual([]);
  expect(remembered).toMatchObject({ of: 'table', names, encoding: null, updated_at: expect.any(String) });
  must(201, await handIn(shop, table(14)));

  must(204, await shop.merchant.client.delete(`${path}${remembered.id}/`));
  expect(await mappingsOf(shop)).toEqual([]);
  expect((await handIn(shop, table(15))).body.code).toBe('mapping_needed');
  expect(await entriesOf(shop)).toHaveLength(2);
  expect((await shop.merchant.client.delete(`${path}${remembered.id}/`)).status).toBe(404);
  const { results } = must(200, await shop.merchant.client.get('/api/organization/audit-log/'));
  expect(results[0]).toMatchObject({
    action: 'bank_statement.mapping_forgotten',
    details: { names: names.join(', ') },
  });
});

it('nobody forgets what another organization said, nor what is no id', async () => {
  const [shop, other] = [await openShop(app), await openShop(app)];
  must(201, await handIn(shop, table(13), query));
  const [remembered] = await mappingsOf(shop);
  for (const id of [remembered.id, 'nothing'])
    expect((await other.merchant.client.delete(`${path}${id}/`)).status).toBe(404);
  expect(await mappingsOf(shop)).toHaveLength(1);
});
