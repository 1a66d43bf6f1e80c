import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { getBytes } from '#test/support/get-bytes.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  getBytes(app.url + path, headers, { method });

const unpack = { br: brotliDecompressSync, gzip: gunzipSync } as const;

describe.each(['/openapi.json', '/docs'])('%s', (path) => {
  it('is the same bytes in every form, each with a tag of its own', async () => {
    const plain = await get(path);
    expect(plain.status).toBe(200);
    expect(plain.headers['content-encoding']).toBeUndefined();
    const tags = [plain.headers.etag];
    for (const encoding of ['br', 'gzip'] as const) {
      const packed = await get(path, { 'accept-encoding': `${encoding}, identity;q=0` });
      expect(packed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
      expect(packed.headers['content-type']).toBe(plain.headers['content-type']);
      expect(unpack[encoding](packed.bytes).equals(plain.bytes)).toBe(true);
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 3);
      tags.push(packed.headers.etag);
    }
    expect(new Set(tags).size).toBe(3);
  });

  it('is not sent again to whoever has it in that form', async () => {
    for (const encoding of ['identity', 'br', 'gzip']) {
      const headers = { 'accept-encoding': encoding };
      const { etag } = (await get(path, headers)).headers;
      const again = await get(path, { ...headers, 'if-none-match': String(etag) });
      expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, etag]);
      expect(again.headers.vary).toBe('accept-encoding');
      const other = await get(path, {
        'accept-encoding': encoding === 'br' ? 'gzip' : 'br',
        'if-none-match': String(etag),
      });
      expect(other.status).toBe(200);
    }
  });

  it('answers HEAD with the headers of the form that GET would have', async () => {
    const headers = { 'accept-encoding': 'br' };
    const [got, head] = [await get(path, headers), await get(path, headers, 'HEAD')];
    expect(head.bytes.length).toBe(0);
    for (const name of ['etag', 'content-encoding', 'content-length', 'vary'])
      expect(head.headers[name]).toBe(got.headers[name]);
  });
});

it('the document that is served is the document of the routes', async () => {
  expect(JSON.parse(String((await get('/openapi.json')).bytes))).toEqual(
    JSON.parse(JSON.stringify(app.openApi)),
  );
});
