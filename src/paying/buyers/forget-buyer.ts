import { holdPaymentEvents, rewriteEvents } from '#messaging/events/rewrite-events.ts';
import { removeMailsAbout } from '#messaging/mail/remove-mails.ts';
import { findPendingOf } from '#messaging/webhooks/deliveries/find-pending.ts';
import { forgetAnswersAbout } from '#messaging/webhooks/deliveries/forget-answers.ts';
import { forgetBankPayers } from '#paying/bank-entries/forget-payers.ts';
import { forgetTransferBuyers } from '#paying/bank-transfers/forget-buyers.ts';
import { forgetBuyersOf } from '#paying/checkouts/forget-buyers.ts';
import { issueMissingReceipts } from '#paying/receipts/issue-receipts.ts';
import { redactReceipts } from '#paying/receipts/redact-receipts.ts';
import { giveUpReceipts } from '#paying/receipts/send-receipts.ts';
import { forgetReasons } from '#paying/refunds/forget-reasons.ts';
import { forgetPayers } from '#paying/transactions/blank-payers.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { KeyedContext } from '#platform/context.ts';
import { type Handle, liftTimeLimit } from '#platform/db/database.ts';
import { addressForm } from '#platform/text/mail-address.ts';
import { hashForgotten } from './address.ts';
import { type BuyersCheckout, lockCheckouts, selectCheckoutsOf, upsertForgotten } from './store.ts';
import { withoutBuyer } from './without-buyer.ts';

export type ForgetRequest = {
  readonly email: string;
  /** All organizations when it is left out. */
  readonly organizationId?: string;
  /** Also takes the buyer out of signed receipts, which are signed anew. */
  readonly redactsReceipts: boolean;
};

/** How many rows of each table lost their buyer, and checkouts that have to wait. */
export type Forgotten = Readonly<Record<ForgottenTable, number>> & {
  readonly underWay: number;
  readonly beingSent: number;
};
type ForgottenTable =
  | 'organizations'
  | 'checkouts'
  | 'transactions'
  | 'events'
  | 'refunds'
  | 'bankEntries'
  | 'deliveries'
  | 'mails'
  | 'receipts';

const nothing: Forgotten = {
  organizations: 0,
  checkouts: 0,
  transactions: 0,
  events: 0,
  refunds: 0,
  bankEntries: 0,
  deliveries: 0,
  mails: 0,
  receipts: 0,
  underWay: 0,
  beingSent: 0,
};

// Each brings its attempts, events and mails along.
const checkoutsAtOnce = 200;

/** With the keys of the instance in its configuration, wherever they are kept. */
export type ForgetContext = KeyedContext;

/** What would be forgotten; changes nothing. Events, mails and the like are only found while forgetting. */
export async function previewBuyer(context: ForgetContext, request: ForgetRequest): Promise<Forgotten> {
  const found = await findCheckouts(context, request);
  const ready = found.filter(({ isUnderWay }) => !isUnderWay);
  return {
    ...nothing,
    organizations: new Set(found.map(({ organizationId }) => organizationId)).size,
    checkouts: ready.length,
    transactions: ready.filter(({ transactionId }) => transactionId !== null).length,
    receipts: request.redactsReceipts ? ready.filter(({ isPaid }) => isPaid).length : 0,
    underWay: found.length - ready.length,
  };
}

/**
 * Forgets a buyer for good: name, addresses, mail, phone, tax id, card, references and return addresses go; amounts,
 * states, ledger, receipt numbers and the audit chain stay. The country stays, because taxes go by it. What is under
 * way or being sent is left out and counted, for the same request later. May stop anywhere: whatever still bears the
 * address is found by the next run.
 */
export async function forgetBuyer(context: ForgetContext, request: ForgetRequest): Promise<Forgotten> {
  const found = await findCheckouts(context, request);
  const organizationIds = [...new Set(found.map(({ organizationId }) => organizationId))];
  let sum = { ...nothing, organizations: organizationIds.length };
  for (const organizationId of organizationIds) {
    const own = found.filter((checkout) => checkout.organizationId === organizationId);
    for (let start = 0; start < own.length; start += checkoutsAtOnce) {
      const some = own.slice(start, start + checkoutsAtOnce);
      sum = add(sum, await forgetSome(context, request, organizationId, some));
    }
  }
  return sum;
}

async function findCheckouts({ database }: ForgetContext, { email, organizationId }: ForgetRequest) {
  return database.transaction(async (tx) => {
    await liftTimeLimit(tx);
    return selectCheckoutsOf(tx, email, organizationId);
  });
}

/** Forgets some checkouts of one organization in a transaction, and writes down that it did. */
async function forgetSome(
  context: ForgetContext,
  request: ForgetRequest,
  organizationId: string,
  some: readonly BuyersCheckout[],
): Promise<Forgotten> {
  const paid = some.filter(({ isPaid }) => isPaid);
  const paidIds = new Set(paid.map(({ checkoutId }) => checkoutId));
  const hasReceipt = ({ isPaid, checkoutId }: BuyersCheckout) => !isPaid || paidIds.has(checkoutId);
  // Afterwards nobody could say any more to whom it was issued.
  await issueMissingReceipts(context, paid);
  return context.database.transaction(async (tx) => {
    await liftTimeLimit(tx);
    const ids = some.map(({ checkoutId }) => checkoutId);
    const held = await lockCheckouts(tx, organizationId, ids);
    const settled = held.filter((checkout) => !checkout.isUnderWay && hasReceipt(checkout));
    const events = await holdPaymentEvents(tx, organizationId, transactionIdsOf(settled));
    const pending = await findPendingOf(tx, events);
    const waiting = new Set(events.filter(({ id }) => pending.has(id)).map(({ checkoutId }) => checkoutId));
    const ready = settled.filter(({ checkoutId }) => !waiting.has(checkoutId));
    const readyEvents = events.filter(({ checkoutId }) => !waiting.has(checkoutId));
    const left = { underWay: held.length - settled.length, beingSent: waiting.size };
    if (ready.length === 0) return { ...nothing, ...left };
    const rows = { ...(await forgetRows(tx, context, request, organizationId, ready)), ...left };
    const eventCount = await rewriteEvents(tx, readyEvents, withoutBuyer);
    const deliveries = await forgetAnswersAbout(tx, organizationId, readyEvents);
    await writeDown(tx, context, request, organizationId, ready);
    return { ...rows, events: eventCount, deliveries };
  });
}

async function forgetRows(
  tx: Handle,
  context: ForgetContext,
  { email, redactsReceipts }: ForgetRequest,
  organizationId: string,
  ready: readonly BuyersCheckout[],
): Promise<Forgotten> {
  const transactionIds = transactionIdsOf(ready);
  await forgetBuyersOf(tx, ready, { keepsCountry: true });
  await forgetTransferBuyers(tx, ready);
  await forgetPayers(
    tx,
    transactionIds.map((transactionId) => ({ organizationId, transactionId })),
  );
  const checkoutIds = ready.map(({ checkoutId }) => checkoutId);
  // A mail that is just being written is not kept; those that were are removed.
  await giveUpReceipts(tx, organizationId, checkoutIds);
  return {
    ...nothing,
    checkouts: ready.length,
    transactions: transactionIds.length,
    refunds: await forgetReasons(tx, organizationId, transactionIds),
    bankEntries: await forgetBankPayers(tx, organizationId, transactionIds),
    mails: await removeMailsAbout(tx, organizationId, {
      address: addressForm(email),
      subjectIds: [...checkoutIds, ...transactionIds],
    }),
    receipts: redactsReceipts
      ? await redactReceipts(tx, context.config.signingKeys, organizationId, checkoutIds, context.clock.now())
      : 0,
  };
}

async function writeDown(
  tx: Handle,
  { clock, fixedKey }: ForgetContext,
  { email, redactsReceipts }: ForgetRequest,
  organizationId: string,
  ready: readonly BuyersCheckout[],
): Promise<void> {
  const now = clock.now();
  const addressHash = hashForgotten(fixedKey, email);
  const receipts = redactsReceipts ? 'redacted' : 'kept';
  await upsertForgotten(tx, { organizationId, addressHash, receipts }, now);
  const details = { buyer: addressHash.toString('hex'), checkouts: ready.length, receipts };
  await recordAudit(tx, { ...actedBy({ organizationId }), action: 'buyer.forgotten', details }, now);
}

function transactionIdsOf(checkouts: readonly BuyersCheckout[]): string[] {
  return checkouts.flatMap(({ transactionId }) => transactionId ?? []);
}

function add(left: Forgotten, right: Forgotten): Forgotten {
  const names = Object.keys(left) as (keyof Forgotten)[];
  return Object.fromEntries(names.map((name) => [name, left[name] + right[name]])) as Forgotten;
}
