import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client } from '#test/support/client.ts';
import { lossy, jpeg as makeJpeg, png as makePng, webp as makeWebp, pngChunk } from '#test/support/images.ts';
import { makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
let guarded: TestApp;
let server: Server;
let images: string;
let hits = 0;

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const jpeg = makeJpeg({ widthPixels: 40, heightPixels: 30 });
const webp = makeWebp([lossy({ widthPixels: 40, heightPixels: 30 })]);
const wide = makePng({ widthPixels: 4_097, heightPixels: 1 });
const moving = makePng({ widthPixels: 9, heightPixels: 9 }, [pngChunk('acTL', Buffer.alloc(8))]);
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const large = Buffer.concat([png, Buffer.alloc(1024 * 1024)]);
const largest = Buffer.concat([png, Buffer.alloc(1024 * 1024 - png.length)]);

const files: Record<
  string,
  { body: Buffer; type: string; status?: number; headers?: Record<string, string> }
> = {
  '/mug.png': { body: png, type: 'image/png' },
  '/mug.jpg': { body: jpeg, type: 'image/jpeg' },
  '/mug.webp': { body: webp, type: 'image/webp' },
  '/lies.svg': { body: png, type: 'image/svg+xml' },
  '/mug.svg': { body: svg, type: 'image/png' },
  '/page.html': { body: Buffer.from('<html></html>'), type: 'image/png' },
  '/empty.png': { body: Buffer.alloc(0), type: 'image/png' },
  '/wide.png': { body: wide, type: 'image/png' },
  '/moving.png': { body: moving, type: 'image/png' },
  '/half.png': { body: png.subarray(0, 50), type: 'image/png' },
  '/large.png': { body: large, type: 'image/png' },
  '/largest.png': { body: largest, type: 'image/png' },
  '/gone.png': { body: png, type: 'image/png', status: 404 },
  '/moved.png': { body: png, type: 'image/png', status: 302, headers: { location: '/mug.png' } },
};

beforeAll(async () => {
  server = createServer((request, response) => {
    hits += 1;
    const file = files[request.url ?? ''];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(file.status ?? 200, { 'content-type': file.type, ...file.headers }).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  images = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'on' } });
  guarded = await startApp({ resolveHost: async (host) => (host === 'inner.example' ? ['10.0.0.1'] : []) });
});
afterAll(async () => {
  await Promise.all([app.stop(), guarded.stop()]);
  server.closeAllConnections();
  server.close();
});

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const addressOf = (bytes: Buffer) => `${app.url}/media/${hashOf(bytes)}`;

describe('the image of a product', () => {
  it.each([
    ['/mug.png', png, 'image/png'],
    ['/mug.jpg', jpeg, 'image/jpeg'],
    ['/mug.webp', webp, 'image/webp'],
    ['/lies.svg', png, 'image/png'],
    ['/largest.png', largest, 'image/png'],
  ])('%s is fetched once and served by us as what it is', async (path, bytes, type) => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant, { image_url: `${images}${path}` });
    expect(product.image_url).toBe(addressOf(bytes));
    const before = hits;
    const response = await fetch(product.image_url);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(hits).toBe(before);
    const etag = response.headers.get('etag') ?? '';
    expect((await fetch(product.image_url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('goes into the links that are made from it', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant, { image_url: `${images}/mug.png` });
    const link = await makeLink(merchant, {}, product);
    const preview = must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
    expect(preview.products[0].image_url).toBe(addressOf(png));
  });

  it('stays when our own address is sent back, and goes with null', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant, { image_url: `${images}/mug.png` });
    const path = `/api/products/${product.id}/`;
    const before = hits;
    const changed = must(
      200,
      await merchant.client.patch(path, { name: 'Cup', image_url: product.image_url }),
    );
    expect([changed.name, changed.image_url, hits]).toEqual(['Cup', product.image_url, before]);
    expect(must(200, await merchant.client.patch(path, { image_url: null })).image_url).toBeNull();
    const other = must(200, await merchant.client.patch(path, { image_url: `${images}/mug.jpg` }));
    expect(other.image_url).toBe(addressOf(jpeg));
  });

  it.each([
    ['/mug.svg', 'no PNG, JPEG or WebP'],
    ['/page.html', 'no PNG, JPEG or WebP'],
    ['/empty.png', 'no PNG, JPEG or WebP'],
    ['/large.png', 'more than 1 MiB'],
    ['/wide.png', 'It has 4097 × 1 pixels'],
    ['/moving.png', 'use a still image'],
    ['/half.png', 'cut off or broken'],
    ['/gone.png', 'answered 404'],
    ['/moved.png', 'redirects are not followed'],
    ['/nothing.png', 'answered 404'],
  ])('400 image_unavailable: %s, %s', async (path, reason) => {
    const merchant = await signUp(app);
    const body = { name: 'Mug', prices: { USD: '1.00' }, image_url: `${images}${path}` };
    const refused = await merchant.client.post('/api/products/', body);
    expect([refused.status, refused.body.code]).toEqual([400, 'image_unavailable']);
    expect(refused.body.errors).toMatchObject([{ field: 'image_url' }]);
    expect(refused.body.detail).toContain(reason);
    expect(must(200, await merchant.client.get('/api/products/')).results).toEqual([]);
  });

  it('400: a change that names an image which is not there changes nothing', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant, { image_url: `${images}/mug.png` });
    const path = `/api/products/${product.id}/`;
    const refused = await merchant.client.patch(path, { name: 'Cup', image_url: `${images}/gone.png` });
    expect([refused.status, refused.body.code]).toEqual([400, 'image_unavailable']);
    expect(must(200, await merchant.client.get(path))).toEqual(product);
  });

  it.each([
    'javascript:alert(1)',
    'mug.png',
    'ftp://images.example/mug.png',
    'https://me@images.example/mug.png',
  ])('400 invalid_value: %s', async (address) => {
    const merchant = await signUp(app);
    const body = { name: 'Mug', prices: { USD: '1.00' }, image_url: address };
    const refused = await merchant.client.post('/api/products/', body);
    expect(refused.body.errors).toMatchObject([{ field: 'image_url', code: 'invalid_value' }]);
  });

  it.each([
    ['an inner address', 'https://127.0.0.1/mug.png', 'image_unavailable'],
    ['cloud metadata', 'https://169.254.169.254/mug.png', 'image_unavailable'],
    ['a name of an inner address', 'https://inner.example/mug.png', 'image_unavailable'],
    ['a name without address', 'https://nowhere.example/mug.png', 'image_unavailable'],
    ['an open connection', 'http://images.example/mug.png', 'invalid_value'],
  ])('400: %s is not fetched where private targets are closed', async (_, address, code) => {
    const merchant = await signUp(guarded);
    const body = { name: 'Mug', prices: { USD: '1.00' }, image_url: address };
    const refused = await merchant.client.post('/api/products/', body);
    expect([refused.status, refused.body.code]).toEqual([400, code]);
  });
});

describe('the logo of an organization', () => {
  it('is fetched once and served by us', async () => {
    const merchant = await signUp(app);
    const changed = must(
      200,
      await merchant.client.patch('/api/organization/', { branding: { logo_url: `${images}/mug.webp` } }),
    );
    expect(changed.branding.logo_url).toBe(addressOf(webp));
    const link = await makeLink(merchant);
    const preview = must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
    expect(preview.organization.branding.logo_url).toBe(addressOf(webp));
  });

  it('400 image_unavailable names the field', async () => {
    const { client } = await signUp(app);
    const refused = await client.patch('/api/organization/', {
      branding: { logo_url: `${images}/mug.svg` },
    });
    expect([refused.status, refused.body.code]).toEqual([400, 'image_unavailable']);
    expect(refused.body.errors).toMatchObject([{ field: 'branding.logo_url' }]);
  });
});

describe('GET /media/<hash>', () => {
  it.each([
    '',
    'x',
    hashOf(Buffer.from('nothing')),
    `${hashOf(png).toUpperCase()}`,
    '..%2f..%2fetc%2fpasswd',
  ])('404: %j', async (hash) => {
    const reply = await app.client().get(`/media/${hash}`);
    expect([reply.status, reply.body.code]).toEqual([404, 'not_found']);
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });
});

describe('fetches', () => {
  const body = (path: string) => ({ name: 'Mug', prices: { USD: '1.00' }, image_url: `${images}${path}` });

  it('of the same image at the same time are one, and everybody is told of their own field', async () => {
    const merchant = await signUp(app);
    const before = hits;
    const made = await Promise.all([
      ...Array.from({ length: 5 }, () => merchant.client.post('/api/products/', body('/mug.png'))),
      merchant.client.patch('/api/organization/', { branding: { logo_url: `${images}/mug.png` } }),
    ]);
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 200]);
    expect(hits - before).toBeLessThan(6);
    const refused = await Promise.all([
      merchant.client.post('/api/products/', body('/gone.png')),
      merchant.client.patch('/api/organization/', { branding: { logo_url: `${images}/gone.png` } }),
    ]);
    expect(refused.map((reply) => reply.body.errors[0].field)).toEqual(['image_url', 'branding.logo_url']);
  });

  it('from one host are 60 a minute, whoever asks', async () => {
    const limited = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'on', RATE_LIMIT: 'on' } });
    limited.clock.advance(60_100 - (limited.clock.now().getTime() % 60_000));
    const [merchant, other] = [await signUp(limited), await signUp(limited)];
    for (let count = 0; count < 60; count++)
      must(201, await merchant.client.post('/api/products/', body('/mug.png')));
    const refused = await other.client.post('/api/products/', body('/mug.jpg'));
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    limited.clock.advance(120_000);
    must(201, await other.client.post('/api/products/', body('/mug.jpg')));
    await limited.stop();
  });

  it('for one organization are 300 an hour, from however many hosts', async () => {
    const limited = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'on', RATE_LIMIT: 'on' } });
    limited.clock.advance(3_600_100 - (limited.clock.now().getTime() % 3_600_000));
    const [merchant, other] = [await signUp(limited), await signUp(limited)];
    // At the same time they are one fetch, and count each for whoever asks.
    for (let round = 0; round < 6; round++) {
      const asked = Array.from({ length: 50 }, () =>
        merchant.client.post('/api/products/', body('/mug.png')),
      );
      for (const reply of await Promise.all(asked)) must(201, reply);
    }
    const refused = await merchant.client.post('/api/products/', body('/mug.png'));
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(600);
    must(201, await other.client.post('/api/products/', body('/mug.png')));
    await limited.stop();
  });
});

describe('POST /api/media/', () => {
  const upload = (client: Client, body: Buffer, type = 'image/png') =>
    client.request('POST', '/api/media/', body, { 'content-type': type });

  it.each([
    ['PNG', png, 'image/png'],
    ['JPEG', jpeg, 'image/jpeg'],
    ['WebP', webp, 'image/webp'],
    ['image of just 1 MiB', largest, 'image/png'],
  ])('201: keeps a %s, whatever it is called, for a product and a logo', async (_, body, type) => {
    const merchant = await signUp(app);
    const before = hits;
    const { url } = must(201, await upload(merchant.client, body, 'text/html'));
    const product = await makeProduct(merchant, { image_url: url });
    const organization = must(
      200,
      await merchant.client.patch('/api/organization/', { branding: { logo_url: url } }),
    );
    expect([product.image_url, organization.branding.logo_url]).toEqual([url, url]);
    const served = await fetch(url);
    expect([served.headers.get('content-type'), Buffer.from(await served.arrayBuffer())]).toEqual([
      type,
      body,
    ]);
    expect(hits).toBe(before);
  });

  it.each([
    ['an SVG', svg],
    ['a page', Buffer.from('<html></html>')],
    ['nothing', Buffer.alloc(0)],
    ['one that is cut off', png.subarray(0, 50)],
    ['one that moves', moving],
    ['one with too many pixels', wide],
  ])('400: refuses %s', async (_, body) => {
    const merchant = await signUp(app);
    const reply = await upload(merchant.client, body);
    expect([reply.status, reply.body.code, reply.body.errors[0].field]).toEqual([
      400,
      'image_unavailable',
      'file',
    ]);
  });

  it('413: refuses more than 1 MiB', async () => {
    const merchant = await signUp(app);
    expect((await upload(merchant.client, large)).status).toBe(413);
  });

  it('429: 300 an hour for an organization, and as many for another', async () => {
    const limited = await startApp({ env: { RATE_LIMIT: 'on' } });
    limited.clock.advance(3_600_100 - (limited.clock.now().getTime() % 3_600_000));
    const [merchant, other] = [await signUp(limited), await signUp(limited)];
    for (let round = 0; round < 6; round++) {
      const sent = Array.from({ length: 50 }, () => upload(merchant.client, png));
      for (const reply of await Promise.all(sent)) must(201, reply);
    }
    const refused = await upload(merchant.client, png);
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    must(201, await upload(other.client, png));
    await limited.stop();
  });
});
