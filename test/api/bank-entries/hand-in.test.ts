import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importStatement } from '#paying/bank-entries/import-statement.ts';
import { fileOf } from '#paying/statements/statement-file.ts';
import { ownIban } from '#paying/statements/testing/shapes.ts';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import {
  balancesOf,
  camt,
  entriesOf,
  handIn,
  handInCamt,
  openShop,
  order,
  transactionOf,
} from '#test/support/bank-shop.ts';
import { must } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const price = 1_000n;
const path = '/api/organization/bank-statements/';

describe('how a file is handed in', () => {
  it('as the one file of a form, whose name is kept', async () => {
    const shop = await openShop(app);
    const form = new FormData();
    form.append('file', new Blob([camt([{ text: 'x' }])]), 'Kontoauszug März.xml');
    const request = new Request(app.url + path, { method: 'POST', body: form });
    const body = Buffer.from(await request.arrayBuffer());
    const reply = await handIn(shop, body, '', { 'content-type': request.headers.get('content-type') ?? '' });
    expect(must(201, reply)).toMatchObject({
      file_name: 'Kontoauszug März.xml',
      kinds: ['camt.053'],
      accounts: [ownIban],
      entries: 1,
    });
    const { results } = must(200, await shop.merchant.client.get(path));
    expect(results).toMatchObject([{ id: reply.body.id }]);
  });

  it('with an API key that was given the scope, in the mode of the key; a key of a shop lacks it', async () => {
    const shop = await openShop(app);
    const { client } = shop.merchant;
    const usual = must(201, await client.post('/api/organization/api-keys/', {}));
    expect(usual.scopes).not.toContain('statements:write');
    const refused = await app
      .client()
      .withKey(usual.raw_key)
      .post(path, camt([{}]));
    expect([refused.status, refused.body.code]).toEqual([403, 'missing_scope']);
    must(200, await client.post(`/api/organization/api-keys/${usual.id}/revoke/`));
    const asked = must(
      201,
      await client.post('/api/organization/api-keys/', { scopes: ['statements:write'] }),
    );
    const made = must(
      201,
      await app
        .client()
        .withKey(asked.raw_key)
        .post(`${path}?mode=live`, camt([{}])),
    );
    expect(made.mode).toBe('sandbox');
  });

  it.each([
    ['nothing', '', 400, 'required'],
    ['a PDF', '%PDF-1.7 …', 422, 'statement_unreadable'],
    ['damaged XML', '<Document><BkToCstmrStmt>', 422, 'statement_unreadable'],
    ['a statement that does not add up', camt([{}], { closing: 1n }), 422, 'statement_unreadable'],
  ])('%s is refused, and keeps nothing', async (_, body, status, code) => {
    const shop = await openShop(app);
    const reply = await handIn(shop, body);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(must(200, await shop.merchant.client.get(path)).results).toEqual([]);
  });

  it('413 in a sentence that names the bound, above 20 MiB', async () => {
    const shop = await openShop(app);
    const reply = await handIn(shop, Buffer.alloc(20 * 1024 * 1024 + 1, 32));
    expect([reply.status, reply.body.code, reply.body.detail]).toEqual([
      413,
      'payload_too_large',
      'The body has at most 20 MiB; send less.',
    ]);
  });
});

describe('a table', () => {
  const header = 'Buchungstag;Betrag;Auftraggeber;IBAN;Verwendungszweck';
  const mapping = {
    separator: ';',
    decimal_sign: ',',
    day_order: 'dmy',
    currency: 'EUR',
    account: ownIban,
    columns: { day: 0, amount: 1, name: 2, iban: 3, text: [4] },
  };
  const query = `?mapping=${encodeURIComponent(JSON.stringify(mapping))}`;

  it('asks once what its columns are, and remembers it', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    const table = (day: string, text: string) => `${header}\n${day};10,00;Ann Example;;${text}\n`;
    const asked = await handIn(shop, table('13.11.2026', sale.reference));
    expect(asked).toMatchObject({
      status: 422,
      body: {
        code: 'mapping_needed',
        table: {
          separator: ';',
          names: header.split(';'),
          suggestion: {
            columns: ['day', 'amount', 'name', 'iban', 'text'],
            decimal_sign: ',',
            day_order: 'dmy',
          },
        },
      },
    });
    expect(must(201, await handIn(shop, table('13.11.2026', sale.reference), query))).toMatchObject({
      kinds: ['csv'],
      matched: 1,
    });
    expect((await transactionOf(shop, sale.transactionId)).status).toBe('paid');
    expect(must(201, await handIn(shop, table('14.11.2026', 'x')))).toMatchObject({ unmatched: 1 });
  });

  it('is asked for its encoding where nothing proves it, and that is remembered too', async () => {
    const shop = await openShop(app);
    const table = (name: string) =>
      Buffer.from(`${header}\n13.11.2026;10,00;${name};;for ${name}\n`, 'latin1');
    const asked = await handIn(shop, table('Müller'), query);
    expect([asked.status, asked.body.code]).toEqual([422, 'encoding_needed']);
    must(201, await handIn(shop, table('Müller'), `${query}&encoding=windows-1252`));
    must(201, await handIn(shop, table('Schäfer')));
    expect((await entriesOf(shop)).map(({ counterparty }) => counterparty.name)).toEqual([
      'Schäfer',
      'Müller',
    ]);
  });

  it('400 for a mapping that is none', async () => {
    const shop = await openShop(app);
    for (const wrong of ['{', '{}', JSON.stringify({ ...mapping, columns: { day: 0, text: [] } })]) {
      const reply = await handIn(shop, `${header}\n`, `?mapping=${encodeURIComponent(wrong)}`);
      expect(reply).toMatchObject({ status: 400, body: { errors: [{ field: 'mapping' }] } });
    }
  });
});

it('a batch is told payment by payment, and the notification takes the place of its sum', async () => {
  const shop = await openShop(app);
  const [one, two] = [await order(app, shop), await order(app, shop)];
  const parts = [one, two].map(({ reference }) => ({ minor: price, text: reference }));
  const batch = { minor: 2n * price, text: null, iban: null, bankReference: 'BATCH' };
  const shape = (showParts: boolean) => ({ ...batch, showParts, parts: parts as never });
  const { payment } = await import('#paying/statements/testing/shapes.ts');
  const whole = (showParts: boolean) => ({ ...shape(showParts), parts: parts.map((part) => payment(part)) });
  expect(await handInCamt(shop, [whole(false)])).toMatchObject({ entries: 1, unmatched: 1 });
  expect(await handInCamt(shop, [whole(true)], { kind: 'camt.054' })).toMatchObject({
    entries: 2,
    matched: 2,
  });
  expect(await entriesOf(shop)).toHaveLength(2);
  expect(await balancesOf(app, shop)).toEqual({ provider: '-2000', available: '2000' });
  expect(await handInCamt(shop, [whole(false)])).toMatchObject({ duplicates: 1 });
  expect(await handInCamt(shop, [whole(true)])).toMatchObject({ duplicates: 2 });
});

it('of the merchant’s own payments no name and no text is kept', async () => {
  const shop = await openShop(app);
  await handInCamt(shop, [{ direction: 'debit', name: 'Salary Person', text: 'Wages', minor: 500n }]);
  expect(await entriesOf(shop, '?status=ignored')).toMatchObject([
    { amount: '5.00', direction: 'debit', counterparty: { name: null, iban: null }, text: '' },
  ]);
  const { rows } = await app.context.database.pool.query(
    'select details::text from bank_entries where organization_id = $1',
    [shop.organizationId],
  );
  expect(JSON.stringify(rows)).not.toContain('Salary');
});

it('two imports at once count nothing twice', async () => {
  const shop = await openShop(app);
  const sale = await order(app, shop);
  const file = fileOf('a.xml', Buffer.from(camt([{ minor: price, text: sale.reference }, { text: 'x' }])));
  const by = { organizationId: shop.organizationId };
  const both = await Promise.all(
    [1, 2, 3].map(() => importStatement(app.context, by, { mode: 'sandbox', file })),
  );
  expect(both.map(({ statement }) => statement.duplicates).sort()).toEqual([0, 2, 2]);
  expect(await entriesOf(shop)).toHaveLength(2);
  expect((await verify(app.context)).findings).toEqual([]);
});

it('the sample statement pays what is open in the sandbox, or one of it', async () => {
  const shop = await openShop(app);
  const [one, two] = [await order(app, shop), await order(app, shop)];
  const sample = (query = '') => shop.merchant.client.get(`${path}sample/${query}`);
  const alone = await sample(`?transaction_id=${one.transactionId}`);
  must(201, await handIn(shop, alone.text));
  expect((await transactionOf(shop, one.transactionId)).status).toBe('paid');
  expect((await transactionOf(shop, two.transactionId)).status).toBe('processing');
  must(201, await handIn(shop, (await sample()).text));
  expect((await transactionOf(shop, two.transactionId)).status).toBe('paid');
});

it('404: the sample statement of a payment that is not there', async () => {
  const shop = await openShop(app);
  const reply = await shop.merchant.client.get(`${path}sample/?transaction_id=txn_${'0'.repeat(26)}`);
  expect([reply.status, reply.body.code]).toEqual([404, 'not_found']);
});

describe('verify', () => {
  it.each([
    [
      'a match that is not booked',
      'delete from ledger_postings where entry_id in (select id from ledger_entries where bank_match_id is not null)',
    ],
    [
      'an entry whose amount was changed',
      "update bank_entries set amount_minor = 2000 where status = 'matched'",
    ],
    ['a match that is gone', 'delete from bank_matches'],
    ['a match of another amount', 'update bank_matches set amount_minor = amount_minor + 1'],
  ])('finds %s', async (_, plant) => {
    const own = await startApp({ env: { JOBS: 'off' } });
    try {
      const shop = await openShop(own);
      const sale = await order(own, shop);
      await handInCamt(shop, [{ minor: price, text: sale.reference }]);
      expect((await verify(own.context)).findings).toEqual([]);
      await own.context.database.pool.query(plant);
      const found = (await verify(own.context)).findings.map(({ check }) => check);
      expect(found.some((check) => /statement/.test(check))).toBe(true);
    } finally {
      await own.stop();
    }
  });
});
