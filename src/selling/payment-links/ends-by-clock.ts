/**
 * Whether the place of a checkout comes back when its time is over, as SQL: nobody pays it just now, or a bank transfer
 * is waited for, which ends with it. When a card payment is decided, nobody knows.
 *
 * @param checkout the name of a row of `checkouts` that is open or processing
 */
export function endsByClock(checkout: string): string {
  // By each of its keys: a plan that was made while the table was small must not read all attempts of a seller.
  return `${checkout}.status in ('open', 'processing') and (${checkout}.status = 'open' or 'bank_transfer' = (
      select waiting.payment_method from attempts waiting where waiting.organization_id = ${checkout}.organization_id
        and waiting.checkout_id = ${checkout}.id and waiting.id = ${checkout}.current_attempt_id
    ))`;
}
