import { sql } from 'kysely';
import { findMails } from '#messaging/mail/find-mails.ts';
import { applyTransfer } from '#paying/bank-transfers/apply-transfer.ts';
import { bookMatches } from '#paying/bank-transfers/book-match.ts';
import type { Handle } from '#platform/db/database.ts';
import { parseId, uuidv7 } from '#platform/kit/ids.ts';
import type { TestApp } from './app.ts';
import type { Json } from './client.ts';
import { query } from './paying.ts';
import { buyer, type Merchant, makeLink, makeProduct, must, signUp, startOpen } from './scenario.ts';

export const account = {
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  account_name: 'Nordlicht Fotowerkstatt GmbH',
  hold_days: 5,
  holds_place: true,
};

/** Connects a bank account, as its merchant does. */
export async function connectBank(
  merchant: Pick<Merchant, 'client'>,
  settings: Record<string, unknown> = {},
): Promise<void> {
  const put = { mode: 'sandbox', settings: { ...account, ...settings } };
  must(200, await merchant.client.put('/api/organization/providers/bank/', put));
}

export function organizationIdOf({ organization }: Pick<Merchant, 'organization'>): string {
  return parseId('org', organization.id) as string;
}

/** A checkout of €40.00 at a merchant with a bank account. */
export async function startedTransfer(
  app: TestApp,
  { link = {}, settings = {} }: { link?: Record<string, unknown>; settings?: Record<string, unknown> } = {},
) {
  const merchant = await signUp(app);
  await connectBank(merchant, settings);
  const product = await makeProduct(merchant, { prices: { USD: '22.00', EUR: '20.00' } });
  const made = await makeLink(merchant, { currency: 'EUR', ...link }, product);
  return { merchant, link: made, checkout: await startOpen(app, made.id) };
}

export function choose(app: TestApp, checkout: Json, way = 'bank') {
  return app.client().post(`/api/checkout/${checkout.token}/pay/`, { way });
}

/** A checkout whose buyer has chosen to send the money from their bank. */
export async function chosenTransfer(app: TestApp, options: Parameters<typeof startedTransfer>[1] = {}) {
  const started = await startedTransfer(app, options);
  must(202, await choose(app, started.checkout));
  return started;
}

export async function transferOf(app: TestApp, checkout: Json): Promise<Json> {
  return must(200, await app.client().get(`/api/checkout/${checkout.token}/transfer/`));
}

export function saySent(app: TestApp, checkout: Json) {
  return app.client().post(`/api/checkout/${checkout.token}/transfer/sent/`);
}

/** The rows of a checkout in the bank's book, newest first. */
export async function bookOf(app: TestApp, checkout: Json): Promise<Json[]> {
  return query(app, 'select * from bank_transfers where checkout_id = $1 order by attempt_id desc', [
    parseId('chk', checkout.checkout_id),
  ]);
}

type Entry = { status?: string; reasons?: unknown[]; returnReason?: string | null; currency?: string };

/** An entry of a statement of the merchant's bank, as its import writes it; gives its id. */
export async function writeEntry(
  app: TestApp,
  organizationId: string,
  amountMinor: bigint,
  { status = 'matched', reasons = [], returnReason = null, currency = 'EUR' }: Entry = {},
): Promise<string> {
  const id = uuidv7(app.clock.now());
  await query(
    app,
    `insert into bank_entries (organization_id, id, mode, statement_id, account, kind, status, direction, amount_minor, currency,
        details, reasons, created_at, updated_at)
      values ($1, $2, 'sandbox', $2, $3, 'camt.053', $4, $5, $6, $7, $8, $9, $10, $10)`,
    [
      organizationId,
      id,
      account.iban,
      status,
      amountMinor < 0n ? 'debit' : 'credit',
      String(amountMinor < 0n ? -amountMinor : amountMinor),
      currency,
      JSON.stringify({ returnReason }),
      JSON.stringify(reasons),
      app.clock.now(),
    ],
  );
  return id;
}

/** Money that a statement shows for the newest transfer of a checkout; negative when it was taken back. Gives the match. */
export async function arrive(
  app: TestApp,
  checkout: Json,
  amountMinor: bigint,
  { applies = true, returnReason = null as string | null } = {},
): Promise<string> {
  const key = await keyOf(app, checkout);
  const entryId = await writeEntry(app, key.organizationId, amountMinor, { returnReason });
  const match = await app.context.database.transaction((tx) =>
    writeMatch(app, tx, { ...key, entryId, amountMinor }),
  );
  if (applies) await applyTransfer(app.context, key);
  return match;
}

/** What the import of a statement does in its transaction: a match, and with it the book. */
export async function writeMatch(
  app: TestApp,
  tx: Handle,
  match: {
    readonly organizationId: string;
    readonly attemptId: string;
    readonly entryId?: string;
    readonly amountMinor: bigint;
  },
): Promise<string> {
  const { organizationId, attemptId, amountMinor } = match;
  const now = app.clock.now();
  const id = uuidv7(now);
  await sql`
    insert into bank_matches (organization_id, id, mode, entry_id, attempt_id, transaction_id, currency, amount_minor, matched_by, created_at)
    values (${organizationId}, ${id}, 'sandbox', ${match.entryId ?? id}, ${attemptId},
      coalesce((select transaction_id from attempts where organization_id = ${organizationId} and id = ${attemptId}), ${id}),
      'EUR', ${amountMinor}, 'reference', ${now})
  `.execute(tx);
  await bookMatches(tx, organizationId, [attemptId], now);
  return id;
}

/** A person says that a match was none; its checkout is told. */
export async function undoMatch(app: TestApp, checkout: Json, matchId: string): Promise<void> {
  const key = await keyOf(app, checkout);
  const now = app.clock.now();
  await app.context.database.transaction(async (tx) => {
    await sql`update bank_matches set undone_at = ${now} where id = ${matchId}`.execute(tx);
    await bookMatches(tx, key.organizationId, [key.attemptId], now);
  });
  await applyTransfer(app.context, key);
}

async function keyOf(app: TestApp, checkout: Json) {
  const [book] = await bookOf(app, checkout);
  return { organizationId: book.organization_id as string, attemptId: book.attempt_id as string };
}

/** Mails to the buyer of a checkout, in the order in which they were written. */
export async function mailsAbout(app: TestApp, checkout: Json) {
  const { organizationId } = await keyOf(app, checkout);
  const { rows } = await findMails(app.context, { organizationId }, { limit: 20 }, {});
  return rows.filter(({ to }) => to === buyer.billing_email).reverse();
}
