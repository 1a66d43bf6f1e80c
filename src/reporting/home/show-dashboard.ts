import { readDispute, showDispute } from '#paying/checkouts/dispute.ts';
import type { Wallet } from '#paying/ledger/wallet.ts';
import type { DashboardAnswer } from '#platform/contract/reporting.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { revenueOf, sumFigures } from '#reporting/figures/figures.ts';
import type { DayFigures } from '#reporting/figures/read-figures.ts';
import { showAmounts, showDay } from '#reporting/figures/show-figures.ts';
import type {
  ExpiringLink,
  LinkChangeRow,
  OpenDispute,
  RecentTransaction,
  ScarceLink,
  UndecidedPayment,
} from './store.ts';

type Recent = DashboardAnswer['recent_activity'];
type Attention = DashboardAnswer['attention'];

export function showWallet(wallet: Wallet) {
  return {
    available: formatAmount(wallet.availableMinor),
    pending: formatAmount(wallet.pendingMinor),
    reserved: formatAmount(wallet.reservedMinor),
  };
}

export function showPaid(days: readonly DayFigures[]) {
  const sum = sumFigures(days.map(({ figures }) => figures));
  return { count: sum.paid, revenue: showAmounts(revenueOf(sum)) };
}

export function showPeriod(days: readonly DayFigures[]) {
  const { count, revenue } = showPaid(days);
  return { paid_count: count, revenue, series: days.map(showDay) };
}

export function showRecentTransaction(row: RecentTransaction): Recent['transactions'][number] {
  return {
    id: formatId('TX', row.id),
    status: row.status as Recent['transactions'][number]['status'],
    gross_amount: formatAmount(row.grossMinor),
    refunded_amount: formatAmount(row.refundedMinor),
    currency: row.currency,
    payer_email: row.payerEmail,
    payment_link_id: row.paymentLinkId,
    created_at: formatInstant(row.createdAt),
    updated_at: formatInstant(row.updatedAt),
  };
}

type ChangeBody = {
  readonly change: Recent['link_changes'][number]['change'];
  readonly fields: string[];
  readonly changed_by?: string;
};

/** The person behind a change; undefined where the event names none. */
export function changerOf(row: LinkChangeRow): string | undefined {
  return parseId('usr', (JSON.parse(row.body) as ChangeBody).changed_by);
}

export function showLinkChange(
  row: LinkChangeRow,
  names: ReadonlyMap<string, string>,
): Recent['link_changes'][number] {
  const { change, fields } = JSON.parse(row.body) as ChangeBody;
  const userId = changerOf(row);
  const name = userId === undefined ? undefined : names.get(userId);
  return {
    payment_link_id: row.paymentLinkId,
    name: row.name,
    change,
    fields,
    changed_by: userId && name ? { id: formatId('usr', userId), name } : null,
    created_at: formatInstant(row.createdAt),
  };
}

export function showUndecided(row: UndecidedPayment): Attention['undecided_payments'][number] {
  return {
    transaction_id: formatId('TX', row.transactionId),
    checkout_id: formatId('chk', row.checkoutId),
    payment_link_id: row.paymentLinkId,
    gross_amount: formatAmount(row.grossMinor),
    currency: row.currency,
    payer_email: row.payerEmail,
    attempted_at: formatInstant(row.attemptedAt),
  };
}

export function showDisputed(row: OpenDispute): Attention['open_disputes'][number] {
  return {
    transaction_id: formatId('TX', row.transactionId),
    payer_email: row.payerEmail,
    currency: row.currency,
    dispute: showDispute(readDispute(row.dispute)),
  };
}

export function showExpiring({ id, name, expiresAt }: ExpiringLink): Attention['expiring_links'][number] {
  return { payment_link_id: id, name, expires_at: formatInstant(expiresAt) };
}

export function showScarce({ id, name, maxUses, used, held }: ScarceLink): Attention['scarce_links'][number] {
  return { payment_link_id: id, name, max_uses: maxUses, uses: used, held };
}
