import type { SandboxPayment } from '#paying/sandbox/store.ts';
import type { Firing } from '#platform/contract/simulator.ts';

export type NotifiedStatus = 'succeeded' | 'declined' | 'canceled';
export type Notified = { readonly status: NotifiedStatus; readonly errorCode: string | null };

export type FiringDecision =
  /** What is notified; `isBooked` tells whether the payment becomes that in the sandbox's book. */
  | { readonly verdict: 'fired'; readonly notified: Notified; readonly isBooked: boolean }
  | { readonly verdict: 'refused'; readonly detail: string };

/**
 * Decides what the sandbox notifies about a payment when a developer asks for it. Money that arrived stays: a failure
 * of a payment that succeeded is told, out of order, but not booked.
 */
export function decideFiring(payment: SandboxPayment, event: Firing): FiringDecision {
  switch (event) {
    case 'succeed':
      if (payment.status === 'succeeded')
        return refused('This payment has succeeded already; use repeat to send its notification again.');
      if (payment.scenario === 'barred')
        return refused('This payment never reached the sandbox, so it has no amount that could be charged.');
      return fired({ status: 'succeeded', errorCode: null }, true);
    case 'fail':
      return fired({ status: 'declined', errorCode: 'card_declined' }, isOpen(payment));
    case 'expire':
      if (!isOpen(payment)) return refused('This payment is decided; only one that is not can expire.');
      return fired({ status: 'canceled', errorCode: null }, true);
    case 'repeat':
      return repeated(payment);
  }
}

function repeated(payment: SandboxPayment): FiringDecision {
  const { notifiedStatus, notifiedErrorCode, status, errorCode } = payment;
  if (notifiedStatus !== null) return fired({ status: notifiedStatus, errorCode: notifiedErrorCode }, false);
  if (status === 'requires_action' || status === 'processing')
    return refused('Nothing was sent about this payment yet; let it succeed, fail or expire first.');
  // It was told by an answer only, and a provider notifies of that as well.
  return fired({ status, errorCode }, false);
}

function isOpen({ status }: SandboxPayment): boolean {
  return status === 'requires_action' || status === 'processing';
}

function fired(notified: Notified, isBooked: boolean): FiringDecision {
  return { verdict: 'fired', notified, isBooked };
}

function refused(detail: string): FiringDecision {
  return { verdict: 'refused', detail };
}
