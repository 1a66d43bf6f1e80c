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
            columns: { day: 0, amount: 1, name: 2, iban: 3, text: [4], status: null },
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

  it('what is suggested is a mapping that can be sent back as it is', async () => {
    const shop = await openShop(app);
    const text = `${header}\n13.11.2026;10,00;Ann Example;;x\n`;
    const { body } = await handIn(shop, text);
    const { suggestion } = body.table;
    expect(suggestion).toMatchObject({ account: ownIban, currency: 'EUR' });
    const again = `?mapping=${encodeURIComponent(JSON.stringify(suggestion))}`;
    expect(must(201, await handIn(shop, text, again))).toMatchObject({ entries: 1 });
  });

  it('is read where its letters mean one thing alone, and asked for its encoding where not, which is remembered', async () => {
    const shop = await openShop(app);
    const table = (name: string) =>
      Buffer.from(`${header}\n13.11.2026;10,00;${name};;for ${name}\n`, 'latin1');
    must(201, await handIn(shop, table('M\u00fcller'), query));
    const asked = await handIn(shop, table('\u00a6koda'));
    expect([asked.status, asked.body.code, asked.body.encodings]).toEqual([
      ...[422, 'encoding_needed', ['windows-1252', 'iso-8859-15']],
    ]);
    must(201, await handIn(shop, table('\u00a6koda'), '?encoding=iso-8859-15'));
    must(201, await handIn(shop, table('\u00b4ilina')));
    must(201, await handIn(shop, table('Sch\u00e4fer')));
    expect((await entriesOf(shop)).map(({ counterparty }) => counterparty.name)).toEqual([
      ...['Schäfer', 'Žilina', 'Škoda', 'Müller'],
    ]);
  });

  it('says which rows are not booked, which a mapping may not leave out, said or remembered', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    const info = (word: string) =>
      `${header};Info\n13.11.2026;10,00;Ann;;${sale.reference};Umsatz ${word}\n12.11.2026;-1,00;Shop;;x;Umsatz gebucht\n`;
    const left = await handIn(shop, info('vorgemerkt'), query);
    expect([left.status, left.body.code]).toEqual([422, 'mapping_needed']);
    expect(left.body.detail).toContain('Rows of this file say “Umsatz vorgemerkt”');
    const { columns, booked_words } = left.body.table.suggestion;
    expect([columns.status, booked_words]).toEqual([5, ['Umsatz gebucht']]);
    const wordless = { ...mapping, columns: { ...mapping.columns, status: 5 } };
    const say = (said: object) => `?mapping=${encodeURIComponent(JSON.stringify(said))}`;
    const refused = await handIn(shop, info('vorgemerkt'), say(wordless));
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'mapping']);
    expect(refused.body.detail).toContain('booked_words');
    const told = await handIn(shop, info('vorgemerkt'), say({ ...wordless, booked_words }));
    expect(must(201, told)).toMatchObject({ on_its_way: 1, matched: 0 });
    expect((await transactionOf(shop, sale.transactionId)).status).toBe('processing');
    expect(must(201, await handIn(shop, info('gebucht')))).toMatchObject({ matched: 1 });

    const other = await openShop(app);
    must(201, await handIn(other, info('gebucht'), query));
    const later = await handIn(other, info('vorgemerkt'));
    expect([later.status, later.body.code]).toEqual([422, 'mapping_needed']);
  });

  it('is asked about again where what is remembered does not read it, and what is said then is remembered', async () => {
    const shop = await openShop(app);
    must(201, await handIn(shop, `${header}\n13.11.2026;10,00;Ann;;x\n`, query));
    const other = `${header}\n2026-11-14;10,00;Ann;;x\n`;
    const asked = await handIn(shop, other);
    expect([asked.status, asked.body.code, asked.body.reason]).toEqual([
      422,
      'mapping_needed',
      'mapping_unfit',
    ]);
    expect(asked.body.detail).toContain('“2026-11-14” is no day in the order dmy');
    const said = encodeURIComponent(JSON.stringify({ ...mapping, day_order: 'ymd' }));
    must(201, await handIn(shop, other, `?mapping=${said}`));
    must(201, await handIn(shop, `${header}\n2026-11-15;10,00;Ann;;x\n`));
    const wrong = await handIn(shop, `${header}\n13.11.2026;10,00;Ann;;x\n`, `?mapping=${said}`);
    expect([wrong.status, wrong.body.code]).toEqual([422, 'statement_unreadable']);
  });

  it('is in the published contract, mapping and question', async () => {
    const { body } = await app.client().get('/openapi.json');
    const { parameters, responses } = body.paths[path].post;
    const said = parameters.find(({ name }: { name: string }) => name === 'mapping').schema.contentSchema;
    expect(Object.keys(said.properties.columns.properties)).toEqual(
      expect.arrayContaining(['day', 'amount', 'status', 'text']),
    );
    const [, own] = responses[422].content['application/problem+json'].schema.allOf;
    expect(Object.keys(own.properties).sort()).toEqual(['code', 'encodings', 'problems', 'reason', 'table']);
    expect(own.properties.table.properties.suggestion.properties.columns.properties).toHaveProperty('status');
  });

  it('without a line of names is known by its columns', async () => {
    const shop = await openShop(app);
    const rows = (day: string) => `${ownIban};Hello;${day}.11.2026;${day}.11.2026;10,00;EUR\n`;
    const asked = await handIn(shop, rows('13'));
    expect(asked.body.table).toMatchObject({ has_names: false, names: ['', '', '', '', '', ''], line: 1 });
    const said = {
      ...asked.body.table.suggestion,
      columns: { account: 0, text: [1], day: 2, value_day: 3, amount: 4, currency: 5 },
      account: ownIban,
    };
    must(201, await handIn(shop, rows('13'), `?mapping=${encodeURIComponent(JSON.stringify(said))}`));
    expect(must(201, await handIn(shop, rows('14')))).toMatchObject({ entries: 1, unmatched: 1 });
  });

  it('400 for a mapping that is none', async () => {
    const shop = await openShop(app);
    for (const wrong of ['{', '{}', JSON.stringify({ ...mapping, columns: { day: 0, text: [] } })]) {
      const reply = await handIn(shop, `${header}\n`, `?mapping=${encodeURIComponent(wrong)}`);
      expect(reply.status).toBe(400);
      expect(new Set(reply.body.errors.map(({ field }: { field: string }) => field))).toEqual(
        new Set(['mapping']),
      );
    }
    const empty = await handIn(shop, `${header}\n`, '?mapping=%7B%7D');
    const told = empty.body.errors.map(({ message }: { message: string }) => message).join(' ');
    for (const each of ['separator', 'decimal_sign', 'day_order', 'currency', 'account', 'columns', 'amount'])
      expect(told).toContain(each);
    expect(empty.body.detail).toBe(told);
  });
});

describe('an MT940', () => {
  const of = (day: string, text: string | Buffer) =>
    Buffer.concat([
      Buffer.from(
        `:20:X\n:25:${ownIban}\n:28C:1/1\n:60F:C${day}EUR0,00\n:61:${day}${day.slice(2)}C10,00NTRFNONREF\n:86:`,
      ),
      Buffer.from(text),
      Buffer.from(`\n:62F:C${day}EUR10,00\n-`),
    ]);

  it('with umlauts is read without a question, and what is asked is remembered of its account', async () => {
    const shop = await openShop(app);
    must(201, await handIn(shop, of('261113', Buffer.from('M\u00fcller Gr\u00f6\u00dfe', 'latin1'))));
    const odd = (text: string) => of('261114', Buffer.from(text, 'latin1'));
    const asked = await handIn(shop, odd('\u00a6koda'));
    expect([asked.status, asked.body.code]).toEqual([422, 'encoding_needed']);
    must(201, await handIn(shop, odd('\u00a6koda'), '?encoding=iso-8859-15'));
    must(201, await handIn(shop, odd('\u00b4ilina')));
    expect((await entriesOf(shop)).map(({ text }) => text)).toEqual(['Žilina', 'Škoda', 'Müller Größe']);
  });

  it('that books far ahead is no money before that day, which is said', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    const day = new Date(app.context.clock.now().getTime() + 31 * 86_400_000).toISOString().slice(0, 10);
    const file = of(day.slice(2).replaceAll('-', ''), sale.reference);
    const early = must(201, await handIn(shop, file));
    expect(early).toMatchObject({ on_its_way: 1, matched: 0, problems: [{ code: 'booked_ahead' }] });
    expect(early.problems[0].detail).toContain(day);
    expect((await transactionOf(shop, sale.transactionId)).status).toBe('processing');
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
