import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacker, isPackable, pack, packBeginning } from './packing.ts';

const unpack = { br: brotliDecompressSync, gzip: gunzipSync } as const;
const page = Buffer.from(`<!doctype html>${'<option value="SE">Sweden – Sverige</option>'.repeat(400)}`);

describe.each(['br', 'gzip'] as const)('%s', (encoding) => {
  it('is unpacked to the bytes that were packed', async () => {
    for (const bytes of [page, randomBytes(5000), Buffer.from('a')])
      expect(unpack[encoding](await pack(encoding, bytes)).equals(bytes)).toBe(true);
  });

  it('a beginning that was packed once is whole with every end', async () => {
    const beginnings = fc.oneof(
      fc.uint8Array({ maxLength: 3000 }),
      fc.constantFrom(page, randomBytes(70_000)),
    );
    const ends = fc.array(fc.uint8Array({ minLength: 1, maxLength: 500 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(beginnings, ends, async (beginning, different) => {
        const packed = await packBeginning(encoding, Buffer.from(beginning));
        for (const end of [...different, randomBytes(65_535)]) {
          const whole = Buffer.concat([packed.bytes, packed.finish(Buffer.from(end))]);
          expect(unpack[encoding](whole).equals(Buffer.concat([beginning, end]))).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('a beginning takes no end that is empty, or longer than the form can say', async () => {
    const { finish } = await packBeginning(encoding, page);
    for (const length of [0, 65_536]) expect(() => finish(Buffer.alloc(length))).toThrow(RangeError);
  });

  it('what was written of a stream is on its way before more is', async () => {
    const packer = createPacker(encoding);
    packer.write('id,amount\n');
    const [first] = await once(packer, 'data');
    expect(first.length).toBeGreaterThan(0);
    const chunks: Buffer[] = [first];
    packer.on('data', (chunk) => void chunks.push(chunk));
    packer.write('1,24.20\n');
    packer.end();
    await once(packer, 'end');
    expect(chunks.length).toBeGreaterThan(1);
    expect(String(unpack[encoding](Buffer.concat(chunks)))).toBe('id,amount\n1,24.20\n');
  });
});

it.each([
  ['text/html; charset=utf-8', true],
  ['text/csv; charset=utf-8; header=present', true],
  ['text/plain', true],
  ['application/json; charset=utf-8', true],
  ['application/problem+json; charset=utf-8', true],
  ['image/svg+xml', true],
  ['image/png', false],
  ['image/x-icon', false],
  ['application/pdf', false],
  ['application/jsonp-like', false],
  ['', false],
])('%s is worth packing: %s', (contentType, expected) => {
  expect(isPackable(contentType)).toBe(expected);
});
