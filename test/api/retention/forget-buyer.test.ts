import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PayingContext } from '#paying/context.ts';
import { publishedKeys } from '#paying/receipts/receipt-keys.ts';
import { prepareReceipts, sendReceiptKind } from '#paying/receipts/send-receipts.ts';
import { judgeSignature } from '#paying/receipts/signature.ts';
import { formatSecretKeys } from '#platform/config/keys.ts';
import { scheduleTask, taskBatchJob } from '#platform/jobs/tasks.ts';
import { parseId, uuidv7 } from '#platform/kit/ids.ts';
import { dumpRows } from '#test/commands/dump.ts';
import { makeFolder, removeFolders, runCommandOn } from '#test/commands/house.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { query } from '#test/support/paying.ts';
import {
  cards,
  eventually,
  type Merchant,
  makeLink,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';
import { hers, paidBy, tablesWith, violations, zofia } from './support.ts';

let database: TestDatabase;
let app: TestApp;
let merchant: Merchant;
beforeAll(async () => {
  database = await createDatabase();
  app = await startApp({ database });
});
afterAll(async () => {
  await app.stop();
  await database.drop();
  removeFolders();
});

const email = zofia.billing_email;
const forget = (...words: string[]) => {
  const { encryptionKeys, signingKeys } = app.context.config;
  const environment = {
    ENCRYPTION_KEY: formatSecretKeys(encryptionKeys),
    SIGNING_KEY: formatSecretKeys(signingKeys),
  };
  return runCommandOn(app.database.connection, words, { environment });
};
const forgetHer = (...options: string[]) => forget('forget-buyer', email.toUpperCase(), '--yes', ...options);

async function refundWithReason(of: Merchant, transactionId: string, reason: string): Promise<void> {
  const key = must(201, await of.client.post('/api/organization/api-keys/', {}));
  const path = `/api/transactions/${transactionId}/refund/`;
  must(201, await app.client().withKey(key.raw_key).post(path, { amount: '10', reason }));
}

const receiptOf = async (checkout: Json) =>
  must(200, await app.client().get(`/api/checkout/${checkout.token}/receipt/`));

const isGenuine = ({ signature }: Json) =>
  judgeSignature(signature as never, publishedKeys(app.context.config.signingKeys)) === 'genuine';

/** Zofia paid, had money back for a reason that names her, and gave up three times; Maja paid too. */
let paid: Awaited<ReturnType<typeof paidBy>>;
let others: Awaited<ReturnType<typeof paidBy>>;
beforeEach(async () => {
  await forgetHer('--receipts-too');
  // Counters go with their receipts, whose numbers have no gap.
  await query(app, 'truncate receipts, receipt_counters');
  merchant = await signUp(app);
  paid = await paidBy(app, merchant, zofia);
  await refundWithReason(merchant, paid.transactionId, 'Zofia did not like it');
  const link = await makeLink(merchant);
  const canceled = await startOpen(app, link.id, zofia);
  must(200, await app.client().post(`/api/checkout/${canceled.token}/cancel/`));
  const failed = await startOpen(app, link.id, zofia);
  for (let time = 0; time < 5; time += 1) must(402, await pay(app, failed.token, cards.declined));
  others = await paidBy(app, merchant, { billing_last_name: 'Keeps' });
  await calm();
});

/** Until nothing is due that a job does at once. */
const calm = () =>
  eventually(
    () =>
      query(
        app,
        `select from tasks where kind = 'send-receipt' union all select from refunds where status = 'pending'
          union all select from events where is_public and position is null`,
      ),
    (due) => due.length === 0,
  );

describe('forget-buyer', () => {
  it('leaves no word of them but in signed receipts, and books, receipts, statistics and audit chain whole', async () => {
    const before = await receiptOf(paid.checkout);
    const detail = () =>
      app.context.database.pool.query('select sum(amount_minor) from ledger_postings where amount_minor > 0');
    const booked = (await detail()).rows;
    const { said, failure } = await forgetHer();
    expect(failure).toBeUndefined();
    expect(said).toContain('Forgot  3 checkouts, with their attempts');
    expect(said).toContain('Forgot  1 reasons of refunds');
    expect(said).toMatch(/Forgot {2}\d+ mails/);
    expect(await tablesWith(app, hers)).toEqual(['receipts']);
    expect(await violations(app)).toEqual([]);
    expect((await detail()).rows).toEqual(booked);
    const after = await receiptOf(paid.checkout);
    expect(after.signature).toEqual(before.signature);
    expect(after).toMatchObject({
      number: before.number,
      total: before.total,
      products: before.products,
      card: before.card,
      billing: { first_name: 'Zofia Wiśniewska', email: null, line1: null, country: 'PL' },
    });
    expect(isGenuine(after)).toBe(true);
  });

  it('with --receipts-too signs receipts anew that do not name them, with number, amounts and tax as they were', async () => {
    const before = await receiptOf(paid.checkout);
    await forgetHer('--receipts-too');
    expect(await tablesWith(app, hers)).toEqual([]);
    const after = await receiptOf(paid.checkout);
    expect(isGenuine(after)).toBe(true);
    const [was, is] = [before, after].map(({ signature }) => JSON.parse(signature.document));
    expect(is).toEqual({
      ...was,
      buyer: { name: '[redacted]', company: null, tax_id: null, country: 'PL' },
      card: null,
      redacted_at: expect.stringMatching(/^\d{4}-/),
    });
    const pdf = await app.client().get(`/api/checkout/${paid.checkout.token}/receipt.pdf`);
    expect(pdf.status).toBe(200);
    expect(await violations(app)).toEqual([]);
  });

  it('leaves every other buyer alone', async () => {
    const rest = async () => {
      const { body } = await merchant.client.get(`/api/transactions/${others.transactionId}/`);
      return body;
    };
    const before = await rest();
    await forgetHer('--receipts-too');
    expect(await rest()).toEqual(before);
  });

  it('is written into the audit log of the organization by a hash, and remembered by the same', async () => {
    await forgetHer();
    const { results } = must(
      200,
      await merchant.client.get('/api/organization/audit-log/?action=buyer.forgotten'),
    );
    const [known] = await query(
      app,
      `select encode(address_hash, 'hex') as hash, receipts from forgotten_buyers order by forgotten_at desc limit 1`,
    );
    expect(results).toMatchObject([
      { actor: { type: 'operator' }, details: { buyer: known.hash, checkouts: 3, receipts: 'kept' } },
    ]);
    expect(known.receipts).toBe('kept');
  });

  it('changes nothing when it is only tried, or when nobody confirms the address', async () => {
    const before = await dumpRows(app.database.connection);
    const tried = await forget('forget-buyer', email, '--dry-run');
    expect(tried.said).toContain('Would forget  3 checkouts');
    const { failure } = await forget('forget-buyer', email);
    expect(failure).toContain('nothing was changed');
    const after = await dumpRows(app.database.connection);
    for (const table of [
      'checkouts',
      'transactions',
      'events',
      'mails',
      'receipts',
      'audit_log',
      'forgotten_buyers',
    ])
      expect(after[table], table).toEqual(before[table]);
  });

  it('finds nothing the second time', async () => {
    await forgetHer();
    const { said } = await forgetHer();
    expect(said).toBe('Nothing was found that could be forgotten now.');
  });

  it('stays in one organization when it is told which', async () => {
    const second = await signUp(app);
    await paidBy(app, second, zofia);
    await calm();
    await forgetHer('--organization', second.organization.id);
    const seen = must(200, await merchant.client.get(`/api/transactions/${paid.transactionId}/`));
    expect(seen.payer_email).toBe(email);
    const { results } = must(200, await second.client.get('/api/transactions/'));
    expect(results).toMatchObject([{ payer_email: null, billing: { last_name: null, country: 'PL' } }]);
  });

  it('leaves what is open or still being sent for later, and says so', async () => {
    const open = await startOpen(app, paid.link.id, zofia);
    const [event] = await query(
      app,
      `select e.organization_id, e.id, e.mode, e.type from events e join transactions t on t.organization_id = e.organization_id and t.id = e.transaction_id
        where t.payer_email = $1 and t.status = 'partially_refunded' and e.sequence = 1`,
      [email],
    );
    await query(
      app,
      `insert into webhook_deliveries (organization_id, id, mode, event_id, event_type, due_at, created_at)
        values ($1, $2, $3, $4, $5, 'infinity', now())`,
      [event.organization_id, uuidv7(new Date()), event.mode, event.id, event.type],
    );
    const first = await forgetHer();
    expect(first.said).toContain('Left  1 with a checkout, payment or refund that is not decided');
    expect(first.said).toContain('Left  1 whose webhooks are still being sent');
    const { body } = (await query(app, 'select body from events where id = $1', [event.id]))[0];
    expect(body).toContain(email);
    await query(app, `update webhook_deliveries set due_at = null, status = 'failed' where event_id = $1`, [
      event.id,
    ]);
    must(200, await pay(app, open.token));
    await calm();
    expect((await forgetHer()).said).not.toContain('Left');
    expect(await tablesWith(app, hers)).toEqual(['receipts']);
  });

  it('leaves no mail that was written while it ran, nor one of a server that wrote too slowly', async () => {
    const due = {
      organizationId: parseId('org', merchant.organization.id) as string,
      subjectId: parseId('chk', paid.checkout.checkout_id) as string,
    };
    // One that nobody else takes up.
    await scheduleTask(app.context.database.handle, {
      ...due,
      kind: sendReceiptKind,
      dueAt: new Date(Date.now() + 3_600_000),
    });
    const slow = taskBatchJob<PayingContext>(sendReceiptKind, async (context, tasks) => {
      const write = await prepareReceipts(context, tasks);
      await forgetHer();
      return write;
    });
    const clock = { ...app.context.clock, offsetMs: 7_200_000 };
    expect(await slow.runDue({ ...app.context, clock })).toBe(1);
    expect(await tablesWith(app, hers)).toEqual(['receipts']);
  });

  it('finds an address in whatever form it was typed', async () => {
    await paidBy(app, merchant, { billing_email: 'Zoé.Ółęń@example.com'.normalize('NFD') });
    await calm();
    const { said } = await forget('forget-buyer', 'zoÉ.óŁęń@EXAMPLE.com'.normalize('NFC'), '--yes');
    expect(said).toContain('Forgot  1 checkouts');
  });
});

describe('restore', () => {
  it('over a database that forgot a buyer forgets them in the backup again, and nobody else', async () => {
    const file = join(makeFolder(), 'backup');
    expect((await forget('backup', file)).failure).toBeUndefined();
    await forgetHer('--receipts-too');
    await app.stop();
    const restored = await forget('restore', file, '--replace');
    expect(restored.failure).toBeUndefined();
    expect(restored.said).toContain('Forgot    1 buyer again');
    app = await startApp({ database });
    expect(await tablesWith(app, hers)).toEqual([]);
    const left = await query(app, 'select payer_email from transactions where id = $1', [
      parseId('TX', others.transactionId),
    ]);
    expect(left).toEqual([{ payer_email: 'maja@example.com' }]);
  });
});
