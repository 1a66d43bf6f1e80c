import { inflateSync } from 'node:zlib';
import { encode } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type Merchant, makeLink, signUp } from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
let link: Json;
beforeAll(async () => {
  app = await startApp();
  merchant = await signUp(app);
  link = await makeLink(merchant);
});
afterAll(() => app.stop());

const pathOf = (file: string) => `/api/payment-links/${link.id}/${file}`;
/** What a reader has to see: the code of the address, with its quiet zone. */
const expected = () => encode(link.url, { ecc: 'M', border: 4 }).data;

async function readPng(path: string): Promise<{ width: number; pixels: boolean[][]; type: string | null }> {
  const response = await fetch(app.url + path, { headers: merchant.client.headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
  const width = bytes.readUInt32BE(16);
  expect([bytes.readUInt32BE(20), bytes[24], bytes[25]]).toEqual([width, 1, 0]);
  const rows = inflateSync(bytes.subarray(41, 41 + bytes.readUInt32BE(33)));
  const rowBytes = 1 + Math.ceil(width / 8);
  const isDark = (x: number, y: number) =>
    ((rows[y * rowBytes + 1 + (x >> 3)] as number) & (0x80 >> (x & 7))) === 0;
  const pixels = Array.from({ length: width }, (_, y) =>
    Array.from({ length: width }, (_, x) => isDark(x, y)),
  );
  return { width, pixels, type: response.headers.get('content-type') };
}

describe('GET /api/payment-links/<uuid>/qr.png', () => {
  it.each([
    ['', 512],
    ['?size=200', 200],
    ['?size=2048', 2048],
  ])('200%s: %i pixels, modules of whole pixels, white around', async (query, size) => {
    const { width, pixels, type } = await readPng(pathOf('qr.png') + query);
    expect([width, type]).toEqual([size, 'image/png']);
    const modules = expected();
    const scale = Math.floor(size / modules.length);
    const margin = Math.floor((size - modules.length * scale) / 2);
    const inside = (at: number) => Math.floor((at - margin) / scale);
    const wanted = pixels.map((row, y) => row.map((_, x) => modules[inside(y)]?.[inside(x)] ?? false));
    expect(pixels).toEqual(wanted);
  });
});

describe('GET /api/payment-links/<uuid>/qr.svg', () => {
  it('200: draws the same modules, sharp, in the size asked for', async () => {
    const reply = await merchant.client.get(pathOf('qr.svg?size=300'));
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    const modules = expected();
    expect(reply.text).toContain(
      `width="300" height="300" viewBox="0 0 ${modules.length} ${modules.length}"`,
    );
    expect(reply.text).toContain('shape-rendering="crispEdges"');
    const drawn = modules.map((row) => row.map(() => false));
    for (const [, x, y, length] of reply.text.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
      for (let step = 0; step < Number(length); step++) drawn[Number(y)]![Number(x) + step] = true;
    }
    expect(drawn).toEqual(modules);
  });
});

describe.each(['qr.svg', 'qr.png'])('%s', (file) => {
  it.each(['size=63', 'size=2049', 'size=big', 'scale=2'])('400: for ?%s', async (query) => {
    expect((await merchant.client.get(pathOf(`${file}?${query}`))).status).toBe(400);
  });

  it('401: not without a session, nor for an API key', async () => {
    expect((await app.client().get(pathOf(file))).status).toBe(401);
    const { body } = await merchant.client.post('/api/organization/api-keys/', { mode: 'sandbox' });
    const key = body.raw_key ?? 'lt_sandbox_unknown';
    expect((await app.client().withKey(key).get(pathOf(file))).body.code).toBe('dashboard_session_required');
  });

  it('404: for another organization’s link and a malformed id', async () => {
    const stranger = await signUp(app);
    expect((await stranger.client.get(pathOf(file))).status).toBe(404);
    expect((await merchant.client.get(`/api/payment-links/nonsense/${file}`)).status).toBe(404);
  });
});
