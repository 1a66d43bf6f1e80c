import { describe, expect, it } from 'vitest';
import { hotHeaders, oneOwner, sqlAtHome } from './rules/sql.ts';
import { breaks, find } from './support/find.ts';

describe(sqlAtHome.name, () => {
  const statement = 'export const run = () => sql`select 1`;';

  it.each([
    ['src/selling/products/create-product.ts', true],
    ['src/selling/products/routes.ts', true],
    ['src/paying/checkouts/hotter/x.ts', true],
    ['src/platform/http/x.ts', true],
    ['src/commands/backup.ts', true],
    ['src/selling/products/store.ts', false],
    ['src/paying/providers/stripe/store.ts', false],
    ['src/paying/checkouts/hot/start.ts', false],
    ['src/reporting/home.ts', false],
    ['src/platform/db/migrate.ts', false],
    ['src/selling/products/create-product.test.ts', false],
    ['test/api/x.test.ts', false],
  ])('in %s: broken is %s', (path, isBroken) => {
    expect(breaks(sqlAtHome, path, statement)).toBe(isBroken);
  });

  it.each([
    ['sql.raw`x`;', true],
    ["handle.selectFrom('links').selectAll();", true],
    ["handle.insertInto('links');", true],
    ["handle.updateTable('links');", true],
    ["handle.deleteFrom('links');", true],
    ["pool.query('x');", true],
    ["const text = 'select id from links';", true],
    ['const text = `\n  select ' + '$' + '{columns}\n  from links`;', true],
    ["const text = 'SELECT id FROM links';", true],
    ["const text = 'insert into links values (1)';", true],
    ["const text = 'update links set name = $1';", true],
    ["const text = 'delete from links';", true],
    ["const text = 'with open as (select 1) select 1';", true],
    ["const text = 'create table links ()';", true],
    ["const text = 'Select a link from the list.';", false],
    ["const text = 'Update your settings';", false],
    ['const limit = request.query.limit;', false],
    ['// select id from links', false],
  ])('%s: SQL is %s', (text, isSql) => {
    expect(breaks(sqlAtHome, 'src/selling/products/x.ts', text)).toBe(isSql);
  });
});

describe(oneOwner.name, () => {
  const insert = 'export const run = () => sql`insert into payment_links (id) values (1)`;';
  const owner = { 'src/selling/payment-links/store.ts': insert };

  it('finds two nouns that write one table, in SQL and with the builder', () => {
    const other = 'src/paying/refunds/store.ts';
    const places = [`${other}:1`, 'src/selling/payment-links/store.ts:1'];
    expect(find(oneOwner, { ...owner, [other]: 'sql`update payment_links as l set uses = 1`;' })).toEqual(
      places,
    );
    expect(find(oneOwner, { ...owner, [other]: 'sql`delete from payment_links`;' })).toEqual(places);
    expect(find(oneOwner, { ...owner, [other]: "handle.updateTable('payment_links');" })).toEqual(places);
  });

  it('allows reading, locking, hot statements and the owner itself', () => {
    const allowed = {
      'src/paying/refunds/store.ts': 'sql`select 1 from payment_links for update`;',
      'src/paying/checkouts/store.ts':
        'sql`insert into checkouts (id) values (1) on conflict (id) do update set uses = 1`;',
      'src/paying/checkouts/hot/start.ts': insert,
      'src/selling/payment-links/close-link.ts': insert,
    };
    expect(find(oneOwner, { ...owner, ...allowed })).toEqual([]);
  });
});

describe(hotHeaders.name, () => {
  const path = 'src/paying/checkouts/hot/start.ts';
  const statement = 'sql`insert into checkouts (id) values (1); update payment_link_places set held = 1`;';

  it('finds a table that the header leaves out', () => {
    expect(find(hotHeaders, { [path]: `/** Writes checkouts. */\n${statement}` })).toEqual([`${path}:2`]);
    expect(find(hotHeaders, { [path]: statement + statement })).toHaveLength(2);
    const imported = "import { checkouts } from '../checkouts.ts';\n/* Writes payment_link_places. */\n";
    expect(find(hotHeaders, { [path]: imported + statement })).toEqual([`${path}:3`]);
  });

  it('is content when all are named', () => {
    const header = '/**\n * Writes: checkouts, payment_link_places.\n */';
    expect(find(hotHeaders, { [path]: `${header}\n${statement}` })).toEqual([]);
    expect(find(hotHeaders, { [path]: `import '../x.ts';\n${header}\n${statement}` })).toEqual([]);
  });
});
