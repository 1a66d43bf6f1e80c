/** The parts of Stripe's objects that it answers with, as its API reference names them. */

export type Metadata = Record<string, string>;

export type Charge = {
  readonly id: string;
  readonly object: 'charge';
  readonly amount: number;
  amount_refunded: number;
  readonly currency: string;
  disputed: boolean;
  readonly payment_intent: string;
  readonly metadata: Metadata;
  readonly payment_method_details: { readonly type: 'card'; readonly card: { brand: string; last4: string } };
  refunded: boolean;
  readonly status: 'succeeded';
};

export type Intent = {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly metadata: Metadata;
  status: 'requires_payment_method' | 'requires_action' | 'processing' | 'succeeded' | 'canceled';
  latest_charge: string | null;
  last_payment_error: {
    type: 'card_error';
    code: string;
    decline_code: string | null;
    message: string;
  } | null;
};

export type LineItem = {
  readonly description: string;
  readonly quantity: number;
  readonly unit_amount: number;
};

export type Session = {
  readonly id: string;
  readonly object: 'checkout.session';
  readonly amount_total: number;
  readonly cancel_url: string | null;
  readonly client_reference_id: string | null;
  readonly created: number;
  readonly currency: string;
  readonly customer_email: string | null;
  readonly expires_at: number;
  readonly livemode: boolean;
  readonly locale: string | null;
  readonly metadata: Metadata;
  readonly mode: 'payment';
  payment_intent: string | null;
  payment_status: 'unpaid' | 'paid';
  status: 'open' | 'complete' | 'expired';
  readonly success_url: string;
  url: string | null;
};

export type Refund = {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly metadata: Metadata;
  readonly payment_intent: string;
  status: 'pending' | 'succeeded' | 'failed';
};

export type Dispute = {
  readonly id: string;
  readonly object: 'dispute';
  readonly amount: number;
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly evidence_details: { readonly due_by: number | null };
  readonly payment_intent: string;
  readonly reason: string;
  status: 'warning_needs_response' | 'needs_response' | 'under_review' | 'won' | 'lost';
};

export type Endpoint = {
  readonly id: string;
  readonly object: 'webhook_endpoint';
  readonly enabled_events: readonly string[];
  readonly url: string;
  readonly status: 'enabled';
  readonly secret: string;
};

export type Event = {
  readonly id: string;
  readonly object: 'event';
  readonly api_version: string;
  readonly created: number;
  readonly livemode: boolean;
  readonly type: string;
  readonly data: { readonly object: Session | Charge | Refund | Dispute };
};
