import { missingMinor } from '#paying/bank-transfers/expected-transfer.ts';
import { hintSentences } from '#paying/bank-transfers/match-reasons.ts';
import type { Standing } from '#paying/bank-transfers/standing.ts';
import {
  type CountedCredit,
  suggestReversed,
  suggestTransfers,
} from '#paying/bank-transfers/suggest-transfers.ts';
import { decimalAmount } from '#paying/statements/amount.ts';
import type { BankEntryAnswer, BankStatementAnswer } from '#platform/contract/bank-entries.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { transferEntryOf } from './bank-entry.ts';
import { isUndoable } from './decide-entry.ts';
import type { EntryRow } from './entry-store.ts';
import { type KnownTransfer, namedIn } from './known-money.ts';
import { showReasons } from './reasons.ts';
import type { StatementRow } from './statement-store.ts';

export function showStatement(row: StatementRow): BankStatementAnswer {
  return {
    id: formatId('bst', row.id),
    mode: row.mode,
    file_name: row.fileName,
    file_bytes: row.fileBytes,
    kinds: [...row.kinds],
    accounts: [...row.accounts],
    entries: row.entries,
    matched: row.matched,
    unmatched: row.unmatched,
    duplicates: row.duplicates,
    ignored: row.ignored,
    on_its_way: row.onItsWay,
    problems: row.problems.map((problem) => ({ ...problem })),
    created_at: formatInstant(row.createdAt),
  };
}

/** What else is known when entries are shown. */
export type Known = {
  /** What an unmatched entry may be for: open transfers, and those that its references name. */
  readonly transfers: readonly KnownTransfer[];
  readonly payers: ReadonlyMap<string, string | null>;
  /** What debits may take back. */
  readonly credits: readonly (CountedCredit & { readonly entryId: string })[];
  /** Of the attempts that entries are matched with. */
  readonly standings: ReadonlyMap<string, Standing>;
};

export function showEntry(row: EntryRow, known: Known): BankEntryAnswer {
  const { details } = row;
  return {
    id: formatId('ben', row.id),
    mode: row.mode,
    status: row.status === 'batch' ? 'ignored' : row.status,
    direction: row.direction,
    is_reversal: details.isReversal || details.returnReason !== null,
    amount: decimalAmount(row.amountMinor, row.currency),
    currency: row.currency,
    account: row.account,
    booked_on: row.bookedOn,
    value_on: row.valueOn,
    counterparty: { name: details.counterparty.name, iban: details.counterparty.iban },
    text: [...details.references, details.text].filter((text) => text !== '').join('\n'),
    end_to_end_id: details.endToEndId,
    bank_reference: details.bankReference,
    statement: {
      id: formatId('bst', row.statementId),
      file_name: row.fileName,
      kind: row.kind,
      number: row.number,
    },
    reasons: showReasons(row.reasons, row.why),
    suggestions: row.status === 'unmatched' ? suggestionsFor(row, known) : [],
    matches: row.matches.map((match) => ({
      transaction_id: formatId('TX', match.transactionId),
      reference: match.reference,
      amount: decimalAmount(BigInt(match.amountMinor), row.currency),
      by: match.matchedBy,
      matched_at: formatInstant(new Date(match.matchedAt)),
      undoable: isUndoable(match, known.standings),
    })),
    refund_id: row.refundId && formatId('RF', row.refundId),
    decided_by: row.decidedBy,
    updated_at: formatInstant(row.updatedAt),
  };
}

function suggestionsFor(
  row: EntryRow,
  { transfers, payers, credits }: Known,
): BankEntryAnswer['suggestions'] {
  const entry = transferEntryOf({ ...row, status: 'booked' });
  const named = namedIn(entry).references;
  const byReference = new Map(
    transfers
      .filter(({ currency }) => currency === row.currency)
      .map((transfer) => [transfer.reference, transfer]),
  );
  const suggested = suggestTransfers(entry, [...byReference.values()], named);
  const isKnown = new Set(suggested.map(({ reference }) => reference));
  const reversed = suggestReversed(credits.filter(({ entryId }) => entryId === row.id)).filter(
    ({ reference }) => !isKnown.has(reference),
  );
  return [...suggested, ...reversed].flatMap(({ reference, because }) => {
    const transfer = byReference.get(reference);
    if (!transfer) return [];
    return {
      transaction_id: formatId('TX', transfer.transactionId),
      reference,
      payer_email: payers.get(transfer.transactionId) ?? null,
      amount: formatAmount(transfer.expectedMinor),
      missing_amount: formatAmount(missingMinor(transfer)),
      currency: transfer.currency,
      because: because.map((code) => ({ code, detail: hintSentences[code] })),
    };
  });
}
