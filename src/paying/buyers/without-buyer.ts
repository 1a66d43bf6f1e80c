/** Reasons that are ours; any other was written by a person, maybe about a person. */
const ownReasons = ['late_payment', 'excess_charge'];

type Body = Readonly<Record<string, unknown>>;

/**
 * What an event says without its buyer: the text of `transaction.status_changed` or `refund.status_changed` in, the
 * same fields in the same order out. Metadata goes where it came with the buyer, not where it is that of a link.
 */
export function withoutBuyer(text: string): string {
  const body = JSON.parse(text) as Body;
  return JSON.stringify(
    Object.fromEntries(Object.entries(body).map(([name, value]) => [name, blanked(body, name, value)])),
  );
}

function blanked(body: Body, name: string, value: unknown): unknown {
  switch (name) {
    case 'payer_email':
    case 'client_reference_id':
      return null;
    case 'utm':
      return {};
    case 'metadata':
      return body.payment_link_id === null ? {} : value;
    case 'reason':
      return ownReasons.includes(value as string) ? value : null;
    case 'depositAttempts':
      return (value as Body[]).map((attempt) => ({ ...attempt, card: null }));
    default:
      return value;
  }
}
