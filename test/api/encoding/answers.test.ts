import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type Got, getBytes } from '#test/support/get-bytes.ts';
import {
  buyer,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
let linkId: string;
/** With so many lines that its preview is worth packing. */
let longLinkId: string;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  merchant = await signUp(app);
  linkId = (await makeLink(merchant, { max_uses: 50 })).id;
  const products = [];
  for (let line = 1; line <= 6; line++) {
    const { id } = await makeProduct(merchant, {
      name: `Print number ${line}`,
      description: 'On paper. '.repeat(20),
    });
    products.push({ product_id: id, quantity: line });
  }
  longLinkId = (await makeLink(merchant, { products })).id;
});
afterAll(() => app.stop());

type Headers = Record<string, string>;
const get = (path: string, headers: Headers = {}, method = 'GET') =>
  getBytes(app.url + path, headers, { method });
const own = () => merchant.client.headers as Headers;
const packings = ['br', 'gzip'] as const;
const nonceOf = ({ text }: Got) => /name="nonce" value="([^"]*)"/.exec(text)?.[1] ?? '';
const withoutNonce = (got: Got) => got.text.replaceAll(nonceOf(got) || 'none', '');

/** Addresses that are answered ahead of the framework, and by it. */
const ways = [
  ['ahead of the framework', ''],
  ['by the framework', '?source=mail'],
] as const;

describe.each(ways)('the page of a link, answered %s', (_, query) => {
  const path = () => `/pay/${linkId}${query}`;

  it.each(packings)(
    'is the same page packed with %s, and a number of its own for every reader',
    async (encoding) => {
      const plain = await get(path());
      expect(plain.headers['content-encoding']).toBeUndefined();
      const packed = [];
      for (let reader = 0; reader < 3; reader++)
        packed.push(await get(path(), { 'accept-encoding': encoding }));
      for (const got of packed) {
        expect(got.headers['content-encoding']).toBe(encoding);
        expect(Number(got.headers['content-length'])).toBe(got.bytes.length);
        expect(got.bytes.length).toBeLessThan(plain.bytes.length / 3);
        expect(withoutNonce(got)).toBe(withoutNonce(plain));
        for (const name of ['vary', 'cache-control', 'content-type', 'content-security-policy'])
          expect(got.headers[name]).toBe(plain.headers[name]);
      }
      expect(plain.headers.vary).toBe('accept-language, accept-encoding, cookie');
      expect(new Set([plain, ...packed].map(nonceOf)).size).toBe(4);
      expect(packed.map(nonceOf)).not.toContain('');
    },
  );

  it.each(packings)(
    'is what its seller made of it a moment ago, in every instance, packed with %s',
    async (encoding) => {
      const seller = await signUp(app);
      const { id } = await makeLink(seller);
      const second = await startApp({ env: { JOBS: 'off' }, database: app.database });
      try {
        const readAll = async () =>
          (
            await Promise.all(
              [app, second].flatMap(({ url }) =>
                ['identity', encoding, encoding].map((accepted) =>
                  getBytes(`${url}/pay/${id}${query}`, { 'accept-encoding': accepted }),
                ),
              ),
            )
          ).map((got) => ({ status: got.status, text: withoutNonce(got).replaceAll(second.url, app.url) }));
        for (const name of ['A first name', 'A second name']) {
          must(200, await seller.client.patch('/api/organization/', { name }));
          const seen = await readAll();
          expect(new Set(seen.map(({ text }) => text)).size).toBe(1);
          expect(seen[0]?.text).toContain(name);
        }
        must(200, await seller.client.patch(`/api/payment-links/${id}/`, { is_active: false }));
        const closed = await readAll();
        expect(new Set(closed.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
        expect(closed[0]?.status).toBe(410);
      } finally {
        await second.stop();
      }
    },
  );

  it('asks to come back as before where every place is held', async () => {
    const { id } = await makeLink(merchant, { max_uses: 1 });
    await startOpen(app, id);
    for (const accepted of ['identity', 'br', 'br']) {
      const got = await get(`/pay/${id}${query}`, { 'accept-encoding': accepted });
      expect([got.status, got.headers['content-encoding']]).toEqual([
        409,
        accepted === 'br' ? 'br' : undefined,
      ]);
      expect(Number(got.headers['retry-after'])).toBeGreaterThan(0);
      expect(got.text).toMatch(/<\/html>$/);
    }
  });
});

it('a link page with its style and script is less than 15 KB on the wire', async () => {
  const headers = { 'accept-encoding': 'gzip, deflate, br' };
  const page = await get(`/pay/${linkId}`, headers);
  const files = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
    ([, path]) => path as string,
  );
  expect(files).toHaveLength(2);
  const all = [page, ...(await Promise.all(files.map((path) => get(path, headers))))];
  expect(all.map(({ headers: { 'content-encoding': encoding } }) => encoding)).toEqual(['br', 'br', 'br']);
  expect(all.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(15_000);
});

it('a form that came packed is taken once, like any other', async () => {
  const page = await get(`/pay/${linkId}`, { 'accept-encoding': 'br' });
  const body = new URLSearchParams({ ...buyer, nonce: nonceOf(page) }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const send = () => getBytes(`${app.url}/pay/${linkId}`, headers, { method: 'POST', body });
  const [first, second] = [await send(), await send()];
  expect([first.status, second.status]).toEqual([303, 303]);
  expect(second.headers.location).toBe(first.headers.location);
});

describe.each(ways)('a preview, answered %s', (_, query) => {
  const path = () => `/api/payment-links/public/${longLinkId}/${query}`;

  it('is the same in every form, and is not sent again to whoever has it in that form', async () => {
    const plain = await get(path());
    const tags = [plain.headers.etag];
    for (const encoding of packings) {
      const packed = await get(path(), { 'accept-encoding': encoding });
      expect(packed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
      expect(Number(packed.headers['content-length'])).toBe(packed.bytes.length);
      expect(packed.text).toBe(plain.text);
      tags.push(packed.headers.etag);
    }
    expect(plain.headers.vary).toBe('accept-encoding');
    expect(new Set(tags).size).toBe(3);
    for (const [at, accepted] of ['identity', ...packings].entries()) {
      for (const [otherAt, tag] of tags.entries()) {
        const again = await get(path(), { 'accept-encoding': accepted, 'if-none-match': String(tag) });
        expect([accepted, tag, again.status]).toEqual([accepted, tag, at === otherAt ? 304 : 200]);
        expect(again.headers).toMatchObject({
          etag: tags[at],
          vary: 'accept-encoding',
          'cache-control': 'no-cache',
        });
        if (again.status === 304) expect(again.bytes.length).toBe(0);
      }
    }
  });

  it('has one form where it fits a packet as it is', async () => {
    const short = `/api/payment-links/public/${linkId}/${query}`;
    const [plain, packed] = [await get(short), await get(short, { 'accept-encoding': 'br' })];
    expect(packed.headers['content-encoding']).toBeUndefined();
    expect([packed.text, packed.headers.etag]).toEqual([plain.text, plain.headers.etag]);
  });
});

/** One of each kind: kept ahead of the framework, packed on its way, and packed by the build. */
const kinds = {
  'a page': async () => `/pay/${linkId}`,
  'a list': async () => '/api/products/',
  'a file': async () => /href="(\/assets\/[^"]+\.css)"/.exec((await get(`/pay/${linkId}`)).text)?.[1] ?? '',
};

describe.each(Object.entries(kinds))('%s', (_, pathOf) => {
  it.each([
    ['', undefined],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['gzip;q=0, *', 'br'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip;q=0, br;q=0, *', undefined],
    ['*;q=0', undefined],
    ['identity;q=0', undefined],
    ['identity;q=0, gzip;q=0.1', 'gzip'],
    ['identity, gzip;q=0.5', undefined],
    ['deflate', undefined],
  ])('Accept-Encoding "%s" gets %s', async (accepted, encoding) => {
    const path = await pathOf();
    const [plain, got] = [await get(path, own()), await get(path, { ...own(), 'accept-encoding': accepted })];
    expect(got.status).toBe(200);
    expect(got.headers['content-encoding']).toBe(encoding);
    expect(withoutNonce(got)).toBe(withoutNonce(plain));
  });

  it.each(['identity', 'br', 'gzip'])('answers HEAD as it answers GET, %s', async (accepted) => {
    const path = await pathOf();
    const headers = { ...own(), 'accept-encoding': accepted };
    const [got, head] = [await get(path, headers), await get(path, headers, 'HEAD')];
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    expect(got.headers.vary).toMatch(/\baccept-encoding\b/i);
    expect(Number(got.headers['content-length'])).toBe(got.bytes.length);
    for (const name of ['content-encoding', 'content-length', 'content-type', 'vary', 'etag'])
      expect([name, head.headers[name]]).toEqual([name, got.headers[name]]);
  });
});

it('a part of a file is a part of the form that is asked for', async () => {
  const path = await kinds['a file']();
  for (const accepted of ['identity', 'br', 'gzip']) {
    const headers = { 'accept-encoding': accepted };
    const [whole, part] = [await get(path, headers), await get(path, { ...headers, range: 'bytes=5-14' })];
    expect(part.status).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes 5-14/${whole.bytes.length}`);
    expect(part.headers['content-encoding']).toBe(whole.headers['content-encoding']);
    expect(part.headers.etag).toBe(whole.headers.etag);
    expect(part.bytes.equals(whole.bytes.subarray(5, 15))).toBe(true);
  }
});

it('an export is the same table, packed on its way', async () => {
  const exported = '/api/payment-links/';
  const headers = { ...own(), accept: 'text/csv' };
  const plain = await get(exported, headers);
  expect(plain.headers['content-type']).toMatch(/^text\/csv/);
  for (const encoding of packings) {
    const packed = await get(exported, { ...headers, 'accept-encoding': encoding });
    expect(packed.headers).toMatchObject({ 'content-encoding': encoding, 'transfer-encoding': 'chunked' });
    expect(packed.text).toBe(plain.text);
    const head = await get(exported, { ...headers, 'accept-encoding': encoding }, 'HEAD');
    expect([head.status, head.headers['content-encoding']]).toEqual([200, encoding]);
  }
});

it('a problem is packed where it is long, and says that it may be', async () => {
  const query = Array.from({ length: 40 }, (_, at) => `unknown_field_${at}=1`).join('&');
  const path = `/api/products/?${query}`;
  const [plain, packed] = [await get(path, own()), await get(path, { ...own(), 'accept-encoding': 'br' })];
  expect(plain.status).toBe(400);
  expect(packed.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const [first, second] = [plain, packed].map(({ text }) => ({ ...JSON.parse(text), request_id: '' }));
  expect(second).toEqual(first);
  expect(plain.bytes.length).toBeGreaterThan(1024);
  expect(packed.headers['content-encoding']).toBe('br');
  expect(packed.headers.vary).toBe('accept-encoding');
});

describe('is never packed, because its length would tell what stands in it:', () => {
  const accepting = { 'accept-encoding': 'gzip, br' };

  it('the page of a link for whoever holds a checkout of it', async () => {
    const { id } = await makeLink(merchant);
    const started = await getBytes(
      `${app.url}/pay/${id}`,
      { 'content-type': 'application/x-www-form-urlencoded' },
      { method: 'POST', body: new URLSearchParams({ ...buyer, nonce: crypto.randomUUID() }).toString() },
    );
    const [cookie = ''] = started.headers['set-cookie'] ?? [];
    const token = /^checkout=([^;]+)/.exec(cookie)?.[1] ?? '';
    const asked: [string, Headers][] = [
      [`/pay/${id}?utm_source=${buyer.billing_email}`, { cookie: `checkout=${token}` }],
      [`/checkout/${token}/change?utm_source=${buyer.billing_email}`, {}],
    ];
    for (const [path, headers] of asked) {
      const got = await get(path, { ...headers, ...accepting });
      expect(got.text).toContain(buyer.billing_first_name);
      expect(got.bytes.length).toBeGreaterThan(1024);
      expect(got.headers['content-encoding']).toBeUndefined();
      // Nor by anybody between.
      expect(got.headers['cache-control']).toBe('no-store, no-transform');
    }
  });

  it('the mails that are read here', async () => {
    for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) {
      const invitation = { email: `${name}@shop.example`, role: 'viewer' };
      must(201, await merchant.client.post('/api/organization/team/', invitation));
    }
    for (const path of ['/api/development/mailbox/', '/api/organization/sandbox-mails/']) {
      const got = await get(path, { ...own(), ...accepting });
      expect(got.status).toBe(200);
      expect(got.headers['content-encoding']).toBeUndefined();
      expect(got.headers['cache-control']).toBe('no-store, no-transform');
    }
    expect((await get('/api/development/mailbox/', own())).bytes.length).toBeGreaterThan(1024);
  });

  it('what is answered to a change, which holds what was just made', async () => {
    const made = await getBytes(
      `${app.url}/api/payment-links/${longLinkId}/duplicate/`,
      { ...own(), ...accepting },
      { method: 'POST' },
    );
    expect([made.status, made.bytes.length > 1024]).toEqual([201, true]);
    expect(made.headers['content-encoding']).toBeUndefined();
  });
});
