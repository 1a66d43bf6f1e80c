/** The parts of Mollie's objects that it answers with, as its API reference (version 2) names them. */

export type Amount = { readonly currency: string; readonly value: string };

export type Line = {
  readonly description: string;
  readonly quantity: number;
  readonly unitPrice: Amount;
  readonly totalAmount: Amount;
};

export type Metadata = Readonly<Record<string, unknown>> | string | null;

export type PaymentStatus = 'open' | 'pending' | 'authorized' | 'paid' | 'canceled' | 'expired' | 'failed';

export type Refund = {
  readonly resource: 'refund';
  readonly id: string;
  readonly mode: 'test' | 'live';
  readonly amount: Amount;
  status: 'queued' | 'pending' | 'processing' | 'refunded' | 'failed' | 'canceled';
  readonly createdAt: string;
  readonly description: string;
  readonly metadata: Metadata;
  readonly paymentId: string;
};

export type Chargeback = {
  readonly resource: 'chargeback';
  readonly id: string;
  readonly amount: Amount;
  readonly settlementAmount: Amount;
  readonly createdAt: string;
  readonly reason: { readonly code: string; readonly description: string } | null;
  reversedAt: string | null;
  readonly paymentId: string;
};

export type Payment = {
  readonly id: string;
  readonly mode: 'test' | 'live';
  readonly createdAt: string;
  readonly amount: Amount;
  readonly description: string;
  readonly redirectUrl: string;
  readonly cancelUrl: string | null;
  readonly webhookUrl: string | null;
  readonly lines: readonly Line[] | null;
  readonly billingAddress: { readonly email: string } | null;
  readonly locale: string | null;
  readonly metadata: Metadata;
  method: string | null;
  status: PaymentStatus;
  details: Readonly<Record<string, unknown>> | null;
  readonly refunds: Refund[];
  readonly chargebacks: Chargeback[];
};
