import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import type { TransferAnswer, TransferStatus } from '#platform/contract/transfers.ts';
import { groupByFour } from '#platform/kit/iban.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { type BankTransfer, countedMinor, stillMissingMinor, type TransferTerms } from './bank-transfer.ts';
import { transferCode } from './transfer-code.ts';

/** A transfer with what the bank announces of it. */
export type WithAnnounced = {
  readonly transfer: BankTransfer;
  readonly terms: TransferTerms;
  readonly announced: { readonly amountMinor: bigint; readonly seenAt: Date | null };
};

type Shown = WithAnnounced & {
  readonly checkout: Pick<CheckoutRow, 'hasPlace' | 'transactionId'>;
  readonly token: string;
  readonly publicUrl: string;
};

/** A transfer for its buyer. */
export function showTransfer(shown: Shown): TransferAnswer {
  const { transfer, terms, announced, checkout, token, publicUrl } = shown;
  const toSend = toSendMinor(shown);
  const status = statusOf(shown);
  const isAllThere = status === 'arrived';
  return {
    status,
    mode: transfer.mode,
    currency: terms.currency,
    amount: formatAmount(terms.expectedMinor),
    received_amount: formatAmount(isAllThere ? terms.expectedMinor : countedMinor(transfer)),
    missing_amount: formatAmount(isAllThere ? 0n : stillMissingMinor(transfer)),
    on_its_way_amount: formatAmount(transfer.status === 'succeeded' ? 0n : announced.amountMinor),
    to_send_amount: formatAmount(toSend),
    account_name: terms.accountName,
    iban: terms.iban,
    iban_grouped: groupByFour(terms.iban),
    bic: terms.bic,
    reference: terms.reference,
    reference_grouped: groupByFour(terms.reference),
    qr_svg_url: codeOf(shown) ? `${publicUrl}/api/checkout/${token}/transfer.svg` : null,
    has_place: checkout.hasPlace,
    deadline_at: formatInstant(terms.deadlineAt),
    sent_at: transfer.sentAt && formatInstant(transfer.sentAt),
    seen_at: announced.seenAt && formatInstant(announced.seenAt),
    arrived_at: transfer.arrivedAt && formatInstant(transfer.arrivedAt),
    transaction_id: checkout.transactionId && formatId('TX', checkout.transactionId),
  };
}

/** The code of what is to be sent now; undefined when nothing is, or no code can hold it. */
export function codeOf(shown: WithAnnounced): boolean[][] | undefined {
  const toSend = toSendMinor(shown);
  return toSend > 0n ? transferCode(shown.terms, toSend) : undefined;
}

/** What the buyer should send now: what is missing, without what is on its way. */
export function toSendMinor({ transfer, announced }: Pick<WithAnnounced, 'transfer' | 'announced'>): bigint {
  if (transfer.status === 'succeeded') return 0n;
  const missing = stillMissingMinor(transfer);
  return missing > announced.amountMinor ? missing - announced.amountMinor : 0n;
}

function statusOf(shown: WithAnnounced): TransferStatus {
  const { transfer, announced } = shown;
  // What the seller took for something else is the seller's affair; what a bank took back, the buyer has to know.
  if (transfer.status === 'succeeded')
    return transfer.takenBack && stillMissingMinor(transfer) > 0n ? 'taken_back' : 'arrived';
  if (toSendMinor(shown) === 0n) return 'on_its_way';
  if (countedMinor(transfer) > 0n) return 'part';
  if (announced.amountMinor > 0n) return 'on_its_way';
  return transfer.status === 'sent' ? 'sent' : 'waiting';
}
