/** The parts of PayPal's objects that it answers with, as its published API descriptions name them. */

export type Money = { readonly currency_code: string; readonly value: string };
export type Link = { readonly href: string; readonly rel: string; readonly method: string };

export type Capture = {
  readonly id: string;
  status: 'COMPLETED' | 'DECLINED' | 'PARTIALLY_REFUNDED' | 'PENDING' | 'REFUNDED' | 'FAILED';
  readonly amount: Money;
  readonly custom_id: string;
  readonly invoice_id: string;
  readonly create_time: string;
  readonly final_capture: true;
  seller_receivable_breakdown?: {
    readonly gross_amount: Money;
    readonly paypal_fee: Money;
    readonly net_amount: Money;
  };
  readonly supplementary_data: { readonly related_ids: { readonly order_id: string } };
  readonly links: readonly Link[];
};

export type Refund = {
  readonly id: string;
  status: 'CANCELLED' | 'FAILED' | 'PENDING' | 'COMPLETED';
  readonly amount: Money;
  readonly custom_id?: string;
  readonly create_time: string;
  readonly links: readonly Link[];
};

export type Item = { readonly name: string; readonly quantity: string; readonly unit_amount: Money };

export type Unit = {
  readonly reference_id: string;
  readonly custom_id: string;
  readonly invoice_id: string;
  readonly description?: string;
  readonly amount: Money & { readonly breakdown: Readonly<Record<string, Money>> };
  readonly items: readonly Item[];
  payments?: { captures: Capture[]; refunds?: Refund[] };
};

export type Order = {
  readonly id: string;
  readonly intent: 'CAPTURE';
  status: 'CREATED' | 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED' | 'VOIDED';
  readonly create_time: string;
  readonly purchase_units: readonly [Unit];
  readonly payment_source: Readonly<Record<string, unknown>>;
  links: readonly Link[];
};

export type Dispute = {
  readonly dispute_id: string;
  readonly create_time: string;
  readonly disputed_transactions: readonly { readonly seller_transaction_id: string }[];
  readonly reason: string;
  status: 'OPEN' | 'WAITING_FOR_SELLER_RESPONSE' | 'UNDER_REVIEW' | 'RESOLVED';
  readonly dispute_amount: Money;
  readonly dispute_life_cycle_stage: 'INQUIRY' | 'CHARGEBACK';
  readonly seller_response_due_date: string;
  dispute_outcome?: { readonly outcome_code: string };
};

export type Webhook = {
  readonly id: string;
  readonly url: string;
  readonly event_types: readonly { readonly name: string }[];
};

export type Event = {
  readonly id: string;
  readonly event_version: '1.0';
  readonly create_time: string;
  readonly resource_type: string;
  readonly event_type: string;
  readonly summary: string;
  readonly resource: unknown;
};
