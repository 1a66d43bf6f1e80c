import { bookMatches } from '#paying/bank-transfers/book-match.ts';
import { withdrawOwed } from '#paying/bank-transfers/withdraw-owed.ts';
import type { PayingContext } from '#paying/context.ts';
import { depositEntry, depositReturnedEntry } from '#paying/ledger/ledger.ts';
import { writeEntries } from '#paying/ledger/write-entries.ts';
import { decimalAmount } from '#paying/statements/amount.ts';
import { findTransactionRow } from '#paying/transactions/find-transactions.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { AuditDetails } from '#platform/contract/audit.ts';
import type { AuditAction } from '#platform/contract/audit-actions.ts';
import type { BankEntryAnswer } from '#platform/contract/bank-entries.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId, parseId, uuidv7 } from '#platform/kit/ids.ts';
import type { Currency } from '#platform/kit/money.ts';
import { decideIgnore, decideMatchByHand, decideUndo, impossible, restsOnIt } from './decide-entry.ts';
import { decideEntry, type EntryRow, findEntryRow, lockEntries } from './entry-store.ts';
import { getBankEntry } from './find-entries.ts';
import { selectTransferOf } from './known-money-store.ts';
import { insertMatches, lockCheckoutsOf, undoMatches } from './match-store.ts';
import { tellChanged } from './tell-changed.ts';

type Step = (
  tx: Handle,
  entry: EntryRow,
  now: Date,
) => Promise<
  | { readonly action: AuditAction; readonly details: AuditDetails; readonly attemptIds: readonly string[] }
  | undefined
>;

/**
 * Says that an entry is for a payment: all of it. Said again it changes nothing.
 *
 * @throws 400 for a payment that is not there, 404, 409 `entry_already_decided`, `match_impossible`
 */
export async function matchEntry(
  context: PayingContext,
  caller: SessionCaller,
  reference: string,
  transactionReference: string,
): Promise<BankEntryAnswer> {
  const transaction = await findTransactionRow(context, caller, transactionReference);
  return change(context, caller, reference, async (tx, entry, now) => {
    // Of an entry that is not there nothing else is told.
    if (!transaction) throw noPayment();
    if (transaction.mode !== entry.mode)
      throw impossible(`The payment is in the ${transaction.mode} mode, and the statement is not.`);
    const transfer = await selectTransferOf(tx, caller.organizationId, transaction.checkoutId);
    if (!transfer) throw impossible('The payment was not to be paid by bank transfer.');
    const decision = decideMatchByHand(entry, transfer);
    if (decision.verdict === 'done_before') return undefined;
    const { amountMinor, reasons } = decision;
    const by = formatId('usr', caller.userId);
    const { organizationId, mode } = entry;
    const { attemptId, transactionId, currency } = transfer;
    const id = uuidv7(now);
    const match = {
      organizationId,
      id,
      mode,
      entryId: entry.id,
      attemptId,
      transactionId,
      currency,
      amountMinor,
    };
    await insertMatches(tx, [{ ...match, matchedBy: by }], now);
    await bookDeposit(tx, context, entry, match, amountMinor, now);
    await decideEntry(
      tx,
      organizationId,
      entry.id,
      { status: 'matched', why: null, reasons, decidedBy: by },
      now,
    );
    return {
      action: 'bank_entry.matched',
      details: {
        transaction_id: formatId('TX', transactionId),
        amount: decimalAmount(amountMinor, currency),
        currency,
      },
      attemptIds: [attemptId],
    };
  });
}

function noPayment() {
  return problem('invalid_value', {
    detail: 'Give transaction_id as the id of one of your payments.',
    field: 'transaction_id',
  });
}

/** Says that an entry is none of our business. @throws 404, 409 `entry_already_decided` */
export async function ignoreEntry(
  context: PayingContext,
  caller: SessionCaller,
  reference: string,
): Promise<BankEntryAnswer> {
  return change(context, caller, reference, async (tx, entry, now) => {
    if (decideIgnore(entry) === 'done_before') return undefined;
    const decided = {
      status: 'ignored',
      why: 'by_hand',
      reasons: [],
      decidedBy: formatId('usr', caller.userId),
    } as const;
    await decideEntry(tx, entry.organizationId, entry.id, decided, now);
    return { action: 'bank_entry.ignored', details: amountOf(entry), attemptIds: [] };
  });
}

/**
 * Takes back what was decided about an entry: it waits for somebody again. Books get entries that counter those of the match, and
 * refunds that were owed for its money by themselves are withdrawn.
 *
 * @throws 404, 409 `nothing_to_undo`, `refund_rests_on_it`
 */
export async function undoEntry(
  context: PayingContext,
  caller: SessionCaller,
  reference: string,
): Promise<BankEntryAnswer> {
  return change(context, caller, reference, async (tx, entry, now) => {
    const verdict = decideUndo(entry);
    if (verdict === 'done_before') return undefined;
    const { organizationId, matches } = entry;
    const by = formatId('usr', caller.userId);
    const withdrawn: string[] = [];
    if (verdict === 'undo_match') {
      withdrawn.push(...(await takeOff(tx, entry, now)));
      await undoMatches(
        tx,
        organizationId,
        matches.map(({ id }) => id),
        by,
        now,
      );
      for (const match of matches) {
        const booked = { ...match, mode: entry.mode, currency: entry.currency as Currency };
        await bookDeposit(tx, context, entry, booked, -BigInt(match.amountMinor), now);
      }
    }
    await decideEntry(
      tx,
      organizationId,
      entry.id,
      { status: 'unmatched', why: 'undone', reasons: [], decidedBy: by },
      now,
    );
    return {
      action: 'bank_entry.undone',
      details: {
        ...amountOf(entry),
        was: entry.status,
        transaction_ids: matches.map(({ transactionId }) => formatId('TX', transactionId)),
        ...(withdrawn.length > 0
          ? { withdrawn_refund_ids: withdrawn.map((refundId) => formatId('RF', refundId)) }
          : {}),
      },
      attemptIds: matches.map(({ attemptId }) => attemptId),
    };
  });
}

/** Money that is given back on somebody's word, or was handed to a bank, stays; a reversal that was none is taken out anyway. */
async function takeOff(tx: Handle, { organizationId, matches }: EntryRow, now: Date): Promise<string[]> {
  const takenOff = new Map<string, bigint>();
  for (const { attemptId, amountMinor } of matches) {
    const minor = BigInt(amountMinor);
    if (minor > 0n) takenOff.set(attemptId, (takenOff.get(attemptId) ?? 0n) + minor);
  }
  if (takenOff.size === 0) return [];
  await lockCheckoutsOf(tx, organizationId, [...takenOff.keys()]);
  const withdrawal = await withdrawOwed(tx, organizationId, takenOff, now);
  if (withdrawal.verdict === 'rests') throw restsOnIt(withdrawal.on);
  return withdrawal.refundIds;
}

async function bookDeposit(
  tx: Handle,
  { clock }: PayingContext,
  { organizationId, mode }: EntryRow,
  match: { readonly id: string; readonly transactionId: string; readonly currency: Currency },
  amountMinor: bigint,
  now: Date,
): Promise<void> {
  const about = { mode, currency: match.currency, transactionId: match.transactionId, bankMatchId: match.id };
  const entry =
    amountMinor > 0n ? depositEntry(about, amountMinor) : depositReturnedEntry(about, -amountMinor);
  await writeEntries(tx, organizationId, [{ ...entry, id: uuidv7(now) }], clock.offsetMs);
}

function amountOf(entry: EntryRow): AuditDetails {
  return { amount: decimalAmount(entry.amountMinor, entry.currency), currency: entry.currency };
}

/** Finds the entry under the lock of its organization, changes it, and tells who has to hear of it. */
async function change(
  context: PayingContext,
  caller: SessionCaller,
  reference: string,
  step: Step,
): Promise<BankEntryAnswer> {
  const { database, clock } = context;
  const { organizationId } = caller;
  const id = parseId('ben', reference);
  if (!id) throw notFound('entry');
  const attemptIds = await database.transaction(async (tx) => {
    const seen = await findEntryRow(tx, organizationId, id);
    if (!seen) throw notFound('entry');
    await lockEntries(tx, organizationId, seen.mode);
    const entry = await findEntryRow(tx, organizationId, id);
    if (!entry) throw notFound('entry');
    const changed = await step(tx, entry, clock.now());
    if (!changed) return [];
    if (changed.attemptIds.length > 0)
      await bookMatches(tx, organizationId, [...changed.attemptIds].sort(), clock.now());
    const target = { type: 'bank_entry', id: formatId('ben', id) };
    const { action, details } = changed;
    await recordAudit(tx, { ...actedBy(caller), action, target, details }, clock.now());
    return changed.attemptIds;
  });
  await tellChanged(context, { organizationId, attemptIds, refundIds: [] });
  return getBankEntry(database.handle, organizationId, id);
}
