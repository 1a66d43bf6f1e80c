import type { TransactionAnswer } from '../../../src/platform/contract/transactions.ts';
import { minorOf } from '../../../src/platform/kit/money.ts';

type Amounts = Pick<TransactionAnswer, 'gross_amount' | 'refunded_amount' | 'dispute'>;

/** What may still be given back of a payment: not what a dispute has taken, or withholds. Minor units. */
export function refundableMinor({
  gross_amount: gross,
  refunded_amount: refunded,
  dispute,
}: Amounts): bigint {
  const withheld = dispute && dispute.status !== 'won' ? minorOf(dispute.amount) : 0n;
  const rest = minorOf(gross) - minorOf(refunded) - withheld;
  return rest > 0n ? rest : 0n;
}
