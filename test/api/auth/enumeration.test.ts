import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { eventually, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
const query = vi.spyOn(pg.Client.prototype, 'query');

beforeAll(async () => {
  // Without jobs every statement belongs to the request.
  app = await startApp({ env: { JOBS: 'off', RATE_LIMIT: 'on' } });
});
afterAll(async () => {
  query.mockRestore();
  await app.stop();
});

async function traceOf(path: string, body: Record<string, unknown>) {
  query.mockClear();
  const { status, text, headers } = await app.client().post(path, body);
  return {
    status,
    text: text.replace(/"request_id":"[^"]+"/, ''),
    headers: [...headers.keys()],
    statements: query.mock.calls.map(textOf).filter((statement) => !statement.includes('rate_sums')),
  };
}

function textOf([statement]: readonly unknown[]): string {
  return typeof statement === 'string' ? statement : (statement as { text: string }).text;
}

describe('whether an address has an account', () => {
  it('shows in no word or statement of a failed sign-in', async () => {
    const { email } = await signUp(app);
    const known = await traceOf('/api/auth/login/', { email, password: 'not the password' });
    const unknown = await traceOf('/api/auth/login/', {
      email: 'nobody@shop.example',
      password: 'not the password',
    });
    expect(known).toMatchObject({ status: 401 });
    expect(known.statements.length).toBeGreaterThan(3);
    expect(unknown).toEqual(known);
  });

  it('shows in no word or statement of a forgotten password', async () => {
    const { email } = await signUp(app);
    const known = await traceOf('/api/auth/password/forgot/', { email });
    const unknown = await traceOf('/api/auth/password/forgot/', { email: 'nobody@shop.example' });
    expect(known).toMatchObject({ status: 202 });
    expect(known.statements.join('\n')).not.toContain('password_resets');
    expect(unknown).toEqual(known);
  });

  it('shows in no time of a failed sign-in, by the middle of many', async () => {
    const { email } = await signUp(app);
    const unlimited = await startApp({ database: app.database, env: { JOBS: 'off' } });
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    const addresses = { known: email, unknown: 'ghost@shop.example' };
    for (let round = 0; round < 15; round++) {
      // Turn by turn, so that a busy moment of the machine falls on both.
      for (const kind of ['known', 'unknown'] as const) {
        const startedAt = performance.now();
        const body = { email: addresses[kind], password: 'not the password' };
        expect((await unlimited.client().post('/api/auth/login/', body)).status).toBe(401);
        times[kind].push(performance.now() - startedAt);
      }
    }
    await unlimited.stop();
    const middle = (list: number[]) => list.sort((left, right) => left - right)[7] as number;
    const ratio = middle(times.known) / middle(times.unknown);
    // Leaving the hash out makes it several times as fast; noise does not.
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('is told by mail alone: the work waits until after the answer', async () => {
    const { email, client } = await signUp(app);
    must(202, await app.client().post('/api/auth/password/forgot/', { email }));
    const mailbox = '/api/development/mailbox/?kind=password_reset';
    expect(must(200, await client.get(mailbox)).results).toEqual([]);
    const worker = await startApp({ database: app.database });
    const { results } = await eventually(
      async () => must(200, await client.get(mailbox)),
      (page) => page.results.length > 0,
    );
    await worker.stop();
    expect(results[0].to).toBe(email);
  });
});
