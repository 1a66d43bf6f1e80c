import { createHash } from 'node:crypto';
import type { TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { invite } from '#test/support/mailbox.ts';
import { cancel, payToChallenge, query, startedCheckout, switchOff } from '#test/support/paying.ts';
import {
  cards,
  eventually,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

export type RichShop = { readonly merchant: Merchant; readonly link: Json; readonly paidTransaction: Json };

// What has a meaning in COPY's text, in JSON, in SQL or in a terminal.
const odd = "Łódź 😀 \\N \\. \"quoted\" 'it's' {a,b} <b>&amp; é\u0301 \u202E";

/** A shop in which nearly every table holds something, much of it unusual. */
export async function openRichShop(app: TestApp): Promise<RichShop> {
  const merchant = await signUp(app, { organization_name: 'Czółno & Söhne "Zażółć"', name: odd });
  await query(
    app,
    `update organizations set fee_percent = 2900, fee_fixed_usd_minor = 30, reserve_percent = 10000, reserve_days = 7,
      allowed_redirect_origins = '{https://a.example,"https://b.example, c"}'`,
  );
  const address = { line1: odd, city: 'Łódź', country: 'PL' };
  must(
    200,
    await merchant.client.patch('/api/organization/', { legal_name: odd, address, tax_id: odd.slice(0, 20) }),
  );
  const webhook = { url: 'http://127.0.0.1:9/closed', enabled: true };
  must(200, await merchant.client.put('/api/organization/webhook/', webhook));
  await invite(merchant, 'colleague@shop.example', 'staff');
  const settings = { iban: 'PL61109010140000071219812874', account_name: odd.replace(/[\u0301\u202E]/g, '') };
  must(200, await merchant.client.put('/api/organization/providers/bank/', { mode: 'sandbox', settings }));
  must(200, await merchant.client.put('/api/organization/live-checklist/keys-backed-up/', { done: true }));
  const product = await makeProduct(merchant, {
    name: `Kubek ☕ ${odd}`.slice(0, 120),
    description: `Tab\tand backslash \\ and\nline breaks\r\nand ${odd}`,
    tax_rate: '8.5',
    metadata: { empty: '', odd, '\\.': '\\.' },
  });
  const link = await makeLink(merchant, { name: 'Kilns: Łódź', max_uses: 9, metadata: { odd } }, product);
  const paidTransaction = await payVariously(app, merchant, link);
  await switchOff(merchant, await makeLink(merchant, { name: 'Off' }, product));
  await chooseTransfer(app, await makeLink(merchant, { currency: 'EUR' }));
  must(200, await merchant.client.put('/api/organization/simulator/', {}));
  await addRareRows(app, link);
  return { merchant, link, paidTransaction };
}

async function chooseTransfer(app: TestApp, link: Json): Promise<void> {
  const { token } = await startOpen(app, link.id);
  must(202, await app.client().post(`/api/checkout/${token}/pay/`, { way: 'bank' }));
}

async function payVariously(app: TestApp, merchant: Merchant, link: Json): Promise<Json> {
  const first = await startOpen(app, link.id, { billing_first_name: 'Žofie\t\\', billing_last_name: odd });
  const paid = must(200, await pay(app, first.token, cards.pays, { 'idempotency-key': crypto.randomUUID() }));
  const second = await startOpen(app, link.id);
  must(402, await pay(app, second.token, cards.declined));
  must(200, await pay(app, second.token));
  must(202, await pay(app, (await startOpen(app, link.id)).token, cards.late));
  await payToChallenge(app, await startOpen(app, link.id));
  must(200, await cancel(app, await startOpen(app, link.id)));
  await startOpen(app, link.id);
  const { checkout } = await startedCheckout(app);
  must(200, await pay(app, checkout.token));
  const key = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  const refund = (body: Json) =>
    app.client().withKey(key.raw_key).post(`/api/transactions/${paid.transaction_id}/refund/`, body);
  must(201, await refund({ amount: '10', reason: odd }));
  must(201, await refund({ amount: '0.01' }));
  // Written down on its own time, which is before anything is compared.
  await eventually(
    () => query(app, 'select id from api_requests'),
    (asked) => asked.length === 2,
  );
  return must(200, await merchant.client.get(`/api/transactions/${paid.transaction_id}/`));
}

/** What no route would write: every byte there is, times without end, and what jobs only leave behind sometimes. */
async function addRareRows(app: TestApp, link: Json): Promise<void> {
  for (const [table, reference] of [
    ['paypal_orders', 'order_id'],
    ['mollie_payments', 'payment_id'],
  ])
    await query(
      app,
      `insert into ${table} (organization_id, attempt_id, connection_id, ${reference}, amount_minor, currency, state, created_at, updated_at)
        select organization_id, id, id, 'tr_odd', 5998, 'USD', 'open', attempted_at, attempted_at from attempts limit 1`,
    );
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7 + (index >> 8)) % 256));
  const hash = createHash('sha256').update(bytes).digest('hex');
  const zero = '00000000-0000-4000-8000-000000000000';
  await query(app, `insert into media values ($1, 'image/png', $2, now())`, [hash, bytes]);
  await query(app, `insert into exchange_rates values ('ecb', '2026-02-28', 1083400, 'infinity')`);
  await query(app, `insert into tasks values ($1, $2, $1, 'infinity', 3)`, [zero, odd]);
  await query(
    app,
    `insert into one_time_sign_ins select '\\x00ff', o.id, u.id, '-infinity', 'infinity'
    from organizations o cross join users u limit 1`,
  );
  await query(app, `insert into known_devices select id, '\\x00ff', 'infinity' from users limit 1`);
  await query(app, `insert into users values ($1, 'nobody@shop.example', $2, 'x', 'infinity', 'infinity')`, [
    zero,
    odd,
  ]);
  await query(app, `insert into authenticators values ($1, $2, null, 9223372036854775807, 'infinity')`, [
    zero,
    odd,
  ]);
  await query(
    app,
    `insert into passkeys values ($1, $1, $2, '\\x00ff', 9223372036854775807, array[$2], $2, 'infinity', null)`,
    [zero, odd],
  );
  await query(app, `insert into recovery_codes values ($1, '\\x00ff', null, 'infinity')`, [zero]);
  await query(
    app,
    `insert into second_factor_challenges values ('\\x00ff', $1, 'password', null, 'infinity', 'infinity')`,
    [zero],
  );
  await query(app, `insert into passkey_challenges values ($2, $1, 'prove', 'infinity')`, [zero, odd]);
  await query(app, `insert into forgotten_buyers values ($1, '\\x00ff', 'redacted', '-infinity')`, [zero]);
  await query(app, `insert into retention_progress values ($1, $2, 'infinity')`, [zero, odd]);
  await query(app, 'insert into connection_credentials values ($1, $1, $2, $2, null)', [zero, odd]);
  await query(
    app,
    `insert into password_resets (token_hash, user_id, created_at, expires_at) values ('\\x00ff', $1, '-infinity', now() + interval '1 hour')`,
    [zero],
  );
  await query(
    app,
    `insert into statement_mappings values ($1, '\\x00ff', jsonb_build_object('odd', $2::text), null, 'infinity')`,
    [zero, odd],
  );
  await query(
    app,
    `insert into bank_statements values ($1, $1, 'live', $2, 2147483647, null, array[$2, ''], '{}', 0, 0, 0, 0, 0, 0, '[]', 'infinity')`,
    [zero, odd],
  );
  await query(
    app,
    `insert into bank_entries (organization_id, id, mode, statement_id, account, kind, status, direction, amount_minor, currency, booked_on, details, created_at, updated_at)
      values ($1, $1, 'live', $1, $2, $2, 'ignored', 'debit', 9223372036854775807, 'JPY', 'infinity', jsonb_build_object('odd', $2::text), 'infinity', '-infinity')`,
    [zero, odd],
  );
  await query(
    app,
    `insert into bank_refund_files values ($1, $1, 'live', 1, 9223372036854775807, $2, 'infinity')`,
    [zero, odd],
  );
  await query(app, `insert into rate_limits values ('', $1, '0044-03-15 12:00:00.123456 BC', -1)`, [odd]);
  await query(app, `insert into payment_link_views values ($1, $2, '9999-12-31', 7, 2147483647)`, [
    zero,
    link.id,
  ]);
  await query(
    app,
    `insert into refund_codes values ($1, $1, $1, $1, 9223372036854775807, '\\x', 0, now(), null, now())`,
    [zero],
  );
}
