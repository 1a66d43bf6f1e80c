import { formatId } from '#platform/kit/ids.ts';

/** What an event is about, as its merchant reads it. */
export type Told = {
  readonly transaction_id: string | null;
  readonly payment_link_id: string | null;
  readonly told_status: string | null;
};

/** @param event ids as they are stored, and the payload as it was written */
export function whatIsTold(event: {
  readonly transactionId: string | null;
  readonly paymentLinkId: string | null;
  readonly body: string;
}): Told {
  const { status } = JSON.parse(event.body) as { readonly status?: unknown };
  return {
    transaction_id: event.transactionId && formatId('TX', event.transactionId),
    payment_link_id: event.paymentLinkId,
    told_status: typeof status === 'string' ? status : null,
  };
}
