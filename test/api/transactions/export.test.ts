import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

const csv = 'text/csv';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const path = '/api/transactions/';

const columns =
  'id,number,order_id,payment_link_id,payment_link_name,status,mode,currency,gross_amount,tax_amount,fee_amount,net_amount,' +
  'refunded_amount,payer_email,payer_first_name,payer_last_name,payer_country,client_reference_id,metadata,provider,created_at,' +
  'paid_at,payer_company,payer_tax_id,payer_line1,payer_line2,payer_postal_code,payer_city,payer_state';

const company = {
  billing_email: 'maja@example.com',
  billing_first_name: '=HYPERLINK("http://evil.example")',
  billing_last_name: 'Łoś; =1+1',
  billing_company: '+49 Holding, Inc.',
  billing_tax_id: '00123',
  billing_line1: 'Ulica 1\n@home',
  billing_line2: '-2',
  billing_postal_code: '01-001',
  billing_city: 'Łódź',
  billing_state: 'Łódzkie',
  billing_country: 'PL',
  client_reference_id: '00042',
};

let app: TestApp;
let merchant: Merchant;
let other: Merchant;
/** As JSON, newest first: one without a company, one with it. */
let told: Json[];

beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  merchant = await signUp(app);
  other = await signUp(app);
  const link = await makeLink(merchant);
  const paid = await startOpen(app, link.id, company);
  must(200, await pay(app, paid.token));
  app.clock.advance(60_000);
  must(200, await pay(app, (await startOpen(app, link.id)).token));
  must(200, await merchant.client.patch('/api/organization/', { time_zone: 'Pacific/Auckland' }));
  must(200, await pay(app, (await startOpen(app, (await makeLink(other)).id)).token));
  told = must(200, await merchant.client.get(path)).results;
});
afterAll(() => app.stop());

async function linesOf(search: string, separator: string): Promise<string[][]> {
  const reply = await merchant.client.get(`${path}${search}`, { accept: csv });
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  return readCsv(reply.text, separator);
}

/** By the rule of RFC 4180, as a spreadsheet that was told the separator reads it. */
function readCsv(text: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\r\n]*))(${separator}|\r\n)`, 'y');
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** Amounts are the only cells with two digits after a point. */
function withDecimalComma(cell: string): string {
  return /^-?\d+\.\d\d$/.test(cell) ? cell.replace('.', ',') : cell;
}

async function workbook(search = '', client = merchant.client) {
  const response = await fetch(`${app.url}${path}${search}`, {
    headers: { ...client.headers, accept: xlsx },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(xlsx);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="transactions.xlsx"');
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()), { readStyles: true });
  expect(sheets).toHaveLength(1);
  const [sheet] = sheets;
  const [names = [], ...rows] = sheet?.rows ?? [];
  const cell = (row: number, name: string) => sheet?.cells?.get(`${row + 1},${names.indexOf(name)}`);
  return { sheet, names, rows, cell };
}

describe('GET /api/transactions/ as CSV', () => {
  it('200: commas and points when nothing else is asked for; further columns come last', async () => {
    const [names = [], , paid = []] = await linesOf('', ',');
    expect(names.join(',')).toBe(columns);
    expect(Object.fromEntries(names.map((name, index) => [name, paid[index]]))).toMatchObject({
      id: told[1].id,
      gross_amount: told[1].gross_amount,
      paid_at: told[1].paid_at,
      payer_first_name: `'=HYPERLINK("http://evil.example")`,
      payer_last_name: `Łoś; '=1+1`,
      payer_company: `'+49 Holding, Inc.`,
      payer_tax_id: '00123',
      payer_line1: "Ulica 1\n'@home",
      payer_line2: '-2',
      payer_postal_code: '01-001',
      payer_city: 'Łódź',
      payer_state: 'Łódzkie',
    });
  });

  it('200: semicolons, a byte order mark and decimal commas, each when it is asked for', async () => {
    const plain = await linesOf('', ',');
    expect(await linesOf('?separator=comma&bom=0&decimal=point', ',')).toEqual(plain);
    expect(await linesOf('?separator=semicolon', ';')).toEqual(plain);
    const response = await fetch(`${app.url}${path}?separator=semicolon&bom=1`, {
      headers: { ...merchant.client.headers, accept: csv },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 6).toString('hex')).toBe(`efbbbf${Buffer.from('id;').toString('hex')}`);
    const withCommas = await linesOf('?separator=semicolon&decimal=comma', ';');
    expect(withCommas).toEqual(plain.map((cells) => cells.map(withDecimalComma)));
    expect(withCommas[1]).toContain(told[0].gross_amount.replace('.', ','));
  });

  it.each(['separator=tab', 'separator=;', 'separator=', 'bom=true', 'decimal=none'])(
    '400: %s, naming the field, whatever is asked for',
    async (search) => {
      for (const accept of [csv, xlsx, 'application/json']) {
        const reply = await merchant.client.get(`${path}?${search}`, { accept });
        expect(reply).toMatchObject({
          status: 400,
          body: { errors: [{ field: search.split('=')[0], code: 'invalid_value' }] },
        });
      }
    },
  );

  it('200: the lists of links and the ledger take the same', async () => {
    for (const [list, first] of [
      ['/api/payment-links/', '\u{feff}id;url;'],
      ['/api/organization/ledger/', '\u{feff}id;kind;'],
    ] as const) {
      const response = await fetch(`${app.url}${list}?separator=semicolon&bom=1&decimal=comma`, {
        headers: { ...merchant.client.headers, accept: csv },
      });
      // Reading it as text would take the mark away.
      const text = Buffer.from(await response.arrayBuffer()).toString();
      expect([text.startsWith(first), /;"?-?\d+,\d\d"?[;\r]/.test(text)]).toEqual([true, true]);
      const reply = await merchant.client.get(`${list}?separator=pipe`, { accept: csv });
      expect(reply).toMatchObject({ status: 400, body: { errors: [{ field: 'separator' }] } });
    }
  });
});

describe('GET /api/transactions/ as XLSX', () => {
  it('200: amounts are numbers, times are dates, everything else is text, under the names of the CSV', async () => {
    const { sheet, names, rows, cell } = await workbook();
    expect(names.join(',')).toBe(`${columns},time_zone`);
    expect(sheet).toMatchObject({ name: 'Transactions', freezePane: { rows: 1 } });
    expect(sheet?.columns).toHaveLength(names.length);
    const typesOf = (row: number) => names.map((name) => [name, cell(row, String(name))?.type ?? 'empty']);
    const wanted = (name: string) => {
      if (name.endsWith('_amount')) return 'number';
      return name.endsWith('_at') ? 'date' : 'string';
    };
    expect(typesOf(1)).toEqual(names.map((name) => [name, wanted(String(name))]));
    expect(cell(1, 'gross_amount')).toMatchObject({
      value: Number(told[1].gross_amount),
      style: { numFmt: '#,##0.00' },
    });
    expect(rows.map(([id]) => id)).toEqual(told.map(({ id }) => id));
  });

  it('200: what looks like a formula or a number stays the text that it is', async () => {
    const { cell } = await workbook();
    const shown = {
      number: String(told[1].number),
      payer_first_name: company.billing_first_name,
      payer_last_name: company.billing_last_name,
      client_reference_id: '00042',
      payer_company: company.billing_company,
      payer_tax_id: '00123',
      payer_line1: company.billing_line1,
      payer_line2: '-2',
      payer_postal_code: '01-001',
      payer_city: 'Łódź',
      payer_state: 'Łódzkie',
    };
    for (const [name, value] of Object.entries(shown)) {
      expect([name, cell(1, name)]).toEqual([
        name,
        expect.objectContaining({ value, type: 'string', style: { numFmt: '@' } }),
      ]);
      expect(cell(1, name)).not.toHaveProperty('formula');
    }
  });

  it('200: shows times in the clocks of the organization, where it may be another day', async () => {
    const at = '2026-12-31T11:30:00.999Z';
    await query(app, 'update transactions set paid_at = $1 where number = $2', [at, told[1].number]);
    const { cell } = await workbook();
    expect(cell(1, 'paid_at')?.value).toEqual(new Date('2027-01-01T00:30:00Z'));
    expect(cell(1, 'time_zone')?.value).toBe('Pacific/Auckland');
    must(200, await merchant.client.patch('/api/organization/', { time_zone: 'UTC' }));
    const inUtc = await workbook();
    expect(inUtc.cell(1, 'paid_at')?.value).toEqual(new Date('2026-12-31T11:30:00Z'));
  });

  it('200: holds what fits the filter, and the organization’s own alone', async () => {
    expect((await workbook('?currency=USD&limit=1')).rows).toHaveLength(2);
    expect((await workbook(`?q=${told[1].id}`)).rows).toHaveLength(1);
    expect((await workbook('?status=failed')).rows).toEqual([]);
    expect((await workbook('', other.client)).rows).toHaveLength(1);
  });

  it('keeps to who may read payments', async () => {
    const ask = (client = app.client()) => client.get(path, { accept: xlsx });
    expect(await ask()).toMatchObject({ status: 401 });
    const key = must(
      201,
      await other.client.post('/api/organization/api-keys/', { scopes: ['checkout:create'] }),
    );
    expect(await ask(app.client().withKey(key.raw_key))).toMatchObject({
      status: 403,
      body: { code: 'missing_scope' },
    });
  });
});

describe('Accept', () => {
  it.each([
    [csv, csv],
    [xlsx, xlsx],
    ['application/json', 'application/json'],
    ['*/*', 'application/json'],
    ['image/png', 'application/json'],
    ['application/*', 'application/json'],
    [`${xlsx}, application/json`, 'application/json'],
    [`${xlsx}, application/json;q=0.9, text/csv;q=0.95`, xlsx],
    [`${xlsx};q=0.5, text/csv`, csv],
    [`${xlsx}, text/csv`, csv],
    [`${xlsx.toUpperCase()}, */*;q=0.1`, xlsx],
    ['application/vnd.ms-excel', 'application/json'],
  ])('%s is answered with %s', async (accept, type) => {
    const { headers } = await fetch(app.url + path, { headers: { ...merchant.client.headers, accept } });
    expect(headers.get('content-type')?.split(';')[0]).toBe(type);
  });

  it('is not asked on lists that have no workbook', async () => {
    for (const list of ['/api/payment-links/', '/api/organization/ledger/', '/api/refunds/'])
      expect((await merchant.client.get(list, { accept: xlsx })).headers.get('content-type')).toContain(
        'json',
      );
  });
});
