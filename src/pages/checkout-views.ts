import type { KeptPlace } from '#paying/bank-transfers/kept-place.ts';
import { type CheckoutStatus, maximumAttempts } from '#paying/checkouts/checkout.ts';
import type { AttemptRow, CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import { openRedirect } from '#paying/checkouts/redirect-address.ts';
import { redirectWithOutcome } from '#paying/checkouts/redirects.ts';
import { type BuyersCheckout, showCheckout, showSeller } from '#paying/checkouts/show-checkout.ts';
import { type TransactionStatus, wasPaid } from '#paying/checkouts/transaction.ts';
import { showWay } from '#paying/connections/way.ts';
import type { PayingContext } from '#paying/context.ts';
import { readDeclineCode } from '#platform/contract/declines.ts';
import type { ReceiptAnswer } from '#platform/contract/receipts.ts';
import type { TransferAnswer } from '#platform/contract/transfers.ts';
import { formatId } from '#platform/kit/ids.ts';
import type {
  AnnouncementView,
  CardFormView,
  CheckoutPageView,
  DeclineView,
  FailureCode,
  LeaveView,
  NoticeView,
  ProcessingView,
  ReceiptView,
  TransferView,
} from './views.ts';

/** What the buyer is told: an open checkout past its time is expired. */
export function statusOf(row: CheckoutRow): CheckoutStatus {
  return row.status === 'open' && row.expiresAt <= row.now ? 'expired' : row.status;
}

function stateOf(row: BuyersCheckout, token: string, { config }: PayingContext) {
  return showCheckout(row, token, config);
}

type Form = Omit<CardFormView, 'decline'> & {
  notice: NoticeView | null;
  decline: FailureCode | undefined;
  /** The way that was chosen, or another than the one that is waited for. */
  way: string | undefined;
};

export function checkoutPageView(
  row: BuyersCheckout,
  token: string,
  context: PayingContext,
  form: Form,
): CheckoutPageView {
  const state = stateOf(row, token, context);
  const provider = row.ways[0]?.provider;
  return {
    checkout: {
      ...state,
      token,
      attempts_limit: maximumAttempts,
      renewable_in_seconds: secondsUntilRenewable(row),
      change_url: row.paymentLinkId ? `/checkout/${token}/change` : null,
    },
    form: {
      // Whoever pays mostly pays with a card of their own.
      values: { name: nameOf(row), ...form.values },
      errors: form.errors,
      nonce: form.nonce,
      decline: form.errors.length > 0 ? null : declineOf(row, form.decline),
    },
    notice: form.notice,
    ways: row.ways.map((way) => ({
      ...showWay(way),
      hold: way.hold && { days: way.hold.days, keeps_place: way.hold.keepsPlace },
    })),
    way: form.way ?? row.ways[0]?.provider.name ?? null,
    provider_name: provider?.kind === 'redirect' ? provider.label : null,
  };
}

function secondsUntilRenewable({ isRenewable, renewableFrom, now }: BuyersCheckout): number | null {
  if (isRenewable || !renewableFrom) return null;
  return Math.max(0, Math.ceil((renewableFrom.getTime() - now.getTime()) / 1000));
}

function nameOf({ billing }: CheckoutRow): string {
  return [billing.first_name, billing.last_name].filter(Boolean).join(' ');
}

/** How the last attempt ended, told until the next one: also to a buyer who comes back from the bank. */
function declineOf(row: CheckoutRow, code: FailureCode | undefined): DeclineView | null {
  const [last] = row.attempts ?? [];
  if (!last) return null;
  const told = code ?? codeOf(last);
  if (!told) return null;
  return { code: told, card: cardOf(last), attempted_at: new Date(last.attemptedAt).toISOString() };
}

function codeOf(attempt: AttemptRow): FailureCode | undefined {
  if (attempt.status === 'canceled') return 'returned';
  if (attempt.status !== 'requires_payment_method') return undefined;
  return readDeclineCode(attempt.errorCode);
}

function cardOf(attempt: AttemptRow | undefined) {
  return attempt?.cardLast4 ? { brand: attempt.cardBrand, last4: attempt.cardLast4 } : null;
}

export function processingView(row: BuyersCheckout, token: string, context: PayingContext): ProcessingView {
  const state = stateOf(row, token, context);
  const current = (row.attempts ?? []).find((attempt) => attempt.id === row.currentAttemptId);
  const url = state.next_action?.url ?? null;
  const { publicUrl } = context.config;
  return {
    token,
    organization: state.organization,
    mode: row.mode,
    currency: row.currency,
    amount: state.amount,
    card: cardOf(current),
    payer_email: row.payerEmail,
    transaction_id: state.transaction_id,
    submitted_at: current ? new Date(current.attemptedAt).toISOString() : null,
    has_place: row.hasPlace,
    next_action_url: url?.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url,
  };
}

/** The page that ends here, for every state but open and processing. */
export function checkoutAnnouncement(
  row: CheckoutRow,
  status: CheckoutStatus,
  token: string,
  refusal: string | undefined,
): AnnouncementView | undefined {
  const about = { organization: showSeller(row.organization), mode: row.mode };
  const amount = { currency: row.currency, amount: formatTotal(row) };
  const startUrl = row.paymentLinkId ? `/pay/${row.paymentLinkId}` : null;
  if (row.status !== 'paid' && row.transactionStatus && wasPaid(row.transactionStatus as TransactionStatus)) {
    return { kind: 'late_payment', ...about, ...amount };
  }
  if (status === 'open' && (refusal === 'checkout_canceled' || refusal === 'organization_suspended')) {
    // Its link is closed, and it will be canceled for that in a moment.
    const reason = refusal === 'checkout_canceled' ? 'link_closed' : null;
    return { kind: 'checkout_canceled', ...about, reason, start_url: startUrl };
  }
  if (status === 'open' && refusal === 'link_used_up') return { kind: 'link_used_up', ...about };
  if (status === 'open' && refusal === 'link_fully_held') {
    return { kind: 'link_held', ...about, release_at: null, retry_path: `/checkout/${token}` };
  }
  switch (status) {
    case 'paid':
      return { kind: 'checkout_paid', ...about, ...amount, receipt_url: `/checkout/${token}/receipt` };
    case 'canceled':
      return { kind: 'checkout_canceled', ...about, reason: row.cancelReason, start_url: startUrl };
    case 'failed':
      return { kind: 'checkout_failed', ...about, start_url: startUrl };
    case 'expired':
      return {
        kind: 'checkout_expired',
        ...about,
        expires_at: Math.floor(row.expiresAt.getTime() / 1000),
        start_url: startUrl,
      };
    default:
      return undefined;
  }
}

function formatTotal(row: CheckoutRow): string {
  return `${row.totalMinor / 100n}.${String(row.totalMinor % 100n).padStart(2, '0')}`;
}

/** The page that leaves for the provider or the merchant; undefined when there is nowhere to go. */
export function leaveView(row: CheckoutRow, context: PayingContext): LeaveView | undefined {
  const about = { organization: showSeller(row.organization), mode: row.mode };
  const status = statusOf(row);
  if (status === 'processing') {
    const current = (row.attempts ?? []).find((attempt) => attempt.id === row.currentAttemptId);
    const sealed = current?.status === 'requires_action' ? current.redirectUrl : null;
    const url = openRedirect(context.config.encryptionKeys, row.id, sealed);
    return url && !url.startsWith(`${context.config.publicUrl}/`)
      ? { ...about, url, reason: 'provider' }
      : undefined;
  }
  const targets = { paid: row.successUrl, canceled: row.cancelUrl, failed: row.failedUrl } as const;
  if (status !== 'paid' && status !== 'canceled' && status !== 'failed') return undefined;
  const target = targets[status];
  if (!target) return undefined;
  const outcome = {
    checkoutId: formatId('chk', row.id),
    transactionId: row.transactionId && formatId('TX', row.transactionId),
    status,
  };
  return { ...about, url: redirectWithOutcome(target, outcome), reason: status };
}

/** Whether the attempt that is under way is a bank transfer. */
export function awaitsTransfer(row: CheckoutRow): boolean {
  const current = (row.attempts ?? []).find((attempt) => attempt.id === row.currentAttemptId);
  return statusOf(row) === 'processing' && current?.paymentMethod === 'bank_transfer';
}

/** Whether what paid the checkout was a bank transfer, not another attempt before it. */
export function paidByTransfer(row: CheckoutRow): boolean {
  const paid = (row.attempts ?? []).find(({ status, isExcess }) => status === 'succeeded' && !isExcess);
  return row.status === 'paid' && paid?.paymentMethod === 'bank_transfer';
}

/** Whether a buyer may take another way while a transfer is waited for: not once money is known to come. */
export function mayChooseOther(row: BuyersCheckout, transfer: TransferAnswer): boolean {
  return transfer.status === 'waiting' && row.ways.length > 1;
}

export function transferView(
  row: BuyersCheckout,
  token: string,
  {
    answer,
    code,
    place,
  }: { readonly answer: TransferAnswer; readonly code: boolean[][] | undefined; readonly place: KeptPlace },
  context: PayingContext,
): TransferView {
  const state = stateOf(row, token, context);
  return {
    token,
    organization: state.organization,
    mode: row.mode,
    order: state,
    transfer: answer,
    code: code ?? null,
    payer_email: row.payerEmail,
    has_other_ways: mayChooseOther(row, answer),
    place,
    receipt_path: row.successUrl ? `/checkout/${token}/leave` : `/checkout/${token}/receipt`,
  };
}

export function receiptView(receipt: ReceiptAnswer, token: string): ReceiptView {
  const { value, key_id } = receipt.signature;
  const file = `/api/checkout/${token}/receipt`;
  return {
    ...receipt,
    signature: { value, key_id, file_url: `${file}.json`, guide_url: '/docs#receipts-guide' },
    pdf_url: `${file}.pdf`,
  };
}
