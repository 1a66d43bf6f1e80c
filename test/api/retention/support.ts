import { bodyOwner } from '#messaging/mail/mail.ts';
import { decryptText } from '#platform/config/cipher.ts';
import { retentionJob } from '#platform/jobs/retention-job.ts';
import { retentionRules } from '#reporting/retention/rules.ts';
import { verify } from '#reporting/verify/verify.ts';
import type { TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { cards, eventually, type Merchant, makeLink, must, pay, startOpen } from '#test/support/scenario.ts';

const dayMs = 86_400_000;

/** A buyer who is nobody else, told in every field that there is. */
export const zofia = {
  billing_first_name: 'Zofia',
  billing_last_name: 'Wiśniewska',
  billing_email: 'Zofia.Wisniewska@example.com',
  billing_country: 'PL',
  billing_postal_code: '00-950',
  billing_phone: '+48 22 555 01 23',
  billing_line1: 'ulica Wiśniewska 7',
  billing_city: 'Zofiówka',
  billing_company: 'Zofia Wiśniewska i córki',
  billing_tax_id: 'PLZOFIA77',
  client_reference_id: 'zofia-77',
  utm_source: 'zofia-newsletter',
};
/** Finds any word of hers. */
export const hers = /zofi|wi(?:ś|s)niewska|555 01 23/i;

/** A checkout of Zofia's that expires, one that she cancels, and one whose every card is declined. */
export async function leaveUnpaid(app: TestApp, link: Json): Promise<Json[]> {
  const expired = await startOpen(app, link.id, zofia);
  const canceled = await startOpen(app, link.id, zofia);
  must(200, await app.client().post(`/api/checkout/${canceled.token}/cancel/`));
  const failed = await startOpen(app, link.id, zofia);
  for (let time = 0; time < 5; time += 1) must(402, await pay(app, failed.token, cards.declined));
  return [expired, canceled, failed];
}

/** Lets a day after a day go by until nothing is under way any more; a server that never answers is given up. */
export async function settle(app: TestApp): Promise<void> {
  // A transfer is waited for five days.
  for (const days of [1, 2, 3, 4, 6]) {
    app.clock.set(days * dayMs);
    await eventually(
      () => query(app, days < 5 ? underWay('sandbox') : underWay('sandbox', 'bank')),
      (left) => left.length === 0,
      60_000,
    );
  }
  await query(app, `update webhook_deliveries set status = 'failed', due_at = null where due_at is not null`);
}

const underWay = (...providers: string[]) => `
  select 'checkout' from checkouts c left join attempts a on a.organization_id = c.organization_id and a.id = c.current_attempt_id
    where c.due_at is not null and coalesce(a.provider, 'sandbox') in ('${providers.join("', '")}')
  union all select 'attempt' from attempts where due_at is not null and provider in ('${providers.join("', '")}')
  union all select 'refund' from refunds where due_at is not null
  union all select 'task' from tasks where due_at < 'infinity'
  union all select 'event' from events where is_public and position is null`;

/** Keeps every rule until nothing is due; gives how many rows each removed. */
export async function keepRules(app: TestApp): Promise<Record<string, number>> {
  const told: Record<string, number>[] = [];
  const job = retentionJob(retentionRules);
  const log = Object.assign(Object.create(app.context.log), {
    info: (fields: { removed: Record<string, number> }) => void told.push(fields.removed),
  });
  while ((await job.runDue({ ...app.context, log })) > 0);
  return told[0] as Record<string, number>;
}

export async function violations(app: TestApp) {
  return (await verify(app.context)).findings;
}

/** What a merchant sees of a shop, with a sign-in of today. */
export async function seenBy(app: TestApp, merchant: Merchant, link: Json) {
  const { email, password } = merchant;
  const login = must(200, await app.client().post('/api/auth/login/', { email, password }));
  const client = app.client().withToken(login.access_token);
  const get = async (path: string) => must(200, await client.get(path));
  return {
    link: await get(`/api/payment-links/${link.id}/?days=365`),
    links: await get('/api/payment-links/'),
    dashboard: await get('/api/organization/dashboard/'),
    ledger: await get('/api/organization/ledger/'),
    transactions: await get('/api/transactions/?limit=100'),
    checkouts: await get('/api/checkouts/?limit=100'),
    refunds: await get('/api/refunds/'),
    export: (await client.get('/api/transactions/', { accept: 'text/csv' })).text,
  };
}

// By chance a sealed text spells anything that is short.
const sealed = /v1\.[\w-]+\.[\w-]{38,}/g;

/** The tables in which a row holds something, as text; mails as whoever reads them sees them. */
export async function tablesWith(app: TestApp, words: RegExp): Promise<string[]> {
  const tables = await query(
    app,
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await query(app, `select t::text as row from "${name}" t`);
    if (rows.some(({ row }) => words.test(row.replace(sealed, '')))) found.push(name);
  }
  const mails = await query(app, 'select id, body from mails where body is not null');
  const { encryptionKeys } = app.context.config;
  if (mails.some(({ id, body }) => words.test(decryptText(encryptionKeys, body, bodyOwner(id)))))
    found.push('bodies of mails');
  return found;
}

export async function paidBy(
  app: TestApp,
  merchant: Merchant,
  buyer: Record<string, unknown>,
): Promise<{ link: Json; checkout: Json; transactionId: string }> {
  const link = await makeLink(merchant);
  const checkout = await startOpen(app, link.id, buyer);
  const { transaction_id: transactionId } = must(200, await pay(app, checkout.token));
  return { link, checkout, transactionId };
}
