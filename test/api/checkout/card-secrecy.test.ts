import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { query, startedCheckout, stateOf } from '#test/support/paying.ts';
import { card, must, pay } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Every value of every column that can hold text, as text. */
async function everythingStored(): Promise<string> {
  const columns = await query(
    app,
    `select c.table_name as table, c.column_name as column from information_schema.columns c
      join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
        and c.data_type in ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY', 'bigint', 'numeric')`,
  );
  expect(columns.length).toBeGreaterThan(100);
  const parts: string[] = [];
  for (const { table, column } of columns) {
    const rows = await query(
      app,
      `select case when pg_typeof("${column}")::text = 'bytea' then encode("${column}"::text::bytea, 'escape') else "${column}"::text end as value
        from "${table}" where "${column}" is not null`,
    );
    parts.push(...rows.map(({ value }) => `${table}.${column}: ${value}`));
  }
  return parts.join('\n');
}

/** Runs of digits that only the refused number has; the shortest run that nobody would type by chance. */
function tracesOf(number: string): string[] {
  const digits = number.replace(/\D/g, '');
  const hex = Buffer.from(digits).toString('hex');
  return [
    digits.slice(0, 8),
    digits.slice(4, 12),
    digits.slice(-8),
    hex,
    Buffer.from(digits).toString('base64').slice(0, 16),
  ];
}

const real = [
  '4929736152840917',
  '4929 7361 5284 0917',
  '4929-7361-5284-0917',
  '371449635398431',
  '6011000990139424',
];

it.each(real)(
  'no digit of a card that is no test card (%s) is kept anywhere: refused, no attempt, no trace',
  async (number) => {
    const { checkout } = await startedCheckout(app);
    const key = { 'idempotency-key': 'a-key-for-a-real-card-' };
    const reply = await pay(app, checkout.token, number, key);
    expect(reply).toMatchObject({ status: 400, body: { code: 'test_card_required' } });
    expect(reply.body.detail).toContain('Nothing was charged');
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'open',
      attempts_left: 5,
      depositAttempts: [],
    });
    const kept = (await everythingStored()) + app.logLines.join('\n') + reply.text;
    for (const trace of tracesOf(number)) expect(kept).not.toContain(trace);
  },
);

it('nor of one whose other fields are wrong, or that stands in the wrong field', async () => {
  const { checkout } = await startedCheckout(app);
  const [number = ''] = real;
  const path = `/api/checkout/${checkout.token}/pay/`;
  const { payment_method } = card(number);
  const bodies = [
    { payment_method: { ...payment_method, cvc: 'x' } },
    { payment_method: { ...payment_method, exp_year: 1999 } },
    { payment_method: { ...payment_method, number: Number(number) } },
    { payment_method: { ...card().payment_method, cvc: number } },
    { payment_method: { ...card().payment_method, [number]: true } },
    { number },
    { payment_method: number },
  ];
  const answers: string[] = [];
  for (const body of bodies) {
    const reply = await app.client().post(path, body);
    expect(reply.status).toBe(400);
    if (!JSON.stringify(Object.keys(body)).includes(number)) answers.push(reply.text);
  }
  const broken = await app.client().post(path, `{"payment_method":{"number":"${number}"`);
  expect(broken.status).toBe(400);
  const kept = (await everythingStored()) + app.logLines.join('\n') + broken.text;
  for (const trace of tracesOf(number)) expect(kept).not.toContain(trace);
});

it('of a test card the last four digits and the brand stay, and never the number or the code', async () => {
  const { checkout } = await startedCheckout(app);
  must(200, await pay(app, checkout.token));
  const kept = (await everythingStored()) + app.logLines.join('\n');
  expect(kept).toContain('attempts.card_last4: 4242');
  for (const trace of tracesOf('4242424242424242')) expect(kept).not.toContain(trace);
  expect(kept).not.toContain('"cvc"');
});

it('what is logged of a request is its route, never its address, token or body', async () => {
  const { checkout } = await startedCheckout(app);
  must(200, await pay(app, checkout.token));
  const logged = app.logLines.join('\n');
  expect(logged).toContain('/api/checkout/:token/pay/');
  expect(logged).not.toContain(checkout.token);
  expect(logged).not.toContain('maja@example.com');
});
