import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json, Reply } from '#test/support/client.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const logIn = (body: unknown): Promise<Reply<Json>> => app.client().post('/api/auth/login/', body);
const fields = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`field_${index}`, 'some text']));
const nested = (levels: number): unknown => (levels === 0 ? 'x'.repeat(1_100) : { a: nested(levels - 1) });

describe('a body', () => {
  it('with many fields that nobody knows is told the first twenty, and how many more there are', async () => {
    const { status, body } = await logIn(fields(1_000));
    expect([status, body.code, body.errors.length]).toEqual([400, 'unknown_field', 20]);
    // Email and password are missing besides.
    expect(body.detail).toMatch(/ And 982 more\.$/);
  });

  it('with a few of them is told each of them, and of no more', async () => {
    const { body } = await logIn({ email: 'a@b.example', password: 'x', ...fields(20) });
    expect(body.errors).toHaveLength(20);
    expect(body.detail).not.toContain('more');
  });

  it.each([
    ['fields', fields(2_001)],
    ['entries', { list: Array(2_001).fill(1) }],
    ['fields further in', { list: Array.from({ length: 50 }, () => fields(50)) }],
  ])('of more than 2,000 %s is looked at no further', async (_, given) => {
    const { status, body } = await logIn(given);
    expect([status, body.code, body.errors]).toEqual([400, 'invalid_request', []]);
    expect(body.detail).toBe('A body has at most 2000 fields and entries; send less.');
  });

  it('that is nested more than 32 levels deep is looked at no further', async () => {
    const { status, body } = await logIn({ email: nested(32) });
    expect([status, body.code, body.detail]).toEqual([
      400,
      'invalid_request',
      'A body is nested at most 32 levels deep.',
    ]);
    expect((await logIn({ email: nested(31), password: 'x' })).body.code).toBe('invalid_type');
  });
});
