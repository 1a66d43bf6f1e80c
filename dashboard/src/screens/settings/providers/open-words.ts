import type { ConnectionAnswer } from '../../../../../src/platform/contract/connections.ts';

/** What is still under way there, and that nothing of it is lost. */
export function openInWords({ open_payments: payments, open_refunds: refunds }: ConnectionAnswer): string {
  const parts = [
    payments > 0 && `${payments} open ${payments === 1 ? 'payment' : 'payments'}`,
    refunds > 0 && `${refunds} open ${refunds === 1 ? 'refund' : 'refunds'}`,
  ].filter(Boolean);
  if (parts.length === 0) return '';
  return `${parts.join(' and ')} ${payments + refunds === 1 ? 'waits' : 'wait'} for it, none is lost.`;
}
