import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, idempotencyKey, judgeKey } from './idempotency.ts';

const serverKey = Buffer.alloc(32, 7);
const make = (
  parts: { caller?: string; path?: string; key?: string; body?: unknown; server?: Buffer } = {},
) =>
  idempotencyKey(
    parts.server ?? serverKey,
    parts.caller ?? 'link:1',
    'POST',
    parts.path ?? '/start/',
    parts.key ?? 'a-key-of-sixteen+',
    parts.body ?? { a: 1 },
  );

describe('the scope of an idempotency key', () => {
  it('is the same for the same caller, path and key', () => {
    expect(make()).toEqual(make());
  });

  it('differs by caller, path, key and server key', () => {
    const others = [
      make({ caller: 'link:2' }),
      make({ path: '/pay/' }),
      make({ key: 'b-key-of-sixteen+' }),
      make({ server: Buffer.alloc(32, 8) }),
    ];
    expect(new Set([make(), ...others].map(({ scope }) => scope)).size).toBe(5);
  });

  it('keeps nothing of the text of key or body: 64 hex digits each', () => {
    const kept = make({ key: 'secret-key-of-mine', body: { email: 'maja@example.com' } });
    expect(kept.scope).toMatch(/^[0-9a-f]{64}$/);
    expect(kept.bodyHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a key that comes again', () => {
  const answer = { status: 201 };
  const { bodyHash } = make();

  it('gets the first answer for the same body, once there is one', () => {
    expect(judgeKey(make(), { bodyHash, answer })).toEqual({ verdict: 'replayed', answer });
    expect(judgeKey(make(), { bodyHash, answer: null })).toEqual({ verdict: 'in_progress' });
  });

  it('is refused for another body, whether the first has its answer or not', () => {
    const other = make({ body: { a: 2 } });
    expect(judgeKey(other, { bodyHash, answer })).toEqual({ verdict: 'reuse' });
    expect(judgeKey(other, { bodyHash, answer: null })).toEqual({ verdict: 'reuse' });
  });
});

describe('the body that a key is bound to', () => {
  const json = fc.jsonValue({ maxDepth: 3 });

  it('is the same in whatever order its fields stand', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (fields) => {
        const reversed = Object.fromEntries(Object.entries(fields).reverse());
        expect(make({ body: reversed }).bodyHash).toBe(make({ body: fields }).bodyHash);
      }),
    );
  });

  it('differs when a value differs: nothing is lost on the way to the hash', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(make({ body: { a: 1 } }).bodyHash).not.toBe(make({ body: { a: '1' } }).bodyHash);
    expect(make({ body: { a: [1, 2] } }).bodyHash).not.toBe(make({ body: { a: [2, 1] } }).bodyHash);
  });

  it('leaves out what is undefined, such as the payment method', () => {
    expect(make({ body: { a: 1, payment_method: undefined } }).bodyHash).toBe(make().bodyHash);
    expect(make({ body: { a: null } }).bodyHash).not.toBe(make({ body: {} }).bodyHash);
  });

  it('cannot be shifted between key and body or between names and values', () => {
    expect(canonicalJson({ 'a":1,"b': 2 })).not.toBe(canonicalJson({ a: 1, b: 2 }));
    expect(make({ caller: 'link:1\nPOST', path: '/start/' }).scope).not.toBe(make().scope);
  });
});
